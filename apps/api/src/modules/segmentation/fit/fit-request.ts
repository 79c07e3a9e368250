import { MAX_K, MIN_K } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';
import type { FitSegmentationInput } from '../segmentation.inputs.js';

/** Validated and complete options of a fit. */
export interface FitRequest {
  readonly minK: number;
  readonly maxK: number;
  /** Null for the recommended k. */
  readonly k: number | null;
  readonly seed: number;
}

/** Validates the numbers of an input. @throws AppError BAD_USER_INPUT with the value and the range. */
export function readFitRequest(input: FitSegmentationInput): FitRequest {
  const minK = requireWithin('minK', input.minK ?? MIN_K, MIN_K, MAX_K);
  const maxK = requireWithin('maxK', input.maxK ?? MAX_K, MIN_K, MAX_K);
  if (maxK < minK) {
    throw new AppError('BAD_USER_INPUT', `maxK is ${maxK}; it must be at least minK, which is ${minK}.`, {
      field: ['maxK'],
    });
  }
  if (input.k != null) requireWithin('k', requireWithin('k', input.k, MIN_K, MAX_K), minK, maxK);
  const seed = requireWithin('seed', input.seed ?? 0, 0, 2 ** 31 - 1);
  return { minK, maxK, k: input.k ?? null, seed };
}

function requireWithin(name: string, value: number, low: number, high: number): number {
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new AppError('BAD_USER_INPUT', `${name} is ${value}; it must be ${low}..${high}.`, { field: [name] });
}
