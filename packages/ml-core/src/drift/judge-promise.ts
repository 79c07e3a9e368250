import { aucWithin } from '../metrics/ranking.js';
import { requireProbabilities } from '../metrics/score-runs.js';
import { Z_95 } from '../metrics/z95.js';
import {
  requireBinaryTarget,
  requireBoolean,
  requireLength,
  requireObject,
  requireOptions,
} from '../validation.js';

/** What a model said of rows, and what happened to them. */
export interface ToldRows {
  readonly probabilities: Float64Array;
  readonly y: Uint8Array;
}

/** How a promise is judged. */
export interface JudgePromiseOptions {
  /**
   * Whether the outcomes are those of all rows that were scored, or nearly. Of some of them, shares say nothing: those of the
   * positives may be told first.
   */
  readonly whole: boolean;
}

/** Whether a model is what it was said to be, by what happened since. */
export interface JudgedPromise {
  /** The AUC that the outcomes show, and the least that was to be expected of these rows. */
  readonly rocAuc: number;
  readonly expectedRocAuc: number;
  /** The share of positives that the outcomes show, and the average of the probabilities. */
  readonly rate: number;
  readonly expectedRate: number;
  /** In what the promise is broken; empty while chance can explain what came. */
  readonly broken: readonly ('RANKING' | 'RATE')[];
}

/** With fewer outcomes of either kind nothing is judged: the errors below are those of many. */
const LEAST_CLASS = 20;
/** A loss of AUC and a relative rise of the rate from which on they matter. */
const AUC_LOSS = 0.03;
const RATE_RISE = 0.2;
/** The chance that either figure is held against a model that is as it was said to be, at whichever look: 2.5 % on its side. */
const ALPHA = 0.05;

/**
 * Judges whether a model keeps what it promised, by outcomes that come in over time, however often one looks.
 *
 * - The order: the AUC that the outcomes show against the one that was to be expected of just these rows. That is what the
 *   probabilities of these rows say themselves, moved so that as many positives are expected as came, and at most what the
 *   model showed when it learned. So it is no fault of the model if outcomes are of those at high risk alone, whose order is
 *   harder to tell. If positives are told before the others, all odds are as many times as large (Cox 1958, Biometrika 45,
 *   562–565); if of the positives to come only a part has come yet, all chances are as many times as small, and of outcomes
 *   that are not whole it is not known how small. What expects the least of these counts.
 * - The rate, if the outcomes are `whole`: whether more came than was said. Fewer may be those of too early a look.
 *
 * A figure is held against the model where its loss matters and is beyond the normal mixture boundary, which a sequence of
 * estimates without a loss crosses at any look with a chance of at most α (Robbins 1970, Annals of Mathematical Statistics
 * 41, 1397–1409; Howard, Ramdas, McAuliffe and Sekhon 2021, Annals of Statistics 49, 1055–1080). What was promised is an
 * estimate as well: its error counts. Nothing is judged with fewer than 20 outcomes of either kind, then or since.
 * @param learned Of the rows that the model learned from, each by models that had not seen it.
 * @param came Of rows since, as they were scored before the outcome.
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument
 */
export function judgePromise(learned: ToldRows, came: ToldRows, options: JudgePromiseOptions): JudgedPromise {
  requireTold('learned', learned);
  requireTold('came', came);
  const { whole } = requireOptions(options);
  requireBoolean('whole', whole);
  const promised = aucWithin(learned.y, learned.probabilities, AT_95);
  const shown = aucWithin(came.y, came.probabilities, AT_95);
  const [rate, expectedRate] = [mean(came.y), mean(came.probabilities)];
  const expectedRocAuc = Math.min(
    promised.auc,
    ...waysToCome(came.probabilities, { rate, expectedRate, whole }).map((chances) =>
      aucOfChances(came.probabilities, chances),
    ),
  );
  const figures = { rocAuc: shown.auc, expectedRocAuc, rate, expectedRate };
  if (Math.min(rarer(learned.y), rarer(came.y)) < LEAST_CLASS) return { ...figures, broken: [] };

  const loss = expectedRocAuc - shown.auc;
  const worse = isBeyond(loss, shown.error ** 2 + promised.error ** 2, AUC_LOSS);
  const rise = rate - expectedRate;
  const matters = RATE_RISE * expectedRate;
  const variance = varianceOf(expectedRate, came.y.length) + varianceOf(mean(learned.y), learned.y.length);
  const more = whole && isBeyond(rise, variance, matters);
  return {
    ...figures,
    broken: [...(worse ? (['RANKING'] as const) : []), ...(more ? (['RATE'] as const) : [])],
  };
}

