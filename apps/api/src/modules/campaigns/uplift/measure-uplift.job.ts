import type { CallContext } from '../../../platform/call/call-context.js';
import type { Clock } from '../../../platform/clock.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { MonitoredModels } from '../../churn/index.js';
import type { Compute } from '../../compute/index.js';
import { type DatasetColumn, type DatasetService, NOBODY, type Snapshot } from '../../datasets/index.js';
import { type FeatureColumnSpec, snapshotRef } from '../../engine/index.js';
import type { JobContext, JobDefinition } from '../../jobs/index.js';
import type { Campaign } from '../campaign.entity.js';
import type { LearnedUplift, LearnOperations, LearnRequest } from '../learn/index.js';
import type { UpliftStore } from './uplift.store.js';

/** The job that measures for whom the campaigns of a dataset worked. */
export const MEASURE_UPLIFT = 'measure-uplift';

/** The job's payload. */
export interface MeasureUpliftPayload {
  readonly datasetId: string;
}

/** What the job depends on. */
export interface MeasureUpliftDependencies {
  readonly datasets: Pick<DatasetService, 'requireReady' | 'withSnapshot' | 'withOldSnapshot' | 'lock'>;
  readonly models: Pick<MonitoredModels, 'byKey'>;
  readonly engine: Compute;
  readonly store: UpliftStore;
  readonly clock: Clock;
}

/**
 * Measures for whom campaigns worked, each that has enough outcomes that are news, until there is none. Customers are told
 * apart by what was known when the list was made: attributes of later may be what the contact changed.
 */
export function measureUpliftJob(deps: MeasureUpliftDependencies): JobDefinition<MeasureUpliftPayload> {
  const { datasets, store, clock } = deps;
  return {
    kind: MEASURE_UPLIFT,
    needs: async ({ datasetId }, call) => {
      const { rows, columns } = await datasets.requireReady(call, datasetId);
      return { bytes: 2 * deps.engine.memoryFor(rows, columns.length) };
    },
    run: async ({ datasetId }, context) => {
      for (;;) {
        const campaign = await store.due(datasetId);
        if (campaign === null) return;
        const learned = await learn(campaign, deps, context);
        const { contacted, holdOut } = await store.known(campaign);
        await store.keep(campaign, { outcomes: contacted + holdOut, learned }, clock.now(), (manager) =>
          datasets.lock(manager, datasetId, NOBODY),
        );
      }
    },
  };
}

/** Null where too little is kept of what the members were like before. */
async function learn(
  campaign: Campaign,
  deps: MeasureUpliftDependencies,
  context: JobContext,
): Promise<LearnedUplift | null> {
  const { datasets } = deps;
  const { call } = context;
  const model = await modelOf(call, campaign, deps);
  if (model?.snapshotId == null) return null;
  const { datasetId } = campaign;
  const { columns } = await datasets.requireReady(call, datasetId);
  const used = columns.filter(({ name }) => model.features.includes(name)).map(specOf);
  const day = columns.find(({ role }) => role === 'OBSERVATION_DATE');
  return datasets.withOldSnapshot(call, datasetId, model.snapshotId, async (past) =>
    past === null
      ? null
      : datasets.withSnapshot(
          call,
          datasetId,
          async () => {},
          (now) => compare(campaign, requestOf(past, now, used, day), deps, context),
        ),
  );
}

async function compare(
  campaign: Campaign,
  request: LearnRequest,
  { engine, store }: MeasureUpliftDependencies,
  { call, progress }: JobContext,
): Promise<LearnedUplift | null> {
  const analysis = await engine.open<LearnOperations>('uplift', request, call.signal);
  try {
    const onProgress = (fraction: number, step?: string) => progress(fraction, step ?? 'Learning the effect');
    return await analysis.call('learn', await store.trial(campaign), { onProgress });
  } catch (error) {
    if (error instanceof AppError && error.code === 'TOO_FEW_ROWS') return null;
    throw error;
  } finally {
    await analysis.close();
  }
}

async function modelOf(call: CallContext, { datasetId, madeOf }: Campaign, deps: MeasureUpliftDependencies) {
  const { model } = madeOf;
  return model === null ? null : call.load(deps.models.byKey, { id: model.id, datasetId });
}

function requestOf(
  past: Snapshot,
  now: Snapshot,
  columns: readonly FeatureColumnSpec[],
  day: DatasetColumn | undefined,
): LearnRequest {
  return {
    past: snapshotRef(past),
    now: snapshotRef(now),
    columns,
    observedOn: day === undefined ? null : specOf(day),
  };
}

function specOf({ name, type }: DatasetColumn): FeatureColumnSpec {
  return { name, type: type === 'TEXT' ? 'CATEGORY' : type };
}
