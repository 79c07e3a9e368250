import { titleOfPlay } from '../strategies/index.js';
import type { Campaign } from './campaign.entity.js';
import type { FrozenAssumption, FrozenAssumptions } from './frozen-assumptions.types.js';
import type { Range } from './made-of.js';

/** What a campaign took for granted when its list was made. */
export function frozenAssumptions({
  madeOf,
  contactCost,
}: Pick<Campaign, 'madeOf' | 'contactCost'>): FrozenAssumptions {
  const { model, expectedRate, customerWorth, worthRange, costRange, segments } = madeOf;
  return {
    modelVersion: model?.version ?? null,
    expectedRate,
    customerWorth: assumed(customerWorth, worthRange),
    contactCost: assumed(contactCost, costRange),
    strategies: madeOf.strategies.map((strategy) => ({
      title: titleOfPlay(strategy.play) ?? strategy.title,
      segmentKey: strategy.segmentKey,
      segmentName: segments[strategy.segmentKey] ?? strategy.segmentKey,
      saveRate: assumed(strategy.saveRate, strategy.saveRateRange),
      contactCost: assumed(strategy.contactCost, strategy.contactCostRange),
    })),
  };
}

function assumed(base: number, range?: Range | null): FrozenAssumption;
function assumed(base: number | null, range?: Range | null): FrozenAssumption | null;
function assumed(base: number | null, range?: Range | null): FrozenAssumption | null {
  return base === null ? null : { base, low: range?.low ?? null, high: range?.high ?? null };
}
