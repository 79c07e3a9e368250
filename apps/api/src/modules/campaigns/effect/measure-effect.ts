import { differencesDifferPValue, type Judgement, judgeExperiment } from '@holdfast/ml-core';
import type { Campaign } from '../campaign.entity.js';
import type { CampaignVerdict } from '../campaign.enums.js';
import { say } from '../messages.js';
import { type Arms, armsOf } from './add-sums.js';
import { compareAsUsual } from './as-usual.js';
import type { MemberSums } from './effect.store.js';
import type { CampaignEffect, GroupEffect, MissingOutcomes } from './effect.types.js';
import { type Estimate, effectSentence, missingSentence } from './effect-words.js';
import { judgeArms } from './judge-arms.js';

type Terms = Pick<Campaign, 'madeOf' | 'contactCost'>;
type Drawn = Pick<Campaign['madeOf'], 'keptArms' | 'expectedRate'>;

/** Fewer outcomes of an arm do not make a group that can be compared with others. */
const FEWEST_KNOWN = 30;
const BANDS = ['HIGH', 'MEDIUM', 'LOW'] as const;

/** What a campaign did, by sums over its members; null until outcomes of both arms are known. */
export function measureEffect(
  parts: readonly MemberSums[],
  { madeOf, contactCost }: Terms,
): CampaignEffect | null {
  const arms = armsOf(parts);
  const { contacted, holdOut } = arms;
  if (contacted.outcome.known === 0) return null;
  const hasHoldOut = holdOut.outcome.customers > 0;
  if (hasHoldOut && holdOut.outcome.known === 0) return null;
  const { words, event, customerWorth } = madeOf;
  const rises = event !== 'LEFT';
  const judged = hasHoldOut ? judge(parts, madeOf, 1) : null;
  const plain = judged ? toEstimate(judged.plain, rises) : { uplift: 0, low: -1, high: 1 };
  const adjusted = judged?.adjusted ? toEstimate(judged.adjusted, rises) : null;
  const verdict = judged ? verdictOf(judged.verdict, rises) : 'NO_HOLD_OUT';
  const balanced = judged?.verdict !== 'unbalanced';
  const estimate = adjusted ?? plain;
  const saved = (share: number) => share * contacted.outcome.customers;
  const net = netValues({ madeOf, contactCost }, contacted.outcome.customers);
  const facts = { contacted: contacted.outcome, holdOut: holdOut.outcome, words, rises };
  const missing = missingOf(judged);
  return {
    contacted: contacted.outcome,
    holdOut: holdOut.outcome,
    uplift: plain.uplift,
    upliftLow: plain.low,
    upliftHigh: plain.high,
    adjusted: adjusted && { ...adjusted, explained: judged!.adjusted!.explained },
    saved: saved(estimate.uplift),
    savedLow: saved(estimate.low),
    savedHigh: saved(estimate.high),
    netValue: net?.value(saved(estimate.uplift)) ?? null,
    netValueLow: net?.low(saved(estimate.low)) ?? null,
    netValueHigh: net?.high(saved(estimate.high)) ?? null,
    customerWorth,
    verdict,
    sentence: effectSentence({
      ...facts,
      missing,
      estimate,
      isAdjusted: adjusted !== null,
      balanced,
      verdict,
    }),
    balanced,
    businessAsUsual: compareAsUsual(parts, madeOf),
    ...groupsOf(parts, madeOf, hasHoldOut),
  };
}

/**
 * What so many who were saved bring after the cost; null where money cannot be told. The ends take the worth and the cost
 * that were taken to be the least and the most when the list was made, whichever makes them wider.
 */
function netValues(
  { madeOf: { customerWorth, worthRange, costRange }, contactCost }: Terms,
  contacts: number,
) {
  if (contactCost === null || customerWorth === null) return null;
  const worths = [customerWorth, worthRange?.low ?? customerWorth, worthRange?.high ?? customerWorth];
  const [cheap, dear] = [costRange?.low ?? contactCost, costRange?.high ?? contactCost];
  return {
    value: (saved: number) => saved * customerWorth - contactCost * contacts,
    low: (saved: number) => Math.min(...worths.map((worth) => saved * worth)) - dear * contacts,
    high: (saved: number) => Math.max(...worths.map((worth) => saved * worth)) - cheap * contacts,
  };
}

/** How many outcomes are missing, by sums over the members. */
export function missingOutcomes(parts: readonly MemberSums[], { madeOf }: Terms): MissingOutcomes {
  const arms = armsOf(parts);
  const { contacted, holdOut } = arms;
  const isKnown = contacted.sums.rows > 0 && holdOut.sums.rows > 0;
  const missing = isKnown ? missingOf(judge(parts, madeOf, 1)) : unknownYet(arms, madeOf.expectedRate);
  const facts = { contacted: contacted.outcome, holdOut: holdOut.outcome };
  return {
    ...missing,
    earlier: contacted.earlier + holdOut.earlier,
    sentence: missingSentence({ ...facts, missing }),
  };
}

