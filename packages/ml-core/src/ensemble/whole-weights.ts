import { balancedClassWeights, rowWeights, type WeightOptions } from '../imbalance/class-weight.js';

/**
 * Row weights as whole numbers, so that sums of them are exact in any order and nothing is lost in a difference.
 * A row's weight is its class's where `rows` is absent, else its own, which then has the class's in it.
 */
export interface WholeWeights {
  /** Of class 0 and of class 1. */
  readonly classes: readonly [number, number];
  readonly rows: Int32Array | undefined;
  /** How many of the whole numbers make a weight of 1. */
  readonly unit: number;
}

/** A tree draws rows by chance; the sum of what it draws stays below 2³¹ with all but 10⁻²⁰ of certainty. */
const MOST = 2 ** 31 - 1;

/**
 * Whole numbers in proportion to the rows' weights. They are the weights themselves where these are whole and not too
 * large; else the finest grid that 31 bits allow, where no positive weight becomes 0.
 * @throws InvalidParameterError, ShapeError or DegenerateDataError as rowWeights does.
 */
export function makeWholeWeights(y: Uint8Array, options: WeightOptions): WholeWeights {
  const weights = rowWeights(y, options);
  let total = 0;
  let largest = 0;
  let whole = true;
  for (const weight of weights) {
    total += weight;
    if (weight > largest) largest = weight;
    if (!Number.isInteger(weight)) whole = false;
  }
  const finest = MOST / (2 * total + 40 * largest);
  const unit = whole && finest >= 1 ? 1 : finest;
  const toWhole = (weight: number) => (weight > 0 ? Math.max(1, Math.round(weight * unit)) : 0);
  if (options.sampleWeight) return { classes: [1, 1], rows: Int32Array.from(weights, toWhole), unit };
  const [negative, positive] = options.classWeight ? balancedClassWeights(y) : [1, 1];
  return { classes: [toWhole(negative), toWhole(positive)], rows: undefined, unit };
}
