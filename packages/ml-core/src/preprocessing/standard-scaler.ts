import { type Moments, withExtra } from './moments.js';
import { type PresentValues, quantile } from './present-values.js';

/** Ways to bring columns to one scale, see `fitScale`. */
export const scalings = ['standard', 'robust', 'none'] as const;
export type Scaling = (typeof scalings)[number];

/** A column's place and spread: the scaled value is (x − center) / scale. */
export interface Scale {
  readonly center: number;
  readonly scale: number;
}

/** The values that a quarter, half and three quarters of a column lie below. */
export interface Quartiles {
  readonly lower: number;
  readonly middle: number;
  readonly upper: number;
}

/** What `fitScale` needs to know of the known values. */
export interface Spread extends Moments {
  /** After imputation; robust scaling needs them. */
  readonly quartiles?: Quartiles | undefined;
}

/**
 * Learns a column's scale as it will be after imputation, `fill` standing in for what is missing.
 * `standard` takes mean and standard deviation, `robust` median and interquartile range (the standard deviation
 * where the middle half is one value), `none` leaves the column as it is. A column without spread has scale 1.
 */
export function fitScale(
  known: Spread,
  { weight, missingWeight }: Pick<PresentValues, 'weight' | 'missingWeight'>,
  fill: number,
  scaling: Scaling,
): Scale {
  if (scaling === 'none') return { center: 0, scale: 1 };
  const { mean, deviation } = withExtra(known, weight, fill, missingWeight);
  if (scaling === 'standard') return { center: mean, scale: deviation || 1 };
  const { lower, middle, upper } = known.quartiles!;
  return { center: middle, scale: upper - lower || deviation || 1 };
}

/** Quartiles with `fill` standing in for what is missing. `present` holds at least one value. */
export function quartilesWith(present: PresentValues, fill: number): Quartiles {
  const imputed = withFill(present, fill);
  return {
    lower: quantile(imputed, 0.25),
    middle: quantile(imputed, 0.5),
    upper: quantile(imputed, 0.75),
  };
}

function withFill(present: PresentValues, fill: number): PresentValues {
  const { values, weights, weight, missingWeight } = present;
  if (missingWeight === 0) return present;
  const total = weight + missingWeight;
  if (weights) {
    return {
      values: append(values, fill, 1),
      weights: append(weights, missingWeight, 1),
      weight: total,
      missingWeight: 0,
    };
  }
  return { values: append(values, fill, missingWeight), weights, weight: total, missingWeight: 0 };
}

function append(values: Float64Array, value: number, times: number): Float64Array {
  const longer = new Float64Array(values.length + times).fill(value);
  longer.set(values);
  return longer;
}
