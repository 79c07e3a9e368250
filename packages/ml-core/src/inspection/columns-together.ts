import { covariance } from '../decomposition/covariance.js';
import { ShapeError } from '../errors.js';
import type { Matrix } from '../types.js';
import { requireInstance, requireMatrix, requireNumber } from '../validation.js';

/**
 * Groups of attributes that say nearly the same, by the columns that they are encoded as. How much two move together is the
 * square root of the RV coefficient of their columns (Robert and Escoufier 1976): |r| for two numbers, 1 for two categories
 * whose levels go in pairs. A group holds all that move together with another one of it. O(rows × columns²).
 * @param sourceIndex for each column of X the attribute that it is of
 * @param least how much those move together that say nearly the same, 0..1
 * @returns groups of two attributes or more, ascending; an attribute that does not vary is in none
 * @throws ShapeError or InvalidParameterError, naming the argument
 */
export function columnsTogether(X: Matrix, sourceIndex: Int32Array, least = 0.95): number[][] {
  requireMatrix('X', X);
  requireInstance('sourceIndex', sourceIndex, Int32Array);
  requireNumber('least', least, 0, 1);
  if (sourceIndex.length !== X.columns) {
    throw new ShapeError(`sourceIndex has ${sourceIndex.length} entries; X has ${X.columns} columns`);
  }
  const { sources, shared } = sharedVariance(X, sourceIndex);
  let groups: number[][] = [];
  for (const [i, source] of sources.entries()) {
    const near = (other: number) => {
      const j = sources.indexOf(other);
      const own = Math.sqrt(shared[i]![i]! * shared[j]![j]!);
      return own > 0 && Math.sqrt(shared[i]![j]! / own) >= least;
    };
    const joined = groups.filter((group) => group.some(near));
    groups = [...groups.filter((group) => !joined.includes(group)), [...joined.flat(), source]];
  }
  return groups.filter(({ length }) => length > 1).map((group) => group.sort((a, b) => a - b));
}

/** For each two attributes the sum of the squared covariances between the columns of one and of the other. */
function sharedVariance(X: Matrix, sourceIndex: Int32Array) {
  const sources = [...new Set(sourceIndex)];
  const at = Int32Array.from(sourceIndex, (source) => sources.indexOf(source));
  const shared = sources.map(() => new Float64Array(sources.length));
  for (const [i, row] of covariance(X).matrix.entries()) {
    for (const [j, value] of row.entries()) shared[at[i]!]![at[j]!]! += value ** 2;
  }
  return { sources, shared };
}