const AT_95 = { z: Z_95, alpha: 0.05 };

/**
 * Whether an estimate of 0 with this variance is at least `matters` and beyond the boundary whose mixture has that as its
 * standard deviation, so that it is narrowest about where it matters.
 */
function isBeyond(estimate: number, variance: number, matters: number): boolean {
  if (estimate < matters) return false;
  const information = matters ** 2 / Math.max(variance, Number.MIN_VALUE);
  const reach = Math.sqrt(
    (1 + 1 / information) * (Math.log1p(Math.min(information, Number.MAX_VALUE)) - 2 * Math.log(ALPHA)),
  );
  return estimate >= reach * Math.sqrt(variance);
}

/** The chances of the rows, if nothing is wrong with the model: `rate` on average. */
function waysToCome(
  probabilities: Float64Array,
  {
    rate,
    expectedRate,
    whole,
  }: { readonly rate: number; readonly expectedRate: number; readonly whole: boolean },
): Float64Array[] {
  const toldFirst = moveTo(
    probabilities.map((p) => Math.log((p + SOFT) / (1 - p + SOFT))),
    rate,
  );
  if (!whole) {
    const soonest = moveTo(
      probabilities.map((p) => Math.log(p + SOFT)),
      rate,
    );
    return [toldFirst, soonest];
  }
  return rate < expectedRate ? [toldFirst, probabilities.map((p) => (p * rate) / expectedRate)] : [toldFirst];
}

/** The AUC that scores are expected to have if each row is positive with its chance. O(n log n). */
function aucOfChances(scores: Float64Array, chances: Float64Array): number {
  const order = Uint32Array.from(scores.keys()).sort((i, j) => scores[i]! - scores[j]!);
  let [negatives, positives, wins] = [0, 0, 0];
  for (let from = 0; from < order.length; ) {
    let [own, others] = [0, 0];
    const at = scores[order[from]!]!;
    for (; from < order.length && scores[order[from]!] === at; from++) {
      const chance = chances[order[from]!]!;
      own += chance;
      others += 1 - chance;
    }
    wins += own * (negatives + others / 2);
    positives += own;
    negatives += others;
  }
  return wins / (positives * negatives);
}

/** Probabilities of which the odds are as many times as large for all, with this mean, strictly between 0 and 1. By bisection. */
function moveTo(logOdds: Float64Array, rate: number): Float64Array {
  let [low, high] = [-2 * FAR, 2 * FAR];
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    let sum = 0;
    for (const own of logOdds) sum += logistic(own + middle);
    if (sum / logOdds.length > rate) high = middle;
    else low = middle;
  }
  return logOdds.map((own) => logistic(own + low));
}

/** Probabilities of 0 and 1 have finite odds by this. */
const SOFT = 1e-9;
const FAR = -Math.log(SOFT);
const HALVINGS = 40;

const logistic = (x: number) => 1 / (1 + Math.exp(-x));
const varianceOf = (rate: number, rows: number) => (rate * (1 - rate)) / rows;

function rarer(y: Uint8Array): number {
  const positives = y.reduce((sum, label) => sum + label, 0);
  return Math.min(positives, y.length - positives);
}

function mean(values: Uint8Array | Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

function requireTold(name: string, told: ToldRows): void {
  const { probabilities, y } = requireObject(name, told);
  requireProbabilities(`${name}.probabilities`, probabilities);
  requireLength(`${name}.y`, y, `${name}.probabilities`, probabilities.length);
  requireBinaryTarget(y, probabilities.length);
}
