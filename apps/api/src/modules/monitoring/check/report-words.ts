import type { DriftReport, ExpectedOfModel, ExpectedQuality } from '@holdfast/ml-core';
import type { EventWords } from '../../churn/index.js';
import type { ColumnDrift, KeptPromise } from '../monitoring.types.js';
import { percent } from './column-words.js';

/** What a check came to, and what to do about it. */
export interface ReportWords {
  readonly sentence: string;
  readonly advice: string;
}

/** Columns that are named in a sentence. */
const NAMED = 3;

/** What is known besides of a check. */
export interface ReportFacts {
  /** Those of the report, the most important first. */
  readonly columns: readonly ColumnDrift[];
  /** Customers who are new or have changed. */
  readonly changed: number;
  readonly words: Pick<EventWords, 'infinitive' | 'past'>;
  /** What a column is called. */
  readonly labelOf: (column: string) => string;
  readonly kept: KeptPromise | null;
}

/** Puts a check into words. */
export function describeReport(report: DriftReport, facts: ReportFacts): ReportWords {
  const { kept } = facts;
  if (kept !== null && kept.broken.length > 0) return describeBroken(report, facts, kept);
  return describeDrift(report, facts);
}

/** What outcomes show comes first: it is no estimate. */
function describeBroken(report: DriftReport, facts: ReportFacts, kept: KeptPromise): ReportWords {
  const drift = report.state === 'QUIET' ? null : describeDrift(report, facts);
  return {
    sentence: drift === null ? kept.sentence : `${kept.sentence} ${drift.sentence}`,
    advice:
      report.state === 'ALERT' && drift !== null
        ? drift.advice
        : 'What customers do has changed more than how they look. Train the model again on those whose outcome is known; until then, trust its order and its probabilities less.',
  };
}

function describeDrift(
  { state, alerts, quality }: DriftReport,
  { columns, changed, words, labelOf }: ReportFacts,
): ReportWords {
  const moved = columns.filter(({ drifted }) => drifted);
  if (state === 'QUIET') {
    const sentence =
      changed === 0
        ? 'Nobody is new or has changed since the model learned.'
        : 'The customers are as those that the model learned from, as far as chance allows.';
    return { sentence, advice: 'There is nothing to do.' };
  }
  const named = listOf(moved.slice(0, NAMED).map(({ column }) => `“${labelOf(column)}”`));
  const others = moved.length > NAMED ? ` and ${moved.length - NAMED} more columns` : '';
  if (state === 'WATCH') {
    const what = moved.length > 0 ? `${named}${others} moved` : 'Some columns moved together';
    const unused = moved.length > 0 && moved.every(({ used }) => !used);
    const why = unused
      ? 'the model does not use what moved'
      : quality === null
        ? 'whether it costs the model its quality cannot be told: too few outcomes are known'
        : `the model is expected to rank as well as before (AUC ${auc(quality.rocAuc.value)}; it was ${auc(quality.past.rocAuc)})`;
    return { sentence: `${what}; ${why}.`, advice: 'Look whether that is meant; nothing has to be done.' };
  }
  const sayings = { RANKING: ranking, RATE: rate, MONEY: money } as const;
  const costs = alerts.map((alert) => sayings[alert](quality!, words));
  const because = moved.length > 0 ? `; ${named}${others} moved` : '';
  return {
    sentence: `${capital(costs.join(', and '))}${because}.`,
    advice: moved.some(({ sentence }) => DEFECT.test(sentence))
      ? `Look at ${named} where the data come from first: a model that is trained on wrong values learns them.`
      : alerts.every((alert) => alert === 'MONEY')
        ? 'The model is what it was. Look at the value column, and at whom the customers of the most value are.'
        : 'If this is how customers are now, train the model again on those whose outcome is known.',
  };
}

/** A unit, blanks or unseen values: more likely a fault of the data than a change of the customers. */
const DEFECT = /another unit\?|have no value|never seen/;

function ranking({ rocAuc, past }: ExpectedQuality): string {
  return `customers are ranked worse: an AUC of ${auc(rocAuc.value)} (${auc(rocAuc.low)} to ${auc(rocAuc.high)}) is expected, it was ${auc(past.rocAuc)}`;
}

function rate(
  { rate: now, past, meanProbability, rateChange, calibrationChange }: ExpectedQuality,
  words: Pick<EventWords, 'infinitive' | 'past'>,
): string {
  if (Math.abs(rateChange.value) >= Math.abs(calibrationChange.value)) {
    const range = `${percent(now.low)} to ${percent(now.high)}`;
    return `${percent(now.value)} (${range}) are expected to ${words.infinitive}, of those that the model learned from ${percent(past.rate)} ${words.past}`;
  }
  return `the average probability went from ${percent(past.meanProbability)} to ${percent(meanProbability)}, which customers like these do not bear out`;
}

function money({ money: moved }: ExpectedOfModel): string {
  const { past, now, change } = moved!;
  const size = `${percent(Math.abs(change.value))} ${change.value < 0 ? 'less' : 'more'}`;
  return `${size} is at stake a customer: probability × value is ${amount(now)} on average, it was ${amount(past)}`;
}

const amount = (value: number) =>
  value.toLocaleString('en', { maximumSignificantDigits: 3, useGrouping: true });
const auc = (value: number) => value.toFixed(2);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const listOf = (names: readonly string[]) =>
  names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
