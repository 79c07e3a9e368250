import { DegenerateDataError } from '../errors.js';
import { requireOneOf, requireSampleWeight, requireTarget } from '../validation.js';

/** How rows are weighted in a fit. */
export interface WeightOptions {
  /**
   * Weights of the rows, at least 0, adding up to 1e-100..1e100; a weight of 2 equals having the row twice. Default 1
   * each.
   */
  sampleWeight?: Float64Array;
  /** `balanced` gives both classes the same total weight. Default: as they come. */
  classWeight?: 'balanced' | undefined;
}

/**
 * The weights that make both classes count the same while the total stays as it was: n / (2 · rows of the class).
 * @returns [weight of class 0, weight of class 1]
 * @throws DegenerateDataError if y holds one class only or all rows of a class weigh 0; ShapeError or
 * InvalidParameterError, naming the argument
 */
export function balancedClassWeights(y: Uint8Array, sampleWeight?: Float64Array): [number, number] {
  requireTarget(y);
  if (sampleWeight !== undefined) requireSampleWeight(sampleWeight, y.length);
  return balance(y, sampleWeight);
}

/** `balancedClassWeights`, already validated. */
function balance(y: Uint8Array, sampleWeight?: Float64Array): [number, number] {
  const [zeros, ones] = classTotals(y, sampleWeight);
  return [(zeros + ones) / (2 * zeros), (zeros + ones) / (2 * ones)];
}

/**
 * Each row's own weight times that of its class. The target is already validated.
 * @throws DegenerateDataError if all rows of a class weigh 0; ShapeError or InvalidParameterError, naming the option
 */
export function rowWeights(y: Uint8Array, { sampleWeight, classWeight }: WeightOptions): Float64Array {
  if (classWeight !== undefined) requireOneOf('classWeight', classWeight, ['balanced']);
  if (sampleWeight !== undefined) {
    requireSampleWeight(sampleWeight, y.length);
    classTotals(y, sampleWeight);
  }
  const weights = sampleWeight ? sampleWeight.slice() : new Float64Array(y.length).fill(1);
  if (classWeight === undefined) return weights;
  const ofClass = balance(y, sampleWeight);
  for (let i = 0; i < y.length; i++) weights[i]! *= ofClass[y[i]!]!;
  return weights;
}

function classTotals(y: Uint8Array, sampleWeight?: Float64Array): [number, number] {
  const totals: [number, number] = [0, 0];
  for (let i = 0; i < y.length; i++) totals[y[i]! as 0 | 1] += sampleWeight ? sampleWeight[i]! : 1;
  for (const label of [0, 1] as const) {
    if (totals[label] > 0) continue;
    throw new DegenerateDataError(
      `the rows of class ${label} have a total weight of 0; it must be above 0 in both classes`,
    );
  }
  return totals;
}
