import type { CallContext } from '../../../platform/call/call-context.js';
import type { LoaderDefinition } from '../../../platform/call/loader-definition.js';
import type { Campaign } from '../campaign.entity.js';
import type { NamesThen } from '../names-then.js';
import type { EffectStore, MemberSums } from './effect.store.js';
import type { CampaignEffect, MissingOutcomes } from './effect.types.js';
import { measureEffect, missingOutcomes } from './measure-effect.js';

/** Measures what campaigns did. */
export class CampaignEffects {
  constructor(
    private readonly store: EffectStore,
    private readonly names: Pick<NamesThen, 'madeOf'>,
  ) {}

  /** Sums over the members of each campaign. */
  readonly sums: LoaderDefinition<Campaign, MemberSums[]> = {
    scopeOf: ({ datasetId }) => datasetId,
    cacheKey: ({ id }) => id,
    load: (campaigns) => Promise.all(campaigns.map((campaign) => this.store.sums(campaign))),
  };

  /** Null until outcomes of both arms are known. */
  async effect(call: CallContext, campaign: Campaign): Promise<CampaignEffect | null> {
    const { contactCost } = campaign;
    const madeOf = await this.names.madeOf(call, campaign);
    return measureEffect(await call.load(this.sums, campaign), { madeOf, contactCost });
  }

  async missing(call: CallContext, campaign: Campaign): Promise<MissingOutcomes> {
    return missingOutcomes(await call.load(this.sums, campaign), campaign);
  }
}
