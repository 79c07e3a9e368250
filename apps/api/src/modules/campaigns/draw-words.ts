import type { ListedCustomer } from '../customer-list/index.js';
import type { Campaign } from './campaign.entity.js';
import type { MadeOf } from './made-of.js';
import { say } from './messages.js';

/** What the members of a list can be told apart by, and are: see `drawArms`. */
export function balancedOn(members: readonly ListedCustomer[]): NonNullable<MadeOf['balancedOn']> {
  return [
    ...(members.some(({ segmentKey }) => segmentKey !== null) ? (['segment'] as const) : []),
    ...(members.some(({ riskBand }) => riskBand !== null) ? (['risk band'] as const) : []),
    ...(members.some(({ expectedLoss }) => expectedLoss !== null) ? (['third of value'] as const) : []),
  ];
}

/** How it was drawn who is left alone. */
export function drawWords({
  holdOutCount,
  seed,
  madeOf,
}: Pick<Campaign, 'holdOutCount' | 'seed' | 'madeOf'>): string {
  if (holdOutCount === 0) return say().draw.nobody;
  // Lists of earlier releases were drawn by segment and risk band, where there were any.
  const balanced = madeOf.balancedOn ?? [
    ...(madeOf.segmentation ? (['segment'] as const) : []),
    ...(madeOf.model ? (['risk band'] as const) : []),
  ];
  return say().draw.drawn(seed, madeOf.keptArms ?? 0, balanced);
}
