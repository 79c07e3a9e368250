import type { EventWords } from '../../churn/index.js';
import type { CampaignVerdict } from '../campaign.enums.js';
import { say } from '../messages.js';
import type { ArmOutcome } from './effect.types.js';

/** An estimate of the uplift. */
export interface Estimate {
  readonly uplift: number;
  readonly low: number;
  readonly high: number;
}

/** What a sentence about an effect is made of. */
export interface EffectFacts {
  readonly contacted: ArmOutcome;
  readonly holdOut: ArmOutcome;
  readonly missing: { readonly contacted: number; readonly holdOut: number };
  /** What the verdict rests on. */
  readonly estimate: Estimate;
  readonly isAdjusted: boolean;
  readonly balanced: boolean;
  readonly verdict: CampaignVerdict;
  readonly words: EventWords;
  /** Whether it is to be wished for that the rate is higher. */
  readonly rises: boolean;
}

/** The effect in a sentence. */
export function effectSentence(facts: EffectFacts): string {
  const { verdict, balanced, estimate, isAdjusted, words, rises } = facts;
  const { effect } = say();
  if (verdict === 'NO_HOLD_OUT') return effect.noHoldOut;
  if (verdict === 'TOO_FEW') return effect.tooFew(missingOf(facts));
  if (!balanced) return effect.unbalanced(facts);
  const isOut = estimate.low > 0 || estimate.high < 0;
  const chance = verdict !== 'NO_EVIDENCE' ? 'sure' : isOut ? 'maybeStill' : 'maybe';
  return effect.known({ ...estimate, words, rises }, isAdjusted, chance);
}

/** What is known and what is missing. */
export function missingSentence(facts: Pick<EffectFacts, 'missing' | 'contacted' | 'holdOut'>): string {
  const isMissing = facts.missing.contacted + facts.missing.holdOut > 0;
  return say().missing(facts, isMissing ? missingOf(facts) : null);
}

function missingOf({ missing, contacted, holdOut }: Pick<EffectFacts, 'missing' | 'contacted' | 'holdOut'>) {
  const isTooSmall =
    missing.contacted > contacted.customers - contacted.known ||
    missing.holdOut > holdOut.customers - holdOut.known;
  return { ...missing, isTooSmall };
}
