import { requireProbabilities, scoreRuns } from '../metrics/score-runs.js';

/** A rising piecewise linear curve through points (x ascending), flat beyond both ends. */
export interface IsotonicCalibrator {
  readonly kind: 'calibrator';
  readonly version: 1;
  readonly method: 'isotonic';
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Learns the rate of positives at each score, assuming only that it rises with the score.
 *
 * Pool adjacent violators gives the best rising steps; each step is then kept at the mean score of its rows and the
 * line drawn between those points, so that the order of rows within a step is kept (centred isotonic
 * regression, Oron and Flournoy 2017). Rates stay 1 / (2n + 2) away from 0 and 1: n rows cannot show that something
 * never happens. O(n log n).
 *
 * @param scores uncalibrated probabilities of rows the model did not learn from
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class), naming the argument
 */
export function fitIsotonic(scores: ArrayLike<number>, y: ArrayLike<number>): IsotonicCalibrator {
  requireProbabilities('scores', scores);
  const steps = poolAdjacentViolators(scores, y);
  const edge = 1 / (2 * y.length + 2);
  return {
    kind: 'calibrator',
    version: 1,
    method: 'isotonic',
    x: Float64Array.from(steps, (step) => step.scores / step.rows),
    y: Float64Array.from(steps, (step) => Math.min(Math.max(step.positives / step.rows, edge), 1 - edge)),
  };
}

/** Rows that share one rate: their number, how many are positive, and the sum of their scores. */
export interface IsotonicStep {
  rows: number;
  positives: number;
  scores: number;
}

/** The rising step function nearest to the outcomes in squares: steps by ascending score, rates strictly rising. */
export function poolAdjacentViolators(scores: ArrayLike<number>, y: ArrayLike<number>): IsotonicStep[] {
  const { score, positives, negatives } = scoreRuns(y, scores);
  const steps: IsotonicStep[] = [];
  for (let run = 0; run < score.length; run++) {
    const rows = positives[run]! + negatives[run]!;
    let last: IsotonicStep = { rows, positives: positives[run]!, scores: score[run]! * rows };
    let before = steps.at(-1);
    while (before && before.positives * last.rows >= last.positives * before.rows) {
      last = {
        rows: before.rows + last.rows,
        positives: before.positives + last.positives,
        scores: before.scores + last.scores,
      };
      steps.pop();
      before = steps.at(-1);
    }
    steps.push(last);
  }
  return steps;
}
