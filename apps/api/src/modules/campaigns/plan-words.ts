import { smallestDifference } from '@holdfast/ml-core';
import type { EventWords } from '../churn/index.js';
import { formatCount, formatShare } from '../segmentation/index.js';

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
  if (heldOut === 0) {
    return `All ${formatCount(contacted)} are contacted and nobody is left alone: what the contact does cannot be measured.`;
  }
  const uplift = smallestUplift(outlook);
  const sizes = `With ${formatCount(contacted)} contacted and ${formatCount(heldOut)} left alone`;
  if (uplift === null) {
    return `${sizes} even ${rises ? 'the largest' : 'a complete'} success would probably not show; more customers, or a larger part left alone, would.`;
  }
  const then = rises ? expectedRate + uplift : expectedRate - uplift;
  const change = `${formatShare(expectedRate)} to ${formatShare(then)} who ${words.past}`;
  return `${sizes}, 4 of 5 such campaigns would show ${rises ? 'a rise' : 'a fall'} from ${change}, or a larger one; a smaller one would often be missed.`;
}
