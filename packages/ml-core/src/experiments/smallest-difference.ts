import { twoSidedZ } from '../metrics/normal-quantile.js';
import { requireInteger, requireNumber, requireOptions } from '../validation.js';

/** What an experiment is going to be. */
export interface ExperimentPlan {
  /** The rate that is expected where nothing is done. */
  readonly rate: number;
  /** Rows of the arm to which something is done. */
  readonly rows: number;
  /** Rows of the arm to which nothing is done. */
  readonly control: number;
  /** The share of the variance that a figure from before explains, 0..1. Default: 0. */
  readonly explained?: number;
  /** Level of the two-sided test. Default: 0.05. */
  readonly alpha?: number;
  /** How many of such experiments are to find it. Default: 0.8. */
  readonly power?: number;
}

const HALVINGS = 60;

/**
 * The smallest fall of the rate that so many of such experiments would find, by the normal approximation with the
 * variance of each arm under that fall (Fleiss, Levin and Paik 2003, Statistical Methods for Rates and Proportions,
 * chapter 4, without a correction for continuity); null if not even a fall to 0 would be found. By bisection.
 * @throws InvalidParameterError, naming what is out of range
 */
export function smallestDifference(options: ExperimentPlan): number | null {
  const { rate, rows, control, explained = 0, alpha = 0.05, power = 0.8 } = requireOptions(options);
  requireNumber('rate', rate, 0, 1);
  requireInteger('rows', rows, 1);
  requireInteger('control', control, 1);
  requireNumber('explained', explained, 0, 1);
  requireNumber('alpha', alpha, 1e-12, 1);
  requireNumber('power', power, 0.5, 1 - 1e-12);
  const needed = twoSidedZ(alpha) + (power === 0.5 ? 0 : twoSidedZ(2 * (1 - power)));
  const variance = (p: number, n: number) => ((1 - explained) * p * (1 - p)) / n;
  const isFound = (fall: number) =>
    fall >= needed * Math.sqrt(variance(rate - fall, rows) + variance(rate, control));
  if (rate === 0 || !isFound(rate)) return null;
  let low = 0;
  let high = rate;
  for (let i = 0; i < HALVINGS; i++) {
    const middle = (low + high) / 2;
    if (isFound(middle)) high = middle;
    else low = middle;
  }
  return high;
}
