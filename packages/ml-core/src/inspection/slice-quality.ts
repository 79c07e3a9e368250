import { type Interval, meanInterval, proportionInterval } from '../metrics/intervals.js';
import { twoSidedZ } from '../metrics/normal-quantile.js';
import { aucWithin } from '../metrics/ranking.js';
import { requireProbabilities } from '../metrics/score-runs.js';
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
 * 20 show nothing. O(slices × rows log rows).
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
  const level = { alpha, z: twoSidedZ(alpha) };
  return Array.from({ length: slices }, (_, slice) => {
    const inside = rowsOf({ y, p }, (i) => sliceOf[i] === slice);
    const outside = rowsOf({ y, p }, (i) => sliceOf[i] !== slice);
    return judge(inside, outside, level);
  });
}

interface Rows {
  readonly y: Uint8Array;
  readonly p: Float64Array;
}

function rowsOf({ y, p }: Pick<SliceQualityOptions, 'y' | 'p'>, belongs: (i: number) => boolean): Rows {
  const rows: number[] = [];
  for (let i = 0; i < p.length; i++) if (belongs(i)) rows.push(i);
  return { y: Uint8Array.from(rows, (i) => y[i]!), p: Float64Array.from(rows, (i) => p[i]!) };
}

interface Level {
  readonly alpha: number;
  readonly z: number;
}

function judge(inside: Rows, outside: Rows, level: Level): SliceQuality {
  const { y, p } = inside;
  const rows = y.length;
  const positives = sum(y);
  const auc = aucOf(inside, level);
  const others = aucOf(outside, level);
  const apart = auc && others ? (auc.auc - others.auc) / Math.hypot(auc.error, others.error) : 0;
  // Whatever the outcomes: in a slice they may all be the same.
  const squaredError = (i: number) => (p[i]! - y[i]!) ** 2;
  const spread = Math.sqrt(p.reduce((total, chance) => total + chance * (1 - chance), 0));
  const surplus = spread > 0 ? (positives - sum(p)) / spread : 0;
  return {
    rows,
    positives,
    expected: rows > 0 ? sum(p) / rows : 0,
    observed: rows > 0 ? positives / rows : 0,
    observedInterval: proportionInterval(positives, rows, level.z),
    brierScore: rows > 0 ? sum(p.map((_, i) => squaredError(i))) / rows : 0,
    brierInterval: meanInterval(rows, squaredError, level.z),
    auc: auc?.auc ?? null,
    aucInterval: auc && { low: auc.low, high: auc.high },
    ranksWorse: apart < -level.z,
    off: Math.abs(surplus) <= level.z ? 0 : surplus > 0 ? 1 : -1,
  };
}

function aucOf({ y, p }: Rows, level: Level) {
  const positives = sum(y);
  return Math.min(positives, y.length - positives) < FEWEST ? null : aucWithin(y, p, level);
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
