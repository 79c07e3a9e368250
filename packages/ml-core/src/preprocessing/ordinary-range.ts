import { requireInstance, requireNumber } from '../validation.js';
import { shortenTail } from './long-tail.js';
import { type Preprocessor, requirePreprocessor } from './preprocessor.js';

/** Where all values of a column lie but its outliers. */
export interface OrdinaryRange {
  readonly low: number;
  readonly high: number;
}

/** Outliers are at most this share of the known values on each side, and one may always be. */
const MOST_OUTLIERS = 0.005;
/** They lie this many times as far from the median as the nearest ordinary value, */
const FAR_OUT = 4;
/** and this many times half of the range of the middle half of the values. */
const FAR_FROM_MIDDLE = 10;
/** and, after a logarithm, still this many times as far as the nearest ordinary value: a long tail does not reach there. */
const FAR_ON_LOG = 1.8;
/** With fewer values or fewer different ordinary ones nothing can be said to lie apart. */
const LEAST_VALUES = 50;
const LEAST_DIFFERENT = 10;

/**
 * The range of a column's values without outliers: a handful of values beyond a gap in which nothing lies, such as an
 * income of 666,666 where the next is 162,397. A long tail has none, since its values thin out but do not stop.
 * Null where no value lies apart. O(n log n).
 */
export function ordinaryRange(values: Float64Array): OrdinaryRange | null {
  requireInstance('values', values, Float64Array);
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length < LEAST_VALUES) return null;
  const high = lastOrdinary(sorted);
  const low = -lastOrdinary(sorted.toReversed().map((value) => -value));
  return high < sorted.at(-1)! || low > sorted[0]! ? { low, high } : null;
}

/** The largest value that is no outlier; the largest of all where none is. */
function lastOrdinary(sorted: Float64Array): number {
  const { length } = sorted;
  const median = quantileOf(sorted, 0.5);
  const most = Math.max(1, Math.floor(MOST_OUTLIERS * length));
  const sizes = sorted
    .filter((value) => value !== 0)
    .map(Math.abs)
    .sort();
  const unit = sizes.length === 0 ? 0 : quantileOf(sizes, 0.5);
  for (let outside = most; outside > 0; outside--) {
    const last = sorted[length - outside - 1]!;
    const next = sorted[length - outside]!;
    if (last <= median || next - median < FAR_OUT * (last - median)) continue;
    const halfRange = (quantileOf(sorted, 0.75) - quantileOf(sorted, 0.25)) / 2;
    if (next - median < FAR_FROM_MIDDLE * halfRange) continue;
    const short = (value: number) => shortenTail(value, unit) - shortenTail(median, unit);
    if (short(next) < FAR_ON_LOG * short(last)) continue;
    if (countDifferent(sorted, length - outside) >= LEAST_DIFFERENT) return last;
  }
  return sorted[length - 1]!;
}

function quantileOf(sorted: Float64Array, share: number): number {
  return sorted[Math.floor(share * (sorted.length - 1))]!;
}

function countDifferent(sorted: Float64Array, end: number): number {
  let different = 1;
  for (let i = 1; i < end && different < LEAST_DIFFERENT; i++) if (sorted[i] !== sorted[i - 1]) different++;
  return different;
}

/**
 * A preprocessor that takes a number beyond its column's range for the nearest in it, so that an outlier is encoded like
 * the last ordinary value. Columns without a range stay as they are; so do dates, which are days here and durations there.
 */
export function limitColumns(
  preprocessor: Preprocessor,
  ranges: ReadonlyMap<string, OrdinaryRange>,
): Preprocessor {
  requirePreprocessor(preprocessor);
  requireInstance('ranges', ranges, Map);
  for (const [name, range] of ranges) {
    requireNumber(`range of ${name}`, range?.low, -Number.MAX_VALUE);
    requireNumber(`range of ${name}`, range?.high, range.low);
  }
  const columns = preprocessor.columns.map((column) => {
    const range = ranges.get(column.name);
    if (range === undefined || column.kind !== 'numeric' || column.isDate) return column;
    return { ...column, low: range.low, high: range.high };
  });
  return { ...preprocessor, columns };
}
