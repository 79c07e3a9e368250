import { DegenerateDataError } from '../errors.js';
import { requireProbabilities, scoreRuns } from '../metrics/score-runs.js';
import {
  requireInstance,
  requireInteger,
  requireLabels,
  requireLength,
  requireNumber,
  requireObject,
  requireOptions,
} from '../validation.js';

/** A cut-off (a probability of at least it counts as positive) and what it gives. */
export interface F1Threshold {
  readonly threshold: number;
  readonly f1Score: number;
  readonly precision: number;
  readonly recall: number;
}

/**
 * The cut-off with the best F1 on these rows, the highest among equals. It is slightly optimistic when chosen and
 * measured on the same rows; use out-of-fold probabilities. O(n log n).
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument
 */
export function bestF1Threshold(y: Uint8Array, p: ArrayLike<number>): F1Threshold {
  requireInstance('y', y, Uint8Array);
  const { score, positives, negatives, totalPositives } = scoreRuns(y, p);
  let found = 0;
  let taken = 0;
  let best: F1Threshold = { threshold: Number.POSITIVE_INFINITY, f1Score: -1, precision: 0, recall: 0 };
  for (let run = score.length - 1; run >= 0; run--) {
    found += positives[run]!;
    taken += positives[run]! + negatives[run]!;
    const f1Score = (2 * found) / (taken + totalPositives);
    if (f1Score <= best.f1Score) continue;
    best = { threshold: score[run]!, f1Score, precision: found / taken, recall: found / totalPositives };
  }
  return best;
}

/** What it costs to act on rows, and what that brings where a row is positive. */
export interface ProfitAssumptions {
  /** Price of contacting one row, 0..1e100. */
  contactCost: number;
  /** Share of the contacted positives that the contact saves, 0..1. */
  saveRate: number;
  /** What a saved positive is worth: one figure, or one per row. 0..1e100. */
  savedValue: number | Float64Array;
}

/** Parallel columns, one entry per cut-off, cut-offs descending, so that ever more rows are contacted. */
export interface ProfitCurve {
  readonly threshold: Float64Array;
  readonly contacted: Float64Array;
  readonly expectedSaved: Float64Array;
  readonly expectedProfit: Float64Array;
}

/** The largest amount of money in an assumption: sums of it stay finite. */
const MOST_MONEY = 1e100;

/** The cut-off that pays best, and what it brings. */
export interface ProfitThreshold {
  /**
   * Contact from this probability on. Where contacting no row is best it is 1, or the next number above it (1 + 2⁻⁵²)
   * where a row's probability is 1: no row reaches it.
   */
  readonly threshold: number;
  readonly contacted: number;
  readonly expectedSaved: number;
  readonly expectedProfit: number;
  /** The profit of contacting every row: what the model has to beat, as well as doing nothing for 0. */
  readonly baselineProfit: number;
}

/**
 * The expected profit of contacting every row from a probability on, for each cut-off that occurs.
 * A contacted positive brings saveRate × savedValue; every contact costs contactCost. O(n log n), O(n) where the
 * probabilities ascend.
 *
 * @param y which rows are positive, to count them; null to expect them from calibrated probabilities
 * @param options.maxPoints at most this many cut-offs, spread evenly over those that occur, both ends kept; at least 2
 * @throws ShapeError or InvalidParameterError, naming the argument
 */
