import type { DataSource } from 'typeorm';
import type { CallContext } from '../../platform/call/call-context.js';
import type { Clock } from '../../platform/clock.js';
import type { Outbox } from '../../platform/outbox/outbox.js';
import type { ChurnScores, ContactTermsReader, MonitoredModels } from '../churn/index.js';
import type { Compute } from '../compute/index.js';
import type { AudienceService, CustomerListService, FilterWords } from '../customer-list/index.js';
import type { DatasetService, FigureMemory } from '../datasets/index.js';
import type { JobQueue } from '../jobs/index.js';
import type { SegmentReader } from '../segmentation/index.js';
import type { StrategiesService } from '../strategies/index.js';
import { AsUsual1768200001205 } from './as-usual.migration.js';
import { Campaign } from './campaign.entity.js';
import { CampaignResolver, CustomerCampaignFields, DatasetCampaignFields } from './campaign.resolver.js';
import { CampaignService } from './campaign.service.js';
import { CampaignStore } from './campaign.store.js';
import { CampaignContacts1767500001203 } from './campaign-contacts.migration.js';
import { Campaigns1766300002001 } from './campaigns.migration.js';
import { memberDescriber } from './describe-members.js';
import { CampaignEffects } from './effect/campaign-effects.js';
import { EffectStore } from './effect/effect.store.js';
import { measuredEffects } from './effect/measured-effects.js';
import {
  CustomerHoldOutFields,
  DatasetHoldOutFields,
  GlobalHoldOutResolver,
} from './global-hold-out/global-hold-out.resolver.js';
import { GlobalHoldOutService } from './global-hold-out/global-hold-out.service.js';
import { GlobalHoldOutStore } from './global-hold-out/global-hold-out.store.js';
import { GlobalHoldOuts1767800001204 } from './global-hold-out/global-hold-outs.migration.js';
import { NamesThen } from './names-then.js';
import { measureUpliftJob } from './uplift/measure-uplift.job.js';
import { UpliftStore } from './uplift/uplift.store.js';
import { Uplifts } from './uplift/uplifts.js';
import { Uplifts1767500001202 } from './uplift/uplifts.migration.js';

export const entities = [Campaign];
export const migrations = [
  Campaigns1766300002001,
  Uplifts1767500001202,
  CampaignContacts1767500001203,
  GlobalHoldOuts1767800001204,
  AsUsual1768200001205,
];

/** Campaigns of a dataset that are measured by themselves. */
const NEWEST = 20;

/** What the slice depends on. */
export interface CampaignsDependencies {
  readonly dataSource: DataSource;
  readonly datasets: DatasetService;
  readonly lists: CustomerListService;
  readonly audiences: AudienceService;
  readonly words: FilterWords;
  readonly strategies: StrategiesService;
  readonly segments: Pick<SegmentReader, 'sayNames'>;
  readonly contacts: ContactTermsReader;
  readonly scores: ChurnScores;
  readonly models: Pick<MonitoredModels, 'byKey'>;
  readonly engine: Compute;
  readonly jobs: JobQueue;
  readonly outbox: Outbox;
  readonly memory: FigureMemory;
  readonly clock: Clock;
}

/**
 * Freezes lists of customers with a part that is left alone, and measures what contacting the others did. Defines the job
 * `measure-uplift`, which follows outcomes.
 */
export function createCampaigns(deps: CampaignsDependencies) {
  const { dataSource, datasets, lists, audiences, words, strategies, segments, contacts, scores, clock } =
    deps;
  const { models, engine, jobs, outbox, memory } = deps;
  const store = new CampaignStore(dataSource);
  const sources = { audiences, words, strategies };
  const learned = new UpliftStore(dataSource);
  const service = new CampaignService({
    dataSource,
    store,
    uplifts: learned,
    datasets,
    lists,
    contacts,
    sources,
    clock,
    memory,
  });
  const heldOut = new GlobalHoldOutStore(dataSource);
  const holdOuts = new GlobalHoldOutService({
    dataSource,
    store: heldOut,
    datasets,
    contacts,
    memory,
    clock,
  });
  const sums = new EffectStore(dataSource);
  const names = new NamesThen(segments);
  const effects = new CampaignEffects(sums, names);
  const uplifts = new Uplifts(learned, effects, jobs);
  jobs.define(measureUpliftJob({ datasets, models, engine, store: learned, clock }));
  outbox.on('outcomes.recorded', 'campaigns', ({ datasetId }, call) =>
    uplifts.measureByItself(call, datasetId),
  );
  datasets.onRemoval(async (manager, datasetId, rows) => ({
    ...(await store.removeMembers(manager, datasetId, rows)),
    ...(await learned.remove(manager, datasetId, rows)),
  }));
  return {
    service,
    /** What campaigns measured of strategies. */
    measured: measuredEffects(store, sums),
    /** What can be said of the newest campaigns of a dataset; null of one without outcomes of both arms. */
    verdicts: async (call: CallContext, datasetId: string) => {
      const { edges } = await service.list(call, datasetId, NEWEST, null);
      const found: { campaignId: string; verdict: string | null }[] = [];
      for (const { node } of edges) {
        const effect = await effects.effect(call, node);
        found.push({ campaignId: node.id, verdict: effect?.verdict ?? null });
      }
      return found;
    },
    describeMembers: memberDescriber({ campaigns: service, store, scores, strategies }),
    resolvers: [
      new CampaignResolver(service, effects, uplifts, names, lists, datasets),
      new DatasetCampaignFields(service),
      new CustomerCampaignFields(store),
      new GlobalHoldOutResolver(holdOuts),
      new DatasetHoldOutFields(holdOuts),
      new CustomerHoldOutFields(heldOut, store),
    ],
  };
}
