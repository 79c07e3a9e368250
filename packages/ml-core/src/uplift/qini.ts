import { firstAbove, firstAtLeast } from '../binary-search.js';
import { requireFinite, requireInteger, requireLength, requireNumbers } from '../validation.js';

/** What treating the first so many of an order would bring. */
export interface QiniCurve {
  /** Shares of the rows, 0..1, ascending. */
  readonly share: Float64Array;
  /** What treating that share of them brings per row of all: the sum of their scores over the number of all rows. */
  readonly gain: Float64Array;
  /** The standard error of each gain. */
  readonly standardError: Float64Array;
  /** The area between the curve and the straight line to its end, which is the curve of an order by chance. */
  readonly coefficient: number;
  readonly coefficientError: number;
}

/**
 * The Qini curve of an order of rows (Radcliffe 2007, Direct Marketing Analytics Journal 1, 14–21) with what each row says
 * of its own effect in place of counts of both arms; the coefficient is the mean of score × (½ − place), the rank-weighted
 * average treatment effect of Yadlowsky et al. (2025, Journal of the American Statistical Association 120, 38–51), with the
 * standard error of such a mean. Rows with equal predictions share their places. O(n log n).
 * @param predicted What the order is by, the largest first. @param scores An unbiased figure of each row's effect.
 * @param points Steps of the curve, 1..1000. Default 20.
 * @throws ShapeError or InvalidParameterError unless both are numbers, one per row, of at least 2 rows
 */
export function qiniCurve(predicted: ArrayLike<number>, scores: ArrayLike<number>, points = 20): QiniCurve {
  requireNumbers('predicted', predicted);
  requireInteger('rows', predicted.length, 2);
  requireLength('scores', scores, 'predicted', predicted.length);
  requireFinite('predicted', predicted);
  requireFinite('scores', scores);
  requireInteger('points', points, 1, 1000);
  const rows = predicted.length;
  const order = Uint32Array.from({ length: rows }, (_, i) => i).sort(
    (a, b) => predicted[b]! - predicted[a]! || a - b,
  );
  const share = Float64Array.from({ length: points + 1 }, (_, at) => at / points);
  const gains = share.map(() => 0);
  const squares = share.map(() => 0);
  for (let from = 0, to = 0; from < rows; from = to) {
    while (to < rows && predicted[order[to]!] === predicted[order[from]!]) to++;
    const [sum, squared] = sumsOf(order, from, to, scores);
    for (let at = 0; at <= points; at++) {
      const taken = Math.max(0, Math.min(1, (share[at]! * rows - from) / (to - from)));
      gains[at]! += taken * sum;
      squares[at]! += taken * taken * squared;
    }
  }
  return {
    share,
    gain: gains.map((sum) => sum / rows),
    standardError: squares.map((squared, at) => errorOf(squared, gains[at]!, rows)),
    ...qiniCoefficient(Float64Array.from(predicted), scores),
  };
}

function qiniCoefficient(
  predicted: Float64Array,
  scores: ArrayLike<number>,
): Pick<QiniCurve, 'coefficient' | 'coefficientError'> {
  const rows = predicted.length;
  const ascending = predicted.slice().sort();
  const mean = meanOf(scores);
  let [sum, squares] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const place =
      (firstAtLeast(ascending, predicted[i]!, 0, rows) + firstAbove(ascending, predicted[i]!, 0, rows)) / 2;
    const weight = place / rows - 0.5;
    sum += weight * scores[i]!;
    squares += (weight * (scores[i]! - mean)) ** 2;
  }
  return { coefficient: sum / rows, coefficientError: Math.sqrt(squares) / rows };
}

/**
 * The mean of curves with as many points, by weights of which one is above 0. Its errors are those of curves that know
 * nothing of one another, or, where they are of the same rows, the means of theirs: what is gained by averaging those is
 * not counted.
 */
export function meanCurve(
  curves: readonly QiniCurve[],
  rows: 'others' | 'same',
  weights: readonly number[] = curves.map(() => 1),
): QiniCurve {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = (pick: (curve: QiniCurve) => number) =>
    curves.reduce((sum, curve, i) => sum + weights[i]! * pick(curve), 0) / whole;
  const error = (pick: (curve: QiniCurve) => number) =>
    rows === 'same' ? mean(pick) : Math.hypot(...curves.map((curve, i) => weights[i]! * pick(curve))) / whole;
  const { share } = curves[0]!;
  return {
    share,
    gain: share.map((_, at) => mean(({ gain }) => gain[at]!)),
    standardError: share.map((_, at) => error(({ standardError }) => standardError[at]!)),
    coefficient: mean(({ coefficient }) => coefficient),
    coefficientError: error(({ coefficientError }) => coefficientError),
  };
}

function sumsOf(order: Uint32Array, from: number, to: number, scores: ArrayLike<number>): [number, number] {
  let [sum, squared] = [0, 0];
  for (let i = from; i < to; i++) {
    const score = scores[order[i]!]!;
    sum += score;
    squared += score * score;
  }
  return [sum, squared];
}

/** Of a mean of `rows` numbers, by their sum and that of their squares. */
function errorOf(squared: number, sum: number, rows: number): number {
  return Math.sqrt(Math.max(0, squared - (sum * sum) / rows)) / rows;
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]!;
  return sum / values.length;
}
