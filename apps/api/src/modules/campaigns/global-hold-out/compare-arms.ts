import { type ArmSums, judgeExperiment } from '@holdfast/ml-core';
import type { EventWords } from '../../churn/index.js';
import { formatShare } from '../../segmentation/index.js';
import type { CampaignVerdict } from '../campaign.enums.js';
import type { ArmOutcome } from '../effect/effect.types.js';
import type { HoldOutArms } from './global-hold-out.store.js';
import type { GlobalHoldOutComparison } from './global-hold-out.types.js';

/** What is compared, and in which words. */
export interface ComparedEvent {
  readonly words: EventWords;
  /** Whether it is to be wished for that the rate is higher. */
  readonly rises: boolean;
  /** The rate that is expected where nothing is done. */
  readonly expectedRate: number;
}

/** Those held out of everything beside the others. */
export function compareArms(arms: HoldOutArms, event: ComparedEvent): GlobalHoldOutComparison {
  const { heldOut, others } = arms;
  const unknown = { difference: 0, low: -1, high: 1, verdict: 'TOO_FEW' } as const;
  if (heldOut.known === 0 || others.known === 0) {
    return { ...arms, ...unknown, sentence: 'Nothing can be said yet: outcomes of both are needed.' };
  }
  const planned = { treated: others.customers, control: heldOut.customers };
  const judged = judgeExperiment(sumsOf(others), sumsOf(heldOut), planned, event);
  const { difference, low, high } = judged.plain;
  const rates = `Of those held out of everything ${formatShare(heldOut.rate)} ${event.words.past}, of the others ${formatShare(others.rate)}`;
  const gap = `a difference of ${points(difference)} points (${points(low)} to ${points(high)})`;
  if (judged.verdict === 'tooFew') {
    const { treated, control } = judged.missing;
    const sentence = `${rates}; nothing can be said yet: outcomes of ${control} more of those held out and ${treated} more of the others are needed.`;
    return { ...arms, difference, low, high, verdict: 'TOO_FEW', sentence };
  }
  if (judged.verdict === 'unbalanced') {
    const back = `${formatShare(heldOut.known / heldOut.customers)} and ${formatShare(others.known / others.customers)}`;
    const sentence = `${rates}; they cannot be compared, as outcomes came back of ${back} of them.`;
    return { ...arms, difference, low, high, verdict: 'NO_EVIDENCE', sentence };
  }
  const said = judged.verdict !== 'undecided';
  const verdict: CampaignVerdict = !said
    ? 'NO_EVIDENCE'
    : (judged.verdict === 'higher') === event.rises
      ? 'WORKS'
      : 'HARMS';
  const sentence = `${rates}: ${gap}${said ? '' : '; that may be chance'}.`;
  return { ...arms, difference, low, high, verdict, sentence };
}

/** Nothing from before is compared with: the score of then is not kept of all customers. */
function sumsOf({ known, left }: ArmOutcome): ArmSums {
  return { rows: known, cases: left, x: 0, xx: 0, xy: 0 };
}

function points(value: number): string {
  const text = (100 * value).toFixed(1).replace(/\.0$/, '');
  return (text === '-0' ? '0' : text).replace('-', '−');
}
