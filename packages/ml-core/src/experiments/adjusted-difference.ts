import { Z_95 } from '../metrics/z95.js';
import { requireNumber } from '../validation.js';
import { type ArmSums, requireArm } from './arm-sums.js';
import { type Difference, differenceOfRates, type Rate } from './difference-interval.js';

/** A difference of rates that allows for a figure from before the experiment. */
export interface AdjustedDifference extends Difference {
  /** The share of the variance of the difference that the figure takes away, 0..1. */
  readonly explained: number;
}

/** Rows of an arm from which on a line can be told. */
const FEWEST_ROWS = 4;

/**
 * The difference of the rates of two randomised arms, that of the first less that of the second, adjusted for a figure x
 * that was known of every row before: each rate is moved along its arm's own line over x to the mean of x in both arms
 * (Lin 2013, Annals of Applied Statistics 7, 295–318; known as CUPED from Deng, Xu, Kohavi and Walker 2013, WSDM). As x
 * was there before the draw, this takes away chance alone: whatever x is, a bias vanishes with the rows. A rate is then as
 * sure as one of rows / (1 − explained) rows, and the interval is Newcombe's of those. Null where x is constant in an arm
 * or an arm has fewer than 4 rows.
 * @throws InvalidParameterError unless both arms have rows and sums that fit them
 */
export function adjustedDifference(a: ArmSums, b: ArmSums, z = Z_95): AdjustedDifference | null {
  requireArm('a', a, 1);
  requireArm('b', b, 1);
  requireNumber('z', z, 0);
  const mean = (a.x + b.x) / (a.rows + b.rows);
  const [ofA, ofB] = [lineOf(a), lineOf(b)];
  if (ofA === null || ofB === null) return null;
  const moved = ({ rows, cases, x }: ArmSums, { slope, explained }: Line): Rate => ({
    rate: Math.min(1, Math.max(0, cases / rows - slope * (x / rows - mean))),
    rows: rows / (1 - explained),
  });
  const [rateA, rateB] = [moved(a, ofA), moved(b, ofB)];
  const variance = (arm: ArmSums, part: number) =>
    (part * arm.cases * (arm.rows - arm.cases)) / arm.rows ** 3;
  const left = variance(a, 1 - ofA.explained) + variance(b, 1 - ofB.explained);
  const whole = variance(a, 1) + variance(b, 1);
  return {
    ...differenceOfRates(rateA, rateB, z),
    explained: whole === 0 ? 0 : 1 - left / whole,
  };
}

/** How the cases of an arm go with x. */
interface Line {
  readonly slope: number;
  /** The share of their variance that x explains, as far as it is no chance. */
  readonly explained: number;
}

/** Null where x says nothing. */
function lineOf({ rows, cases, x, xx, xy }: ArmSums): Line | null {
  const spread = xx - (x * x) / rows;
  const total = cases - (cases * cases) / rows;
  if (rows < FEWEST_ROWS || spread <= 1e-12 * xx) return null;
  if (total === 0) return { slope: 0, explained: 0 };
  const together = xy - (x * cases) / rows;
  const slope = together / spread;
  const left = (total - slope * together) / (rows - 2);
  return { slope, explained: Math.min(Math.max(0, 1 - left / (total / (rows - 1))), 1 - 1 / rows) };
}
