import { smallestDifference } from '@holdfast/ml-core';
import type { EventWords } from '../churn/index.js';
import { say } from './messages.js';

/** What a campaign could show, before it is made. */
export interface Outlook {
  readonly contacted: number;
  readonly heldOut: number;
  /** Rate of those left alone, expected by their scores. */
  readonly expectedRate: number;
  /** Share of the variance of outcomes that the scores explain, if they are right. */
  readonly explained: number;
  readonly rises: boolean;
  readonly words: EventWords;
}

/** Half of 5 %: what the verdict of a campaign that is looked at again and again is left with at its end. */
const ALPHA = 0.025;

/** The smallest difference that 80 % of such campaigns find; null if there is none. */
export function smallestUplift({
  contacted,
  heldOut,
  expectedRate,
  explained,
  rises,
}: Outlook): number | null {
  if (contacted === 0 || heldOut === 0) return null;
  // A rise of a rate is a fall of the rate of those to whom it does not happen.
  const rate = rises ? 1 - expectedRate : expectedRate;
  return smallestDifference({ rate, rows: contacted, control: heldOut, explained, alpha: ALPHA });
}

/** The same in words. */
export function outlookWords(outlook: Outlook): string {
  const { contacted, heldOut, expectedRate, rises, words } = outlook;
  const { plan } = say();
  if (heldOut === 0) return plan.nobodyLeft(contacted);
  const uplift = smallestUplift(outlook);
  if (uplift === null) return plan.nothing(contacted, heldOut, rises);
  const to = rises ? expectedRate + uplift : expectedRate - uplift;
  return plan.smallest({ contacted, heldOut, from: expectedRate, to, words, rises });
}
