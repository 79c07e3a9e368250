import { type Interval, meanInterval, proportionInterval } from '../metrics/intervals.js';
import { twoSidedZ } from '../metrics/normal-quantile.js';
import { aucOfRuns, type Level } from '../metrics/ranking.js';
import { type ScorePlaces, scorePlaces } from '../metrics/score-places.js';
import { requireProbabilities, type ScoreRuns } from '../metrics/score-runs.js';
import { requireInteger, requireLength, requireNumbers, requireOptions } from '../validation.js';

/** Rows with outcomes and probabilities, each in a slice or in none. */
export interface SliceQualityOptions {
  /** 0 or 1 per row. */
  y: ArrayLike<number>;
  /** Calibrated probabilities of 1, by models that had not seen the row. */
  p: ArrayLike<number>;
  /** The slice of each row, 0..slices − 1; −1 for none. */
  sliceOf: Int32Array;
  /** How many slices there are, 1..1000. */
  slices: number;
  /** How many slices were or might be looked at altogether; default `slices`. */
  comparisons?: number;
}

/** How good probabilities are within a slice. */
export interface SliceQuality {
  readonly rows: number;
  readonly positives: number;
  /** Mean probability. */
  readonly expected: number;
  /** Share of 1, with the interval in which it would lie but for 1 in 20 looks at all slices. */
  readonly observed: number;
  readonly observedInterval: Interval;
  readonly brierScore: number;
  readonly brierInterval: Interval;
  /** Null without 10 rows of each outcome. */
  readonly auc: number | null;
  readonly aucInterval: Interval | null;
  /** Whether the order is worse than among all rows outside the slice, beyond what chance does in so many looks. */
  readonly ranksWorse: boolean;
  /** Whether more or fewer are 1 than the probabilities add up to, beyond the same: −1 fewer, 1 more, 0 neither. */
  readonly off: -1 | 0 | 1;
}

/** Fewer rows of one outcome do not tell an AUC. */
const FEWEST = 10;

/**
 * Where probabilities are worse: their order (DeLong), their squared error and whether they add up, slice by slice. Every
 * interval and every verdict is at 0.05 / comparisons (Bonferroni), so that of models that are equally good everywhere 19 in
 * 20 show nothing. O(rows log rows + slices × distinct probabilities).
 * @throws ShapeError or InvalidParameterError, naming the argument
 */
export function sliceQuality(options: SliceQualityOptions): SliceQuality[] {
  const { y, p, sliceOf, slices, comparisons = slices } = requireOptions(options);
  requireProbabilities('p', p);
  requireLength('y', y, 'p', p.length);
  requireNumbers('sliceOf', sliceOf);
  requireLength('sliceOf', sliceOf, 'p', p.length);
  requireInteger('slices', slices, 1, 1000);
  requireInteger('comparisons', comparisons, slices);
  const alpha = 0.05 / comparisons;
  const rows = { y: Uint8Array.from(y), p, ...scorePlaces(p) };
  const all = countRuns(rows, Int32Array.from(sliceOf.keys()));
  const level = { alpha, z: twoSidedZ(alpha) };
  return rowsOf(sliceOf, slices).map((own) => judge(rows, own, all, level));
}

type Runs = Omit<ScoreRuns, 'score'>;
type Rows = Pick<SliceQualityOptions, 'y' | 'p'> & ScorePlaces;

/** The rows of each slice, in their order. */
function rowsOf(sliceOf: Int32Array, slices: number): Int32Array[] {
  const sizes = new Int32Array(slices);
  for (const slice of sliceOf) if (slice >= 0 && slice < slices) sizes[slice]!++;
  const rows = Array.from(sizes, (size) => new Int32Array(size));
  const filled = new Int32Array(slices);
  for (let row = 0; row < sliceOf.length; row++) {
    const slice = sliceOf[row]!;
    if (slice >= 0 && slice < slices) rows[slice]![filled[slice]!++] = row;
  }
  return rows;
}

/** Counts some rows by their scores; one that none of them has is a run of none, which changes no metric of a ranking. */
function countRuns({ y, places, distinct }: Rows, own: Int32Array): Runs {
  const [positives, negatives] = [new Float64Array(distinct), new Float64Array(distinct)];
  let totalPositives = 0;
  for (const row of own) {
    const place = places[row]!;
    if (y[row] === 1) {
      positives[place]!++;
      totalPositives++;
    } else negatives[place]!++;
  }
  return { positives, negatives, totalPositives, totalNegatives: own.length - totalPositives };
}

/** The runs of all rows but some. */
function without(all: Runs, some: Runs): Runs {
  return {
    positives: all.positives.map((count, run) => count - some.positives[run]!),
    negatives: all.negatives.map((count, run) => count - some.negatives[run]!),
    totalPositives: all.totalPositives - some.totalPositives,
    totalNegatives: all.totalNegatives - some.totalNegatives,
  };
}

function judge({ y, p, ...places }: Rows, own: Int32Array, all: Runs, level: Level): SliceQuality {
  const inside = countRuns({ y, p, ...places }, own);
  const auc = aucOf(inside, level);
  const others = aucOf(without(all, inside), level);
  const apart = auc && others ? (auc.auc - others.auc) / Math.hypot(auc.error, others.error) : 0;
  const rows = own.length;
  const positives = inside.totalPositives;
  // Whatever the outcomes: in a slice they may all be the same.
  const squaredError = (i: number) => (p[own[i]!]! - y[own[i]!]!) ** 2;
  let [chances, spread, squares] = [0, 0, 0];
  for (let i = 0; i < rows; i++) {
    const chance = p[own[i]!]!;
    chances += chance;
    spread += chance * (1 - chance);
    squares += squaredError(i);
  }
  const surplus = spread > 0 ? (positives - chances) / Math.sqrt(spread) : 0;
  return {
    rows,
    positives,
    expected: rows > 0 ? chances / rows : 0,
    observed: rows > 0 ? positives / rows : 0,
    observedInterval: proportionInterval(positives, rows, level.z),
    brierScore: rows > 0 ? squares / rows : 0,
    brierInterval: meanInterval(rows, squaredError, level.z),
    auc: auc?.auc ?? null,
    aucInterval: auc && { low: auc.low, high: auc.high },
    ranksWorse: apart < -level.z,
    off: Math.abs(surplus) <= level.z ? 0 : surplus > 0 ? 1 : -1,
  };
}

function aucOf(runs: Runs, level: Level) {
  return Math.min(runs.totalPositives, runs.totalNegatives) < FEWEST ? null : aucOfRuns(runs, level);
}
