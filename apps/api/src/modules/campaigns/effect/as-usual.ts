import type { Campaign } from '../campaign.entity.js';
import type { CampaignVerdict } from '../campaign.enums.js';
import { type Arm, type Arms, armsOf } from './add-sums.js';
import type { MemberSums } from './effect.store.js';
import type { ArmComparison, ArmOutcome, AsUsualEffect } from './effect.types.js';
import { judgeArms } from './judge-arms.js';

/** Two arms against this one, which share the chance of a false verdict. */
const COMPARISONS = 2;

/** What the arm that is treated as usual says; null where there is none. */
export function compareAsUsual(
  parts: readonly MemberSums[],
  { words, event, expectedRate, keptArms }: Campaign['madeOf'],
): AsUsualEffect | null {
  const { holdOut, asUsual } = armsOf(parts);
  if (asUsual.outcome.customers === 0) return null;
  const rises = event !== 'LEFT';
  const compare = (treated: keyof Arms, control: keyof Arms) =>
    comparison(parts, [treated, control], { past: words.past, rises, expectedRate, keptArms });
  return {
    arm: asUsual.outcome,
    contacted: compare('contacted', 'asUsual'),
    holdOut: holdOut.outcome.customers === 0 ? null : compare('asUsual', 'holdOut'),
  };
}

const NAMES: Record<keyof Arms, string> = {
  contacted: 'those contacted',
  asUsual: 'those treated as usual',
  holdOut: 'those left alone',
};

interface Terms {
  readonly past: string;
  readonly rises: boolean;
  readonly expectedRate: number;
  readonly keptArms: number | undefined;
}

function comparison(
  parts: readonly MemberSums[],
  compared: readonly [keyof Arms, keyof Arms],
  { past, rises, ...drawn }: Terms,
): ArmComparison {
  const [treated, control] = compared.map((arm) => armsOf(parts)[arm]) as [Arm, Arm];
  const names = [NAMES[compared[0]], NAMES[compared[1]]] as const;
  const nothing = { uplift: 0, low: -1, high: 1 };
  if (treated.sums.rows === 0 || control.sums.rows === 0) {
    const sentence = `Nothing can be said yet of ${names[0]} beside ${names[1]}: outcomes of both are needed.`;
    return { ...nothing, verdict: 'TOO_FEW', sentence };
  }
  const judged = judgeArms(parts, compared, drawn, COMPARISONS);
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
  {
    names,
    past,
    rises,
    said,
  }: Omit<Terms, 'expectedRate' | 'keptArms'> & {
    readonly names: readonly [string, string];
    readonly said: boolean;
  },
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
