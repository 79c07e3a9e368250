import type { ListedCustomer } from '../customer-list/index.js';
import { formatCount } from '../segmentation/index.js';
import type { Campaign } from './campaign.entity.js';
import type { MadeOf } from './made-of.js';

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
  if (holdOutCount === 0) return 'Nobody is left alone.';
  // Lists of earlier releases were drawn by segment and risk band, where there were any.
  const parts = madeOf.balancedOn ?? [
    ...(madeOf.segmentation ? ['segment'] : []),
    ...(madeOf.model ? ['risk band'] : []),
  ];
  const { keptArms = 0 } = madeOf;
  const drawn =
    keptArms === 0
      ? `Who is left alone was drawn by seed ${seed}`
      : `${formatCount(keptArms)} of its customers are in the arm that an earlier list by seed ${seed} had put them in; who of the others is left alone was drawn`;
  if (parts.length === 0) return `${drawn}, from all alike.`;
  const last = parts.at(-1)!;
  const names = parts.length === 1 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
  return `${drawn}, the same share of every ${names} (stratified).`;
}
