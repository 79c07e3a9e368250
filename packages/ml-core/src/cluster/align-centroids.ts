import { ShapeError } from '../errors.js';
import type { Matrix } from '../types.js';
import { requireInteger, requireMatrix } from '../validation.js';
import { assignMost } from './assignment.js';
import type { ClusterAlignment } from './cluster-alignment.js';
import { MAX_CLUSTERS } from './k-means-model.js';

/** Two clusterings that share no rows, by their centroids in the same encoded space. */
export interface CentroidAlignmentInput {
  /** previousK × columns. */
  readonly previousCentroids: Matrix;
  /** nextK × columns. */
  readonly nextCentroids: Matrix;
}

/** A cluster may move by this share of the way to its nearest neighbour and still be the same. */
const REACH = 0.75;

/**
 * As `alignClusters` by overlap, with closeness instead: 1 for a centroid that has not moved, falling to 0 at the reach
 * of the previous cluster. A merged cluster lies between its parts, and the parts of a split one around it, all within
 * reach.
 */
export function alignByDistance({
  previousCentroids,
  nextCentroids,
}: CentroidAlignmentInput): ClusterAlignment {
  requireMatrix('previousCentroids', previousCentroids);
  requireMatrix('nextCentroids', nextCentroids);
  requireInteger('previousCentroids.rows', previousCentroids.rows, 1, MAX_CLUSTERS);
  requireInteger('nextCentroids.rows', nextCentroids.rows, 1, MAX_CLUSTERS);
  if (previousCentroids.columns !== nextCentroids.columns) {
    throw new ShapeError(
      `nextCentroids has ${nextCentroids.columns} columns, previousCentroids ${previousCentroids.columns}; both must have the same number`,
    );
  }
  const previouses = Array.from({ length: previousCentroids.rows }, (_, previous) => previous);
  const nexts = Array.from({ length: nextCentroids.rows }, (_, next) => next);
  const reach = previouses.map((previous) => {
    const others = previouses.filter((other) => other !== previous);
    const gaps = others.map((other) => distance(previousCentroids, previous, previousCentroids, other));
    return REACH * Math.min(...gaps);
  });
  const closeness = nexts.map((next) =>
    previouses.map((previous) => {
      const moved = distance(nextCentroids, next, previousCentroids, previous);
      return moved === 0 ? 1 : Math.max(0, 1 - moved / reach[previous]!);
    }),
  );
  const mapping = assignMost(closeness).map((previous, next) =>
    closeness[next]?.[previous] ? previous : -1,
  );
  const comesFrom = closeness.map(indexOfMost);
  const goesTo = previouses.map((previous) => indexOfMost(closeness.map((row) => row[previous]!)));
  return {
    mapping,
    overlap: nexts.map((next) => closeness[next]![mapping[next]!] ?? 0),
    split: previouses
      .map((previous) => ({ previous, into: nexts.filter((next) => comesFrom[next] === previous) }))
      .filter(({ into }) => into.length > 1),
    merged: nexts
      .map((next) => ({ next, from: previouses.filter((previous) => goesTo[previous] === next) }))
      .filter(({ from }) => from.length > 1),
    appeared: nexts.filter((next) => mapping[next]! < 0),
    vanished: previouses.filter((previous) => !mapping.includes(previous)),
  };
}

function distance(A: Matrix, a: number, B: Matrix, b: number): number {
  let sum = 0;
  for (let j = 0; j < A.columns; j++) sum += (A.data[a * A.columns + j]! - B.data[b * B.columns + j]!) ** 2;
  return Math.sqrt(sum);
}

/** The first of the largest values, or -1 if all are 0. */
function indexOfMost(values: readonly number[]): number {
  const most = Math.max(...values);
  return most > 0 ? values.indexOf(most) : -1;
}
