import { InvalidParameterError } from '../errors.js';
import { selectInPlace } from './select-in-place.js';

/** The known values of a numeric column, with their weights where rows weigh differently. */
export interface PresentValues {
  readonly values: Float64Array;
  readonly weights: Float64Array | undefined;
  /** Sum of the weights of the known values; their number where all weigh 1. */
  readonly weight: number;
  /** Sum of the weights of the missing ones. */
  readonly missingWeight: number;
}

/** Sets the missing values aside; a row of weight 0 counts as absent altogether. O(rows). */
export function presentValues(values: Float64Array, sampleWeight?: Float64Array): PresentValues {
  const known = new Float64Array(values.length);
  const weights = sampleWeight && new Float64Array(values.length);
  let count = 0;
  let weight = 0;
  let missingWeight = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const w = sampleWeight ? sampleWeight[i]! : 1;
    if (w === 0) continue;
    if (Number.isNaN(value)) {
      missingWeight += w;
      continue;
    }
    known[count] = value;
    if (weights) weights[count] = w;
    weight += w;
    count++;
  }
  return { values: known.subarray(0, count), weights: weights?.subarray(0, count), weight, missingWeight };
}

/**
 * The quantile at `share` (0..1), interpolated between neighbours as numpy does by default. A weight of 2 counts as the
 * value written twice; where weights go below 1, the least of them counts as written once. O(n) on average without
 * weights, O(n log n) with them; the input is left as it is.
 * @throws InvalidParameterError if there is no value.
 */
export function quantile(present: PresentValues, share: number): number {
  const { values, weights, weight } = present;
  if (values.length === 0)
    throw new InvalidParameterError('values has 0 values; a quantile needs at least 1');
  if (weights) {
    const unit = weights.reduce((least, w) => Math.min(least, w), 1);
    return weightedQuantile(values, weights, unit, Math.max(0, (weight / unit - 1) * share));
  }
  const position = (values.length - 1) * share;
  const lower = Math.floor(position);
  const scratch = values.slice();
  const low = selectInPlace(scratch, lower);
  if (lower === position) return low;
  // Selecting has put everything from `lower + 1` on above `low`: the next value is the least of those.
  let high = Number.POSITIVE_INFINITY;
  for (let i = lower + 1; i < scratch.length; i++) if (scratch[i]! < high) high = scratch[i]!;
  return low + (high - low) * (position - lower);
}

function weightedQuantile(
  values: Float64Array,
  weights: Float64Array,
  unit: number,
  position: number,
): number {
  const order = new Uint32Array(values.length).map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const lower = Math.floor(position);
  const valueAt = (place: number) => valueAtWeight(values, weights, order, unit * place);
  const low = valueAt(lower);
  if (lower === position) return low;
  return low + (valueAt(lower + 1) - low) * (position - lower);
}

/** The value after which the weights add up to more than `position`. */
function valueAtWeight(
  values: Float64Array,
  weights: Float64Array,
  order: Uint32Array,
  position: number,
): number {
  let passed = 0;
  for (const i of order) {
    passed += weights[i]!;
    // Fractions add up to a hair more or less than the whole number that they make.
    if (passed > position * (1 + 1e-12)) return values[i]!;
  }
  return values[order[order.length - 1]!]!;
}
