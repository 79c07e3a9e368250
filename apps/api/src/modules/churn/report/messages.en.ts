import type { Rule } from '@holdfast/ml-core';
import type { FeatureColumnSpec } from '../../engine/index.js';
import { nameInWords } from '../../feature-matrix/index.js';
import type { EventWords } from '../definition/event-words.types.js';
import type { Candidate, WentNoFurther } from '../training/training.types.js';
import { conditionInEnglish, traitInEnglish } from './condition-words.en.js';

/** A rule as far as it is told: its customers, those to whom it happened, and the same of the others. */
export type ToldRule = Pick<Rule, 'column' | 'condition' | 'support' | 'positives' | 'others'>;

export const english = {
  /** The customers that a rule is about, to follow "customers". */
  condition: (rule: Pick<Rule, 'column' | 'condition'>, type: FeatureColumnSpec['type']) =>
    conditionInEnglish(rule, type),
  /** A customer's value, to stand by itself. */
  trait: (column: string, value: string, type: FeatureColumnSpec['type'] | undefined) =>
    traitInEnglish(column, value, type),
  unknown: (column: string) => `${nameInWords(column)} is unknown`,
  tooFew: (fact: string) => `${fact}: too few such customers to compare`,
  observed: (fact: string, told: ObservedTold) =>
    `${fact}: of 100 ${told.range ? `customers with ${told.range[0]} to ${told.range[1]},` : 'such customers'} ${told.here} ${told.words.past}, of all ${told.all}`,
  statement: (condition: string, { rate, othersRate, past }: StatementTold) => {
    // A comma parts the numbers of the condition from those that follow.
    const whom = /\d/.test(condition) ? `${condition},` : condition;
    return `Of customers ${whom} ${ofHundred(rate)} of 100 ${past}, of the others ${ofHundred(othersRate)}${beside(rate, othersRate)}.`;
  },
  /** How a model was judged. */
  folds: ({ rows, keptTogether, fresh, past }: FoldsTold) =>
    [
      `${rows.length} parts of ${rangeOf(rows)} customers, dealt at random with the same share that ${past} in each; every part was predicted by a model that had learned from the others alone.`,
      keptTogether === 0
        ? 'No customer equals another, so each was dealt by itself.'
        : `${count(keptTogether)} customers may be the same as another, being equal, nearly equal or of one id: they stand in one part with that other.`,
      fresh
        ? 'The method was chosen on other parts than these, so that the luck of the choice is not in the figures.'
        : 'Nothing was chosen on them: there was one method to try.',
    ].join(' '),
  /** What more customers would bring. */
  learning: {
    unknown: (more: number) => `It cannot be told what ${moreCustomers(more)} would bring.`,
    nothing: (more: number) =>
      `${moreCustomers(more)} would bring next to nothing: less than 0.001 of AUC. Other columns might.`,
    hardly: (more: number, gain: GainTold) =>
      `${moreCustomers(more)} would bring next to nothing: ${gainOf(gain)}. Other columns might.`,
    something: (more: number, gain: GainTold) => `${moreCustomers(more)} would bring ${gainOf(gain)}.`,
    maybe: (more: number, gain: GainTold) =>
      `${moreCustomers(more)} would bring ${gainOf(gain)}, which may be nothing.`,
  },
  /** A challenger beside the champion. */
  comparison: {
    beside: ({ rows, versions, auc, brier, verdict }: ComparisonTold) => {
      const { champion, challenger } = versions;
      const verdicts = {
        better: `version ${challenger} is better by more than chance`,
        relieves: `version ${challenger} is not worse by more than chance, while version ${champion} no longer holds what it promised`,
        worse: `version ${challenger} is worse by more than chance, so it did not become champion by itself`,
        notBetter: `version ${challenger} is not better by more than chance, so it did not become champion by itself`,
      };
      return (
        `On the same ${count(rows)} customers, which neither had seen, version ${challenger} ` +
        `has, beside version ${champion}, an AUC of ${auc.challenger.toFixed(3)} instead of ${auc.champion.toFixed(3)} (${differenceOf(auc)}) and ` +
        `a Brier score of ${brier.challenger.toFixed(3)} instead of ${brier.champion.toFixed(3)} (${differenceOf(brier)}; lower is better): ${verdicts[verdict]}.`
      );
    },
  },
  /** Candidates of a race, and why they were not compared any further. */
  algorithms: {
    logisticRegression: 'logistic regression',
    randomForest: 'a random forest',
    gradientBoosting: 'gradient boosting',
  },
  imbalances: {
    none: '',
    classWeight: ' with class weights',
    randomOverSample: ' with leavers repeated',
    randomUnderSample: ' with fewer stayers',
    smote: ' with leavers interpolated',
  },
  race: {
    SURELY_WORSE: (rival: Recipe, told: RaceTold) =>
      `Surely behind ${recipeOf(rival)}: ${bothFigures(told)}.`,
    NOT_BETTER: (rival: Recipe, told: RaceTold) => `Not ahead of ${recipeOf(rival)}: ${bothFigures(told)}.`,
    TOO_LITTLE: (rival: Recipe, told: RaceTold) =>
      `At best too little ahead of ${recipeOf(rival)}: ${bothFigures(told)}.`,
    WITHIN_NOISE: (rival: Recipe, told: RaceTold) =>
      `Ahead of ${recipeOf(rival)}, but by no more than chance may be: ${bothFigures(told)}.`,
  },
  settings: {
    tried: (words: string, kept: boolean, told: RaceTold) =>
      `${words[0]!.toUpperCase()}${words.slice(1)}: ${bothFigures(told)}; ${kept ? 'kept' : 'not kept'}.`,
  },
  /** Where those left more often who have a column's value, or higher ones. */
  direction: {
    level: (level: string, { gerund }: Towards) => `"${level}" goes most with ${gerund}`,
    NUMBER: (more: boolean, words: Towards) => `higher values go with ${towards(more, words)}`,
    DATE: (more: boolean, words: Towards) => `later dates go with ${towards(more, words)}`,
    BOOLEAN: (more: boolean, words: Towards) => `yes goes with ${towards(more, words)}`,
    CATEGORY: (more: boolean, words: Towards) => `it goes with ${towards(more, words)}`,
  },
};

