import type { CallContext } from '../../../platform/call/call-context.js';
import type { JobQueue } from '../../jobs/index.js';
import type { Campaign } from '../campaign.entity.js';
import { armsOf } from '../effect/add-sums.js';
import type { CampaignEffects } from '../effect/campaign-effects.js';
import { describeUplift } from './campaign-uplift.js';
import { MEASURE_UPLIFT } from './measure-uplift.job.js';
import type { UpliftStore } from './uplift.store.js';
import type { CampaignUplift } from './uplift.types.js';

/** Tells for whom campaigns worked, and has it measured as outcomes come in. */
export class Uplifts {
  constructor(
    private readonly store: UpliftStore,
    private readonly effects: Pick<CampaignEffects, 'sums'>,
    private readonly jobs: JobQueue,
  ) {}

  async of(call: CallContext, campaign: Campaign): Promise<CampaignUplift> {
    const { contacted, holdOut } = armsOf(await call.load(this.effects.sums, campaign));
    const left = contacted.sums.cases + holdOut.sums.cases;
    const total = contacted.sums.rows + holdOut.sums.rows;
    const known = {
      contacted: contacted.sums.rows,
      holdOut: holdOut.sums.rows,
      rarer: Math.min(left, total - left),
    };
    return describeUplift(campaign, await this.store.find(campaign.id), known);
  }

  /** Starts measuring if some campaign has enough outcomes that are news. */
  async measureByItself(call: CallContext, datasetId: string): Promise<void> {
    if ((await this.store.due(datasetId)) === null) return;
    await this.jobs.enqueue(
      call,
      MEASURE_UPLIFT,
      { datasetId },
      { datasetId, jobKey: `uplift ${datasetId}` },
    );
  }
}
