import { toGlobalId } from '../../platform/graphql/global-id.js';
import {
  type ContactTerms,
  costRange,
  describeLeftOut,
  effectOf,
  effectRange,
  worthOfValue,
  worthRange,
} from '../churn/index.js';
import { type Choice, choosePlays, titleOf } from './choose-plays.js';
import { evidenceFor } from './evidence.js';
import { addGains, type Estimate, type Sampling, type Slice } from './gain.js';
import { type MeasuredEffect, measuredKey } from './measured-effect.js';
import { say } from './messages.js';
import type { Play, Target } from './play.js';
import type { SegmentFacts } from './segment-facts.js';
import { addLeftOut, addUp, type ChurnFigures, type everyone, type RiskSum } from './segment-figures.js';
import type { RetentionStrategy } from './strategies.types.js';

declare module '../../platform/graphql/global-id.js' {
  interface NodeTypes {
    RetentionStrategy: true;
  }
}

/** The assumptions that money is told by. */
export type MoneyTerms = Pick<ContactTerms, 'assumptions' | 'set'> &
  Partial<Pick<ContactTerms, 'levels' | 'trainedOn' | 'churnRate'>> & {
    /** What campaigns measured, which counts before what is assumed. */
    readonly measured?: ReadonlyMap<string, MeasuredEffect>;
  };

/** What is advised for one segment. */
export interface SegmentAdvice extends Choice {
  readonly facts: SegmentFacts;
  /** One for each of the chosen plays. */
  readonly strategies: readonly RetentionStrategy[];
}

/** The advice for each segment of one k, best first, with its arithmetic. Pure: the same facts give the same plan. */
export function planStrategies(segments: readonly SegmentFacts[], terms: MoneyTerms): SegmentAdvice[] {
  const choices = choosePlays(segments, (play, facts) => {
    const slice = sliceOf(play, facts, terms);
    return slice && (addGains([slice], null).value?.base ?? null);
  });
  return segments.map((facts, i) => ({
    facts,
    ...choices[i]!,
    strategies: choices[i]!.chosen.map((play) => toStrategy(play, facts, segments.length, terms)),
  }));
}

/** How sure the number of leavers is; null without a model. */
export function samplingOf({ churnRate, trainedOn }: MoneyTerms): Sampling | null {
  return churnRate !== undefined && trainedOn ? { churnRate, trainedOn } : null;
}

/** Those of a segment whom a play is for, or some of them, with what it does; null without a model or a contact. */
export function sliceOf(
  play: Play,
  { churn, segment }: SegmentFacts,
  { set, assumptions, measured }: MoneyTerms,
  sum: RiskSum | null = churn && sumOf(play.target, churn.figures),
): Slice | null {
  if (churn === null || sum === null || play.channel === null) return null;
  const found = churn.event === 'LEFT' ? measured?.get(measuredKey(play.id, segment.key)) : undefined;
  const own = churn.event === 'LEFT' ? assumedSaveRate(play, set) : effectOf(assumptions, churn.event);
  const value =
    assumptions.customerValue === null ? sum.expectedLoss : sum.expectedChurners * assumptions.customerValue;
  return {
    ...sum,
    worth: value === null ? null : worthOf(value, assumptions),
    effect: found
      ? { base: Math.max(0, found.saveRate), low: Math.max(0, found.low), high: Math.max(0, found.high) }
      : own === null
        ? null
        : { base: own, ...effectRange(own, assumptions) },
    contactCost: costOf(set.contactCost ?? play.contactCost, assumptions),
  };
}

function worthOf(value: number, assumptions: MoneyTerms['assumptions']): Estimate {
  const { low, high } = worthRange(assumptions);
  return { base: value * worthOfValue(assumptions), low: value * low, high: value * high };
}

function costOf(base: number, assumptions: MoneyTerms['assumptions']): Estimate {
  return { base, ...costRange(base, assumptions) };
}

/** What is assumed of a play where nothing was measured. */
function assumedSaveRate(play: Play, set: MoneyTerms['set']): number {
  return set.saveRate ?? play.saveRate;
}