/** The messages of the room. */
export type English = typeof english;

/** What became of customers with a value. */
export interface ObservedTold {
  /** The ends of the range that a customer's number lies in; null where the value is its own group. */
  readonly range: readonly [string, string] | null;
  /** Of 100. */
  readonly here: string;
  readonly all: string;
  readonly words: Pick<EventWords, 'past'>;
}

/** Shares of customers to whom it happened. */
export interface StatementTold {
  readonly rate: number;
  readonly othersRate: number;
  readonly past: string;
}

/** Whole numbers from 10 on; what is rarer has one decimal. */
function ofHundred(rate: number): string {
  const rounded = 100 * rate;
  return String(rounded < 9.95 ? Number(rounded.toFixed(1)) : Math.round(rounded));
}

/** How many times one rate is of the other, in words: " (6.3 times as many)", " (12 times fewer)", " (20 % fewer)". */
function beside(rate: number, othersRate: number): string {
  if (rate === 0 || othersRate === 0) return '';
  const more = rate > othersRate;
  const times = more ? rate / othersRate : othersRate / rate;
  if (times >= 1.5) return ` (${Number(times.toPrecision(2))} times ${more ? 'as many' : 'fewer'})`;
  const percent = Math.round(100 * Math.abs(rate / othersRate - 1));
  return ` (${percent} % ${more ? 'more' : 'fewer'})`;
}

/** What is said of the parts that a model was judged on. */
export interface FoldsTold {
  readonly rows: readonly number[];
  readonly keptTogether: number;
  readonly fresh: boolean;
  readonly past: string;
}

/** A gain of AUC with its interval. */
export interface GainTold {
  readonly gain: number;
  readonly low: number;
  readonly high: number;
}

/** A figure of a challenger and a champion, and the interval of the difference. */
export interface RivalFigure {
  readonly challenger: number;
  readonly champion: number;
  readonly difference: number;
  readonly low: number;
  readonly high: number;
}

/** What is said of a challenger beside a champion. */
export interface ComparisonTold {
  readonly rows: number;
  readonly versions: { readonly champion: number; readonly challenger: number };
  readonly auc: RivalFigure;
  readonly brier: RivalFigure;
  readonly verdict: 'better' | 'relieves' | 'worse' | 'notBetter';
}

/** A candidate as far as it is spoken of. */
export type Recipe = Pick<Candidate, 'algorithm' | 'imbalance'>;

/** Figures of a candidate beside a rival. */
export type RaceTold = Pick<WentNoFurther, 'rows' | 'brierScore' | 'rivalBrierScore'>;

/** The event and its contrary. */
export type Towards = Pick<EventWords, 'past' | 'gerund' | 'opposite'>;

const towards = (more: boolean, { gerund, opposite }: Towards) => (more ? gerund : opposite);
const count = (value: number) => value.toLocaleString('en');
const moreCustomers = (more: number) => `${count(more)} more customers like these`;
const recipeOf = ({ algorithm, imbalance }: Recipe) =>
  `${english.algorithms[algorithm]}${english.imbalances[imbalance]}`;

function rangeOf(rows: readonly number[]): string {
  const [least, most] = [Math.min(...rows), Math.max(...rows)];
  return least === most ? count(least) : `${count(least)} to ${count(most)}`;
}

function gainOf({ gain, low, high }: GainTold): string {
  return `${shownGain(gain)} of AUC (${shownGain(low)} to ${shownGain(high)})`;
}

/** What rounds to nothing has no sign. */
function shownGain(gain: number): string {
  const size = Math.abs(gain).toFixed(3);
  return gain <= -0.0005 ? `−${size}` : size;
}

function differenceOf({ difference, low, high }: RivalFigure): string {
  return `difference ${signed(difference)}, 95 % interval ${signed(low)} to ${signed(high)}`;
}

function signed(value: number): string {
  const size = Math.abs(value).toFixed(3);
  if (Number(size) === 0) return size;
  return `${value < 0 ? '−' : '+'}${size}`;
}

function bothFigures({ rows, brierScore, rivalBrierScore }: RaceTold): string {
  return `a Brier score of ${brierScore.toFixed(4)} instead of ${rivalBrierScore.toFixed(4)} on ${count(rows)} customers`;
}
