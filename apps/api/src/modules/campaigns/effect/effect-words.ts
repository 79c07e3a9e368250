import type { EventWords } from '../../churn/index.js';
import { formatCount, formatShare } from '../../segmentation/index.js';
import type { CampaignVerdict } from '../campaign.enums.js';
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
  const { verdict, balanced, estimate, contacted, holdOut } = facts;
  if (verdict === 'NO_HOLD_OUT') return 'Nobody was left alone, so what the contact did cannot be told.';
  if (verdict === 'TOO_FEW') return `Nothing can be said yet: ${missingWords(facts)}.`;
  if (!balanced) {
    const shares = `${share(contacted)} of those contacted and of ${share(holdOut)} of those left alone`;
    return `The arms cannot be compared: outcomes came back of ${shares}.`;
  }
  if (verdict !== 'NO_EVIDENCE') return `${comparison(facts)} (${range(facts)})${allowing(facts)}.`;
  const isOut = estimate.low > 0 || estimate.high < 0;
  const why = isOut
    ? 'that may still be chance, as a verdict has to hold however often one looks'
    : 'that may be chance';
  return `${comparison(facts)} (${range(facts)})${allowing(facts)}; ${why}.`;
}

/** What is known and what is missing. */
export function missingSentence(
  facts: Omit<EffectFacts, 'estimate' | 'isAdjusted' | 'balanced' | 'verdict'>,
): string {
  const { contacted, holdOut, missing } = facts;
  const known = `Outcomes are known of ${formatCount(contacted.known)} of ${formatCount(contacted.customers)} contacted`;
  const both = `${known} and of ${formatCount(holdOut.known)} of ${formatCount(holdOut.customers)} left alone`;
  return missing.contacted + missing.holdOut === 0 ? `${both}.` : `${both}; ${missingWords(facts)}.`;
}

function missingWords({
  missing,
  contacted,
  holdOut,
}: Pick<EffectFacts, 'missing' | 'contacted' | 'holdOut'>): string {
  const parts = [
    ...(missing.contacted > 0 ? [`${formatCount(missing.contacted)} more of those contacted`] : []),
    ...(missing.holdOut > 0 ? [`${formatCount(missing.holdOut)} more of those left alone`] : []),
  ];
  const short =
    missing.contacted > contacted.customers - contacted.known ||
    missing.holdOut > holdOut.customers - holdOut.known;
  const verb = parts.length === 1 && parts[0]!.startsWith('1 more') ? 'is' : 'are';
  return `outcomes of ${parts.join(' and ')} ${verb} needed${short ? ', more than there are: the list is too small' : ''}`;
}

function comparison({ estimate: { uplift }, words, rises }: EffectFacts): string {
  const more = uplift > 0 === rises;
  const size = points(Math.abs(uplift));
  const unit = size === '1' ? 'point' : 'points';
  return `Of those contacted ${size} ${unit} ${more ? 'more' : 'fewer'} ${words.past} than of those left alone`;
}

/** The interval on the side that the sentence speaks of. */
function range({ estimate: { uplift, low, high } }: EffectFacts): string {
  return uplift < 0 ? `${points(-high)} to ${points(-low)}` : `${points(low)} to ${points(high)}`;
}

function allowing({ isAdjusted }: EffectFacts): string {
  return isAdjusted ? ', allowing for their scores from before' : '';
}

function points(value: number): string {
  const text = (100 * value).toFixed(1).replace(/\.0$/, '');
  return (text === '-0' ? '0' : text).replace('-', '−');
}

function share({ known, customers }: ArmOutcome): string {
  return formatShare(customers === 0 ? 0 : known / customers);
}
