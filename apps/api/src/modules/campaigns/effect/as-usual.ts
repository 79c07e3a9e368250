import { judgeExperiment } from '@holdfast/ml-core';
import type { Campaign } from '../campaign.entity.js';
import type { CampaignVerdict } from '../campaign.enums.js';
import type { Arm } from './add-sums.js';
import type { ArmComparison, ArmOutcome, AsUsualEffect } from './effect.types.js';

/** Two arms against this one, which share the chance of a false verdict. */
const COMPARISONS = 2;

interface Arms {
  readonly contacted: Arm;
  readonly holdOut: Arm;
  readonly asUsual: Arm;
}

/** What the arm that is treated as usual says; null where there is none. */
export function compareAsUsual(
  { contacted, holdOut, asUsual }: Arms,
  { words, event, expectedRate }: Campaign['madeOf'],
): AsUsualEffect | null {
  if (asUsual.outcome.customers === 0) return null;
  const rises = event !== 'LEFT';
  const compare = (treated: Arm, control: Arm, names: readonly [string, string]) =>
    comparison(treated, control, { names, past: words.past, rises, expectedRate });
  const left = 'those left alone';
  return {
    arm: asUsual.outcome,
    contacted: compare(contacted, asUsual, ['those contacted', 'those treated as usual']),
    holdOut:
      holdOut.outcome.customers === 0 ? null : compare(asUsual, holdOut, ['those treated as usual', left]),
  };
}

interface Terms {
  readonly names: readonly [string, string];
  readonly past: string;
  readonly rises: boolean;
  readonly expectedRate: number;
}

function comparison(treated: Arm, control: Arm, terms: Terms): ArmComparison {
  const { names, past, rises, expectedRate } = terms;
  const nothing = { uplift: 0, low: -1, high: 1 };
  if (treated.sums.rows === 0 || control.sums.rows === 0) {
    const sentence = `Nothing can be said yet of ${names[0]} beside ${names[1]}: outcomes of both are needed.`;
    return { ...nothing, verdict: 'TOO_FEW', sentence };
  }
  const planned = { treated: treated.outcome.customers, control: control.outcome.customers };
  const judged = judgeExperiment(treated.sums, control.sums, planned, {
    expectedRate,
    comparisons: COMPARISONS,
  });
  const { difference, low, high } = judged.adjusted ?? judged.plain;
  const effect = rises ? { uplift: -difference, low: -high, high: -low } : { uplift: difference, low, high };
  if (judged.verdict === 'tooFew') {
    const { missing } = judged;
    const sentence = `Nothing can be said yet of ${names[0]} beside ${names[1]}: outcomes of ${missing.treated} and ${missing.control} more of them are needed.`;
    return { ...effect, verdict: 'TOO_FEW', sentence };
  }
  if (judged.verdict === 'unbalanced') {
    const sentence = `${capital(names[0])} and ${names[1]} cannot be compared: outcomes came back of ${share(treated.outcome)} and ${share(control.outcome)} of them.`;
    return { ...effect, verdict: 'NO_EVIDENCE', sentence };
  }
  const said = judged.verdict !== 'undecided';
  const verdict: CampaignVerdict = !said
    ? 'NO_EVIDENCE'
    : (judged.verdict === 'higher') === rises
      ? 'WORKS'
      : 'HARMS';
  return { ...effect, verdict, sentence: wording(effect, { names, past, rises, said }) };
}

function wording(
  { uplift, low, high }: Pick<ArmComparison, 'uplift' | 'low' | 'high'>,
  { names, past, rises, said }: Pick<Terms, 'names' | 'past' | 'rises'> & { readonly said: boolean },
): string {
  const more = uplift > 0 === rises ? 'more' : 'fewer';
  const [from, to] = uplift < 0 ? [-high, -low] : [low, high];
  const size = points(Math.abs(uplift));
  const chance = said ? '' : '; that may be chance';
  return `Of ${names[0]} ${size} ${size === '1' ? 'point' : 'points'} ${more} ${past} than of ${names[1]} (${points(from)} to ${points(to)})${chance}.`;
}

const share = ({ known, customers }: ArmOutcome) => `${Math.round((100 * known) / customers)} %`;
const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

function points(value: number): string {
  const text = (100 * value).toFixed(1).replace(/\.0$/, '');
  return (text === '-0' ? '0' : text).replace('-', '−');
}