/** What was measured of a play in a segment, beside what was assumed; null if nothing was. */
function measuredOf(play: Play, { churn, segment }: SegmentFacts, { measured, set }: MoneyTerms) {
  const found = churn?.event === 'LEFT' ? measured?.get(measuredKey(play.id, segment.key)) : undefined;
  if (found === undefined) return null;
  const assumed = assumedSaveRate(play, set);
  const { saveRate, low, high, campaign, since } = found;
  const told = {
    share: percent(saveRate),
    low: percent(low),
    high: percent(high),
    assumed: percent(assumed),
  };
  return {
    ...found,
    assumed,
    sentence: say().measured({ ...told, campaign, since }),
  };
}

function percent(share: number): string {
  return (100 * share).toFixed(0).replace('-', '−').replace('−0', '0');
}

/** The bands that a target takes in, as figures are summed by. */
export function bandsOf(target: Target): readonly ('LOW' | 'MEDIUM' | 'HIGH')[] {
  if (target === 'highRisk') return ['HIGH'];
  return target === 'atRisk' ? ['MEDIUM', 'HIGH'] : ['LOW', 'MEDIUM', 'HIGH'];
}

function toStrategy(play: Play, facts: SegmentFacts, segments: number, terms: MoneyTerms): RetentionStrategy {
  const slice = sliceOf(play, facts, terms);
  const { saved, value } = slice ? addGains([slice], samplingOf(terms)) : { saved: null, value: null };
  const assumptions = {
    saveRate: slice?.effect?.base ?? 0,
    saveRateLow: slice?.effect?.low ?? 0,
    saveRateHigh: slice?.effect?.high ?? 0,
    contactCost: slice?.contactCost.base ?? 0,
    contactCostLow: slice?.contactCost.low ?? 0,
    contactCostHigh: slice?.contactCost.high ?? 0,
    customerValue:
      slice === null || slice.worth === null || slice.expectedChurners === 0
        ? null
        : slice.worth.base / slice.expectedChurners,
  };
  const { datasetId, segmentationId, k, index, size, key: segmentKey } = facts.segment;
  const { churn } = facts;
  return {
    id: strategyId(segmentationId, k, index, play.id),
    advice: { datasetId, segmentKey, play: play.id },
    play: play.id,
    title: titleOf(play),
    action: [say().plays[play.id].action, ...detailsOf(play, facts)].join(' '),
    detail: detailsOf(play, facts).join(' ') || null,
    channel: play.channel && say().channels[play.channel],
    preferredChannel: facts.channel,
    evidence: evidenceFor(play, facts, segments, slice, assumptions, measuredOf(play, facts, terms) !== null),
    targetCount: churn ? sumOf(play.target, churn.figures).count : size,
    leftOut: churn && play.channel !== null ? leftOutOf(play.target, churn.figures) : null,
    minProbability: startOf(play.target, terms.levels),
    expectedSaved: saved?.base ?? null,
    savedLow: saved?.low ?? null,
    savedHigh: saved?.high ?? null,
    expectedValue: value?.base ?? null,
    valueLow: value?.low ?? null,
    valueHigh: value?.high ?? null,
    assumptions,
    measured: measuredOf(play, facts, terms),
  };
}

/** The global id of a play in a segment. */
export function strategyId(segmentationId: string, k: number, index: number, play: string): string {
  return toGlobalId('RetentionStrategy', `${segmentationId}:${k}:${index}:${play}`);
}

/** What is particular to a segment: the play's own detail, and what goes with the event among those it is for. */
function detailsOf(play: Play, facts: SegmentFacts): string[] {
  const detail = play.detail?.(facts);
  const drivers = play.target === 'everyone' ? [] : (facts.churn?.drivers ?? []);
  const names = drivers.map(({ short }) => short);
  return [
    ...(detail ? [detail] : []),
    ...(names.length === 0 ? [] : [say().goingWith(names, facts.churn!.words)]),
  ];
}

/** The probability from which on a target begins; null for everyone. */
function startOf(target: Target, levels: MoneyTerms['levels']): number | null {
  if (!levels || target === 'everyone') return null;
  return target === 'highRisk' ? levels.highFrom : levels.mediumFrom;
}

/** Those of a target who are not contacted. */
function leftOutOf(target: Target, { leftOut }: ChurnFigures) {
  return describeLeftOut(addLeftOut(bandsOf(target).map((band) => leftOut[band])));
}

function sumOf(target: Target, figures: Parameters<typeof everyone>[0]): RiskSum {
  return addUp(bandsOf(target).map((band) => figures.bands[band]));
}
