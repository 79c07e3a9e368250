import { DegenerateDataError, InvalidParameterError } from '../errors.js';
import { requireInstance, requireLength } from '../validation.js';

/** The most folds: each is a fit of its own. */
export const MOST_FOLDS = 1000;

/**
 * Throws unless folds is an Int32Array with one entry per row and 2..1000 different folds, and both classes occur
 * outside each fold. The target is already validated.
 * @returns the folds that there are, ascending.
 */
export function requireFolds(folds: Int32Array, y: ArrayLike<number>): number[] {
  requireInstance('folds', folds, Int32Array);
  requireLength('folds', folds, 'y', y.length);
  const names = [...new Set(folds)].sort((a, b) => a - b);
  if (names.length < 2 || names.length > MOST_FOLDS) {
    throw new InvalidParameterError(`folds holds ${names.length} folds; it must hold 2..${MOST_FOLDS}`);
  }
  requireClassesOutside(names, folds, y);
  return names;
}

function requireClassesOutside(names: readonly number[], folds: Int32Array, y: ArrayLike<number>): void {
  const inside = new Map(names.map((name) => [name, [0, 0] as [number, number]]));
  const all: [number, number] = [0, 0];
  for (let i = 0; i < folds.length; i++) {
    const label = y[i] as 0 | 1;
    inside.get(folds[i]!)![label]++;
    all[label]++;
  }
  for (const [name, counts] of inside) {
    for (const label of [0, 1] as const) {
      if (counts[label] < all[label]) continue;
      throw new DegenerateDataError(
        `fold ${name} holds all ${all[label]} rows of class ${label}; the others must hold at least 1 to learn from`,
      );
    }
  }
}
