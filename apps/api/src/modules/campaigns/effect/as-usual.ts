import type { Campaign } from '../campaign.entity.js';
import type { CampaignVerdict } from '../campaign.enums.js';
import { say } from '../messages.js';
import { type Arm, type Arms, armsOf } from './add-sums.js';
import type { MemberSums } from './effect.store.js';
import type { ArmComparison, AsUsualEffect } from './effect.types.js';
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
    comparison(parts, [treated, control], { words, rises, expectedRate, keptArms });
  return {
    arm: asUsual.outcome,
    contacted: compare('contacted', 'asUsual'),
    holdOut: holdOut.outcome.customers === 0 ? null : compare('asUsual', 'holdOut'),
  };
}

interface Terms {
  readonly words: Campaign['madeOf']['words'];
  readonly rises: boolean;
  readonly expectedRate: number;
  readonly keptArms: number | undefined;
}

function comparison(
  parts: readonly MemberSums[],
  compared: readonly [keyof Arms, keyof Arms],
  { words, rises, ...drawn }: Terms,
): ArmComparison {
  const [treated, control] = compared.map((arm) => armsOf(parts)[arm]) as [Arm, Arm];
  const { arms } = say();
  const nothing = { uplift: 0, low: -1, high: 1 };
  if (treated.sums.rows === 0 || control.sums.rows === 0)
    return { ...nothing, verdict: 'TOO_FEW', sentence: arms.unknown(...compared) };
  const judged = judgeArms(parts, compared, drawn, COMPARISONS);
  const { difference, low, high } = judged.adjusted ?? judged.plain;
  const effect = rises ? { uplift: -difference, low: -high, high: -low } : { uplift: difference, low, high };
  if (judged.verdict === 'tooFew')
    return { ...effect, verdict: 'TOO_FEW', sentence: arms.tooFew(...compared, judged.missing) };
  if (judged.verdict === 'unbalanced') {
    const sentence = arms.unbalanced(...compared, [treated.outcome, control.outcome]);
    return { ...effect, verdict: 'NO_EVIDENCE', sentence };
  }
  const said = judged.verdict !== 'undecided';
  const verdict: CampaignVerdict = !said
    ? 'NO_EVIDENCE'
    : (judged.verdict === 'higher') === rises
      ? 'WORKS'
      : 'HARMS';
  return { ...effect, verdict, sentence: arms.known(...compared, { ...effect, words, rises }, said) };
}
