import { normalTails } from '../metrics/risk-ratio.js';
import type { Random } from '../random.js';
import { drawCounts } from './draw-counts.js';

/** How many rows two tables share, and how many each has that the other has not. */
export interface Overlap {
  readonly shared: number;
  readonly onlyPast: number;
  readonly onlyNow: number;
}

/** The distance between two spreads over the same cells, given as counts. */
export type Distance = (past: Float64Array, now: Float64Array) => number;

const DRAWS = 300;

/**
 * The distance that chance alone exceeds with the probability `significance`, where what the tables do not share are
 * independent draws from one population. The population is that of both together; the tables are drawn `DRAWS` times at
 * their own sizes, rows that they share once for both, so that they add no distance. The far quantile is that of a
 * Pearson III distribution with the mean, deviation and skewness of the drawn distances (Wilson and Hilferty 1931): the
 * draws need not be as many as the significance is small.
 */
export function resampledThreshold(
  pooled: Float64Array,
  { shared, onlyPast, onlyNow }: Overlap,
  distance: Distance,
  significance: number,
  random: Random,
): number {
  if (onlyPast === 0 && onlyNow === 0) return 0;
  const total = pooled.reduce((sum, count) => sum + count, 0);
  const probabilities = pooled.map((count) => count / total);
  const drawn = new Float64Array(DRAWS);
  for (let draw = 0; draw < DRAWS; draw++) {
    const past = new Float64Array(pooled.length);
    drawCounts(random, shared, probabilities, past);
    const now = Float64Array.from(past);
    drawCounts(random, onlyPast, probabilities, past);
    drawCounts(random, onlyNow, probabilities, now);
    drawn[draw] = distance(past, now);
  }
  return farQuantile(drawn, normalQuantile(significance));
}

/** The value that a standard normal exceeds with this probability, below ½. */
export function normalQuantile(tail: number): number {
  let low = 0;
  let high = 40;
  for (let i = 0; i < 60; i++) {
    const z = (low + high) / 2;
    if (normalTails(z) > 2 * tail) low = z;
    else high = z;
  }
  return (low + high) / 2;
}

function farQuantile(values: Float64Array, z: number): number {
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const moment = (power: number) => values.reduce((sum, value) => sum + (value - mean) ** power, 0) / n;
  const deviation = Math.sqrt(moment(2));
  if (deviation === 0) return mean;
  const skewness = Math.max(0.1, moment(3) / deviation ** 3);
  const cube = (1 + (skewness * z) / 6 - skewness ** 2 / 36) ** 3;
  return mean + ((cube - 1) * 2 * deviation) / skewness;
}
