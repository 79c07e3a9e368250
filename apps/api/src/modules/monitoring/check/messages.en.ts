import type { ExpectedOfModel, ExpectedQuality } from '@holdfast/ml-core';
import type { EventWords } from '../../churn/index.js';
import type { MonitoringAlert, MonitoringState } from '../monitoring.enums.js';
import { percent, short } from './figures.js';

/** What a check came to, as far as it is told. */
export interface ReportTold {
  readonly state: MonitoringState;
  readonly alerts: readonly MonitoringAlert[];
  readonly quality: ExpectedOfModel | null;
  /** What the first columns that moved are called, and how many more did. */
  readonly named: readonly string[];
  readonly more: number;
  /** Customers who are new or have changed. */
  readonly changed: number;
  readonly words: Pick<EventWords, 'infinitive' | 'past'>;
  /** Whether the model uses nothing of what moved. */
  readonly unused: boolean;
  /** Whether it is more likely a fault of the data than a change of the customers. */
  readonly defect: boolean;
  /** What outcomes show of a model that does not keep what it promised; null where it does. */
  readonly promise?: PromiseTold | null;
}

/** What outcomes show of what a model promised. */
export interface PromiseTold {
  readonly outcomes: number;
  readonly rocAuc: number;
  readonly expectedRocAuc: number;
  readonly rate: number;
  readonly expectedRate: number;
  readonly broken: readonly MonitoringAlert[];
  readonly words: Pick<EventWords, 'past'>;
}

/** What happened to a column. */
export type Happening =
  | { readonly kind: 'unit'; readonly before: string; readonly after: string; readonly factor: number }
  | { readonly kind: 'blanks'; readonly past: number; readonly now: number }
  | { readonly kind: 'unseen'; readonly share: number; readonly levels: readonly string[] };

export const english = {
  sentence: (told: ReportTold) => {
    // What outcomes show comes first: it is no estimate.
    const broken = told.promise ? promiseOf(told.promise) : '';
    const drift = broken !== '' && told.state === 'QUIET' ? '' : driftOf(told);
    return [broken, drift].filter(Boolean).join(' ');
  },
  kept: promiseOf,
  advice: (told: ReportTold) => {
    if (told.promise && told.state !== 'ALERT')
      return 'What customers do has changed more than how they look. Train the model again on those whose outcome is known; until then, trust its order and its probabilities less.';
    if (told.state === 'QUIET') return 'There is nothing to do.';
    if (told.state === 'WATCH') return 'Look whether that is meant; nothing has to be done.';
    if (told.defect)
      return `Look at ${listOf(told.named.map(quoted))} where the data come from first: a model that is trained on wrong values learns them.`;
    return !told.promise && told.alerts.every((alert) => alert === 'MONEY')
      ? 'The model is what it was. Look at the value column, and at whom the customers of the most value are.'
      : 'If this is how customers are now, train the model again on those whose outcome is known.';
  },
  column: {
    asItWas: (column: string) => `“${column}” is as it was: nobody is new or has another value.`,
    asFarAsChance: (column: string) => `“${column}” is as it was, as far as chance allows.`,
    happened: (column: string, happenings: readonly Happening[]) =>
      `“${column}”: ${happenings.map(happeningOf).join('; ')}.`.replace('?.', '?'),
    blanks: (column: string, now: number, past: number) =>
      `“${column}”: ${percent(now)} have no value, ${percent(past)} had none.`,
    yes: (column: string, past: number, now: number) =>
      `“${column}”: yes went from ${percent(past)} to ${percent(now)} of those with a value.`,
    level: (column: string, level: string, past: number, now: number) =>
      `“${column}”: “${level}” went from ${percent(past)} to ${percent(now)} of the customers.`,
    otherwise: (column: string) => `“${column}” is spread otherwise than before.`,
    sameMedian: (column: string, median: string) =>
      `“${column}” is spread otherwise than before, around the same median of ${median}.`,
    median: (column: string, past: string, now: string) =>
      `“${column}”: its median went from ${past} to ${now}.`,
  },
  cells: {
    none: 'no value',
    no: 'no',
    yes: 'yes',
    any: 'any value',
    other: 'any other',
    below: (end: string) => `below ${end}`,
    orMore: (start: string) => `${start} or more`,
    between: (start: string, end: string) => `${start} to ${end}`,
  },
};

/** The messages of the room. */
export type English = typeof english;

function driftOf(told: ReportTold): string {
  const { state, alerts, quality, words, changed } = told;
  if (state === 'QUIET') {
    return changed === 0
      ? 'Nobody is new or has changed since the model learned.'
      : 'The customers are as those that the model learned from, as far as chance allows.';
  }
  const moved = told.named.length > 0;
  if (state === 'WATCH') {
    const what = moved ? `${movedOf(told)} moved` : 'Some columns moved together';
    const why = told.unused
      ? 'the model does not use what moved'
      : quality === null
        ? 'whether it costs the model its quality cannot be told: too few outcomes are known'
        : `the model is expected to rank as well as before (AUC ${auc(quality.rocAuc.value)}; it was ${auc(quality.past.rocAuc)})`;
    return `${what}; ${why}.`;
  }
  const sayings = { RANKING: ranking, RATE: rate, MONEY: money } as const;
  const costs = alerts.map((alert) => sayings[alert](quality!, words));
  return `${capital(costs.join(', and '))}${moved ? `; ${movedOf(told)} moved` : ''}.`;
}

function promiseOf({ outcomes, broken, words, ...figures }: PromiseTold): string {
  const of = `${outcomes.toLocaleString('en')} customers whose outcome has come`;
  const [shown, expected] = [auc(figures.rocAuc), auc(figures.expectedRocAuc)];
  const sayings: Partial<Record<MonitoringAlert, string>> = {
    RANKING: `The ${of} were ranked worse than was to be expected of them: an AUC of ${shown} instead of at least ${expected}.`,
    RATE: `Of the ${of}, ${percent(figures.rate)} ${words.past} where ${percent(figures.expectedRate)} were foreseen.`,
  };
  if (broken.length > 0) return broken.map((what) => sayings[what]).join(' ');
  return `The model keeps what it promised, as far as ${of} can tell: an AUC of ${shown}, at least ${expected} was to be expected of just these.`;
}

function movedOf({ named, more }: ReportTold): string {
  return `${listOf(named.map(quoted))}${more > 0 ? ` and ${more} more columns` : ''}`;
}

function happeningOf(happening: Happening): string {
  switch (happening.kind) {
    case 'unit':
      return `its median went from ${happening.before} to ${happening.after}, ${times(happening.factor)}: another unit?`;
    case 'blanks':
      return `${percent(happening.now)} have no value, ${percent(happening.past)} had none`;
    case 'unseen':
      return `${percent(happening.share)} have values that were never seen: ${happening.levels.map(quoted).join(', ')}`;
  }
}

function times(factor: number): string {
  return factor >= 1 ? `${short(factor)} times as much` : `a ${short(1 / factor)}th of it`;
}

function ranking({ rocAuc, past }: ExpectedQuality): string {
  return `customers are ranked worse: an AUC of ${auc(rocAuc.value)} (${auc(rocAuc.low)} to ${auc(rocAuc.high)}) is expected, it was ${auc(past.rocAuc)}`;
}

function rate(
  { rate: now, past, meanProbability, rateChange, calibrationChange }: ExpectedQuality,
  words: ReportTold['words'],
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
const quoted = (name: string) => `“${name}”`;
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const listOf = (names: readonly string[]) =>
  names.length <= 1 ? (names[0] ?? '') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
