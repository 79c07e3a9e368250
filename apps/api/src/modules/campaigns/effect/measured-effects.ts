import { riskRatio } from '@holdfast/ml-core';
import { type MeasuredEffect, measuredKey, type ReadMeasured } from '../../strategies/index.js';
import type { Campaign } from '../campaign.entity.js';
import type { CampaignStore } from '../campaign.store.js';
import { armsOf } from './add-sums.js';
import type { EffectStore, MemberSums } from './effect.store.js';
import { measureEffect } from './measure-effect.js';

/** What campaigns that were made of strategies measured of them: of each play in each segment the newest. */
export function measuredEffects(
  store: Pick<CampaignStore, 'ofStrategies'>,
  effects: EffectStore,
): ReadMeasured {
  return async (datasetId) => {
    const found = new Map<string, MeasuredEffect>();
    for (const campaign of await store.ofStrategies(datasetId)) {
      const { strategies } = campaign.madeOf;
      const play = strategies[0]?.play;
      // One effect of several plays says of none of them what it did.
      if (play === undefined || strategies.some((other) => other.play !== play)) continue;
      const fresh = strategies.filter(({ segmentKey }) => !found.has(measuredKey(play, segmentKey)));
      if (fresh.length === 0) continue;
      const measured = saveRateOf(await effects.sums(campaign), campaign);
      if (measured === null) continue;
      for (const { segmentKey } of fresh) found.set(measuredKey(play, segmentKey), measured);
    }
    return found;
  };
}

/** The share of those who would have left that a campaign kept; null where that cannot be told. */
function saveRateOf(parts: readonly MemberSums[], campaign: Campaign): MeasuredEffect | null {
  const effect = campaign.madeOf.event === 'LEFT' ? measureEffect(parts, campaign) : null;
  if (!effect?.balanced || effect.verdict === 'TOO_FEW' || effect.verdict === 'NO_HOLD_OUT') return null;
  const { contacted, holdOut } = armsOf(parts);
  if (holdOut.sums.cases === 0) return null;
  const { ratio, low, high } = riskRatio(
    contacted.sums.cases,
    contacted.sums.rows,
    contacted.sums.cases + holdOut.sums.cases,
    contacted.sums.rows + holdOut.sums.rows,
  );
  const { globalId: campaignId, name, createdAt: since } = campaign;
  return { saveRate: 1 - ratio, low: 1 - high, high: 1 - low, campaignId, campaign: name, since };
}
