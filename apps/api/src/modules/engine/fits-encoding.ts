import type { Preprocessor } from '@holdfast/ml-core';
import type { FeatureColumnSpec } from './analytics-engine.js';

/** Whether stored columns are those that a stored encoding was learned from, in its order. */
export function fitsEncoding({ columns }: Preprocessor, specs: readonly FeatureColumnSpec[]): boolean {
  return (
    Array.isArray(specs) &&
    specs.length === columns.length &&
    columns.every(({ name }, i) => specs[i]?.name === name)
  );
}
