import type { CampaignArm, ListedCustomer } from '../customer-list/index.js';
import { type ArmShares, type DrawnArms, drawArms } from './draw-arms.js';

/** Arms, and how many customers are in the one that they were in before. */
export interface DealtArms extends DrawnArms {
  readonly kept: number;
}

/** So many standard deviations may the numbers of those who were dealt before be off their shares. */
const CHANCE = 3;

/**
 * Deals a list into arms so that customers keep theirs: whoever is in an earlier list of the same seed and the same shares
 * is in the same arm again, and the others are drawn so that the whole list has its shares, as `drawArms` does. Where those of
 * earlier lists are in one arm by more than chance, as in a list of whom another one left alone, they would not be a fair draw:
 * then all are drawn anew, which leaves most of the same customers alone.
 * @param earlier The arm that each had in the last such list, by row.
 */
export function dealArms(
  customers: readonly ListedCustomer[],
  shares: ArmShares,
  earlier: ReadonlyMap<number, CampaignArm>,
): DealtArms {
  const arms = customers.map(({ row }) => earlier.get(row) ?? null);
  const places = [...arms.keys()].filter((i) => arms[i] === null);
  const kept = customers.length - places.length;
  const count = (arm: CampaignArm) => arms.filter((own) => own === arm).length;
  const [left, usual] = [count('HOLD_OUT'), count('BUSINESS_AS_USUAL')];
  const isFair =
    isByChance(left, kept, shares.share) &&
    isByChance(usual, kept, shares.asUsual) &&
    (places.length > 0 || left > 0 || shares.share === 0);
  if (kept === 0 || !isFair) return { ...drawArms(customers, shares), kept: 0 };
  const missing = (share: number, there: number) =>
    places.length === 0 ? 0 : Math.max(0, Math.min(1, (share * customers.length - there) / places.length));
  const share = missing(shares.share, left);
  const asUsual = Math.min(1 - share, missing(shares.asUsual, usual));
  const drawn = drawArms(
    places.map((i) => customers[i]!),
    { share, asUsual, seed: shares.seed },
  );
  const held = Uint8Array.from(arms, (arm) => Number(arm === 'HOLD_OUT'));
  const asBefore = Uint8Array.from(arms, (arm) => Number(arm === 'BUSINESS_AS_USUAL'));
  for (const [at, i] of places.entries()) {
    held[i] = drawn.held[at]!;
    asBefore[i] = drawn.asUsual[at]!;
  }
  return { held, asUsual: asBefore, kept };
}

/** Whether so many of some customers may be in an arm that has this share, by chance. */
function isByChance(found: number, customers: number, share: number): boolean {
  return Math.abs(found - share * customers) <= CHANCE * Math.sqrt(customers * share * (1 - share));
}