/** Before an outcome of each arm is known: what one would lead to that is as expected. */
function unknownYet({ contacted, holdOut }: Arms, expectedRate: number) {
  const [fromContacted, fromHoldOut] = [contacted.sums.rows, holdOut.sums.rows];
  const one = { rows: 1, cases: 0, x: 0, xx: 0, xy: 0 };
  const { missing } = judgeExperiment(one, one, { treated: 1, control: 1 }, { expectedRate });
  const enough = (known: number) => Math.max(0, missing.control + 1 - known);
  return {
    contacted: enough(fromContacted),
    holdOut: holdOut.outcome.customers === 0 ? 0 : enough(fromHoldOut),
  };
}

function judge(parts: readonly MemberSums[], madeOf: Drawn, comparisons: number): Judgement {
  return judgeArms(parts, ['contacted', 'holdOut'], madeOf, comparisons);
}

function missingOf(judged: Judgement | null) {
  return { contacted: judged?.missing.treated ?? 0, holdOut: judged?.missing.control ?? 0 };
}

/** The difference of the rates, control less treated, on the side that is wished for. */
function toEstimate({ difference, low, high }: Judgement['plain'], rises: boolean): Estimate {
  return rises ? { uplift: -difference, low: -high, high: -low } : { uplift: difference, low, high };
}

function verdictOf(verdict: Judgement['verdict'], rises: boolean): CampaignVerdict {
  if (verdict === 'tooFew') return 'TOO_FEW';
  if (verdict === 'undecided' || verdict === 'unbalanced') return 'NO_EVIDENCE';
  return (verdict === 'higher') === rises ? 'WORKS' : 'HARMS';
}

function groupsOf(parts: readonly MemberSums[], madeOf: Campaign['madeOf'], hasHoldOut: boolean) {
  if (!hasHoldOut) {
    return { bySegment: [], byRiskBand: [], differences: say().differences.noHoldOut };
  }
  const keys = [...new Set(parts.flatMap(({ segmentKey }) => segmentKey ?? []))].sort();
  const bands = BANDS.filter((band) => parts.some(({ riskBand }) => riskBand === band));
  const ofSegments = keys.map((key) => parts.filter(({ segmentKey }) => segmentKey === key));
  const ofBands = bands.map((band) => parts.filter(({ riskBand }) => riskBand === band));
  const effect = (own: readonly MemberSums[], among: readonly unknown[]) =>
    groupEffect(own, among.length, madeOf, madeOf.event !== 'LEFT');
  const bySegment = keys.map((segmentKey, i): GroupEffect => {
    const name = madeOf.segments[segmentKey] ?? segmentKey;
    return { name, segmentKey, riskBand: null, ...effect(ofSegments[i]!, ofSegments) };
  });
  const byRiskBand = bands.map((riskBand, i): GroupEffect => {
    return { name: say().bands[riskBand], segmentKey: null, riskBand, ...effect(ofBands[i]!, ofBands) };
  });
  bySegment.sort((a, b) => b.contacted.customers - a.contacted.customers);
  return {
    bySegment,
    byRiskBand,
    differences: differencesWords(ofSegments.map(armsOf), ofBands.map(armsOf)),
  };
}

function groupEffect(parts: readonly MemberSums[], comparisons: number, madeOf: Drawn, rises: boolean) {
  const { contacted, holdOut } = armsOf(parts);
  const known = contacted.sums.rows > 0 && holdOut.sums.rows > 0;
  const judged = known ? judge(parts, madeOf, comparisons) : null;
  const { uplift, low, high } = judged ? toEstimate(judged.plain, rises) : { uplift: 0, low: -1, high: 1 };
  const verdict = judged ? verdictOf(judged.verdict, rises) : 'TOO_FEW';
  return { contacted: contacted.outcome, holdOut: holdOut.outcome, uplift, low, high, verdict };
}

/** Two tests are made, of segments and of bands, so that each has half of 5 %. */
const LEVEL = 0.025;

function differencesWords(ofSegments: readonly Arms[], ofBands: readonly Arms[]): string {
  const { differences } = say();
  const tests = [
    { name: 'segments', groups: comparable(ofSegments) } as const,
    { name: 'bands', groups: comparable(ofBands) } as const,
  ].filter(({ groups }) => groups.length > 1);
  if (tests.length === 0) return differences.tooFew;
  const differing = tests.filter(({ groups }) => differencesDifferPValue(groups) < LEVEL);
  return differing.length === 0 ? differences.none : differences.between(differing.map(({ name }) => name));
}

function comparable(groups: readonly Arms[]) {
  return groups
    .filter(({ contacted, holdOut }) => Math.min(contacted.sums.rows, holdOut.sums.rows) >= FEWEST_KNOWN)
    .map(({ contacted, holdOut }) => ({ treated: contacted.sums, control: holdOut.sums }));
}
