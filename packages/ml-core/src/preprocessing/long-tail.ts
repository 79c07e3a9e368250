import { type PresentValues, quantile } from './present-values.js';

/** Below this skewness a column is left alone; an exponential distribution has 2. */
const LONG_TAIL = 1;
/** The logarithm has to take at least this share of the skewness away to be worth a less readable scale. */
const WORTH = 0.5;

/**
 * Decides from skewness whether a column has a long tail that a logarithm shortens.
 *
 * The transform is sign(x)·log(1 + |x| / unit): near 0 it is straight, far out logarithmic, and negative values are
 * treated like positive ones. The unit is the median size of the values that are not 0, so it does not matter whether
 * money is in cents or euros.
 *
 * @param before skewness of the values, and @param after of the same values shortened
 */
export function isLongTail(before: number, after: number): boolean {
  return Math.abs(before) >= LONG_TAIL && Math.abs(after) <= Math.abs(before) * WORTH;
}

/** The unit in which a column's tail is shortened. At least one value is not 0. */
export function sizeOfTail(present: PresentValues): number {
  return quantile(sizesOf(present), 0.5);
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
