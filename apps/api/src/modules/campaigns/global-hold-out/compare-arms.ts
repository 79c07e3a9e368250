import { type ArmSums, judgeExperiment } from '@holdfast/ml-core';
import type { EventWords } from '../../churn/index.js';
import type { CampaignVerdict } from '../campaign.enums.js';
import type { ArmOutcome } from '../effect/effect.types.js';
import { say } from '../messages.js';
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
  const { apart } = say();
  if (heldOut.known === 0 || others.known === 0) return { ...arms, ...unknown, sentence: apart.unknown };
  const planned = { treated: others.customers, control: heldOut.customers };
  const judged = judgeExperiment(sumsOf(others), sumsOf(heldOut), planned, event);
  const { difference, low, high } = judged.plain;
  const rates = { heldOut: heldOut.rate, others: others.rate, words: event.words };
  if (judged.verdict === 'tooFew') {
    const sentence = apart.tooFew(rates, judged.missing.control, judged.missing.treated);
    return { ...arms, difference, low, high, verdict: 'TOO_FEW', sentence };
  }
  if (judged.verdict === 'unbalanced') {
    const sentence = apart.unbalanced(rates, heldOut, others);
    return { ...arms, difference, low, high, verdict: 'NO_EVIDENCE', sentence };
  }
  const said = judged.verdict !== 'undecided';
  const verdict: CampaignVerdict = !said
    ? 'NO_EVIDENCE'
    : (judged.verdict === 'higher') === event.rises
      ? 'WORKS'
      : 'HARMS';
  const sentence = apart.known(rates, judged.plain, said);
  return { ...arms, difference, low, high, verdict, sentence };
}

/** Nothing from before is compared with: the score of then is not kept of all customers. */
function sumsOf({ known, left }: ArmOutcome): ArmSums {
  return { rows: known, cases: left, x: 0, xx: 0, xy: 0 };
}