export function profitCurve(
  y: Uint8Array | null,
  p: Float64Array,
  assumptions: ProfitAssumptions,
  options: { maxPoints?: number } = {},
): ProfitCurve {
  const { maxPoints = Number.MAX_SAFE_INTEGER } = requireOptions(options);
  requireInteger('maxPoints', maxPoints, 2);
  const gain = gainOfContact(y, p, assumptions);
  const order = descendingOrder(p);
  const rows = order.length;
  const threshold = new Float64Array(rows);
  const contacted = new Float64Array(rows);
  const expectedSaved = new Float64Array(rows);
  const expectedProfit = new Float64Array(rows);
  let points = 0;
  let savedSoFar = 0;
  let profitSoFar = 0;
  for (let rank = 0; rank < rows; rank++) {
    const row = order[rank]!;
    savedSoFar += assumptions.saveRate * (y ? y[row]! : p[row]!);
    profitSoFar += gain[row]!;
    if (rank + 1 < rows && p[order[rank + 1]!] === p[row]) continue;
    threshold[points] = p[row]!;
    contacted[points] = rank + 1;
    expectedSaved[points] = savedSoFar;
    expectedProfit[points] = profitSoFar;
    points++;
  }
  const column = (values: Float64Array) => evenly(values.subarray(0, points), maxPoints);
  return {
    threshold: column(threshold),
    contacted: column(contacted),
    expectedSaved: column(expectedSaved),
    expectedProfit: column(expectedProfit),
  };
}

/**
 * The cut-off with the most expected profit, the highest among equals; see `profitCurve`.
 * @throws ShapeError or InvalidParameterError, naming the argument
 */
export function bestProfitThreshold(
  y: Uint8Array | null,
  p: Float64Array,
  assumptions: ProfitAssumptions,
): ProfitThreshold {
  const curve = profitCurve(y, p, assumptions);
  const baselineProfit = curve.expectedProfit.at(-1)!;
  let best: ProfitThreshold = {
    threshold: curve.threshold[0]! < 1 ? 1 : 1 + Number.EPSILON,
    contacted: 0,
    expectedSaved: 0,
    expectedProfit: 0,
    baselineProfit,
  };
  for (let i = 0; i < curve.threshold.length; i++) {
    if (curve.expectedProfit[i]! <= best.expectedProfit) continue;
    best = {
      threshold: curve.threshold[i]!,
      contacted: curve.contacted[i]!,
      expectedSaved: curve.expectedSaved[i]!,
      expectedProfit: curve.expectedProfit[i]!,
      baselineProfit,
    };
  }
  return best;
}

function gainOfContact(y: Uint8Array | null, p: Float64Array, assumptions: ProfitAssumptions): Float64Array {
  const { contactCost, saveRate, savedValue } = requireObject('assumptions', assumptions);
  requireInstance('p', p, Float64Array);
  if (p.length === 0) throw new DegenerateDataError('p has 0 values; it must have at least 1');
  requireProbabilities('p', p);
  if (y !== null) requireInstance('y', y, Uint8Array);
  if (y !== null) requireLabels(y, p.length, 'p');
  requireNumber('contactCost', contactCost, 0, MOST_MONEY);
  requireNumber('saveRate', saveRate, 0, 1);
  if (savedValue instanceof Float64Array) {
    requireLength('savedValue', savedValue, 'p', p.length);
    for (let i = 0; i < savedValue.length; i++) {
      const value = savedValue[i]!;
      if (!(value >= 0 && value <= MOST_MONEY)) requireNumber(`savedValue[${i}]`, value, 0, MOST_MONEY);
    }
  } else {
    requireNumber('savedValue', savedValue, 0, MOST_MONEY);
  }
  return p.map((probability, i) => {
    const value = typeof savedValue === 'number' ? savedValue : savedValue[i]!;
    return (y ? y[i]! : probability) * saveRate * value - contactCost;
  });
}

/** The rows by descending probability. Out-of-fold probabilities are often kept in ascending order: nothing to sort. */
function descendingOrder(p: Float64Array): Uint32Array {
  const rows = p.length;
  const order = new Uint32Array(rows);
  let ascends = true;
  for (let i = 0; i < rows; i++) {
    order[i] = rows - 1 - i;
    if (i > 0 && p[i]! < p[i - 1]!) ascends = false;
  }
  return ascends ? order : order.sort((a, b) => p[b]! - p[a]! || a - b);
}

function evenly(values: Float64Array, most: number): Float64Array {
  const { length } = values;
  if (length <= most) return values.slice();
  return Float64Array.from({ length: most }, (_, i) => values[Math.round((i * (length - 1)) / (most - 1))]!);
}
