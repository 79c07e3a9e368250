import { momentsOf } from './moments.js';
import { type PresentValues, quantile } from './present-values.js';

/** Below this skewness a column is left alone; an exponential distribution has 2. */
const LONG_TAIL = 1;
/** The logarithm has to take at least this share of the skewness away to be worth a less readable scale. */
const WORTH = 0.5;

/**
 * Decides whether a column has a long tail that a logarithm shortens, and in which unit.
 *
 * The transform is sign(x)·log(1 + |x| / unit): near 0 it is straight, far out logarithmic, and negative values are
 * treated like positive ones. The unit is the median size of the values that are not 0, so it does not matter whether
 * money is in cents or euros.
 *
 * @returns the unit, or 0 where the column stays as it is.
 */
export function longTailUnit(present: PresentValues): number {
  const { values, weights } = present;
  const before = Math.abs(momentsOf(values, weights).skewness);
  if (before < LONG_TAIL) return 0;
  const unit = quantile(sizesOf(present), 0.5);
  const shortened = values.map((value) => shortenTail(value, unit));
  const after = Math.abs(momentsOf(shortened, weights).skewness);
  return after <= before * WORTH ? unit : 0;
}

/** sign(x)·log(1 + |x| / unit); x itself for a unit of 0. */
export function shortenTail(value: number, unit: number): number {
  if (unit === 0) return value;
  // The quotient may leave the range of a double where its logarithm would not.
  const size = Math.log1p(Math.min(Math.abs(value) / unit, Number.MAX_VALUE));
  return value < 0 ? -size : size;
}

function sizesOf({ values, weights }: PresentValues): PresentValues {
  const sizes = new Float64Array(values.length);
  const kept = weights && new Float64Array(values.length);
  let count = 0;
  let weight = 0;
  for (let i = 0; i < values.length; i++) {
    if (values[i] === 0) continue;
    sizes[count] = Math.abs(values[i]!);
    if (kept) kept[count] = weights![i]!;
    weight += weights ? weights[i]! : 1;
    count++;
  }
  return { values: sizes.subarray(0, count), weights: kept?.subarray(0, count), weight, missingWeight: 0 };
}
