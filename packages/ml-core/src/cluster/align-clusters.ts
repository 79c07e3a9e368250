import { createMatrix } from '../matrix.js';
import type { Matrix } from '../types.js';
import {
  requireInteger,
  requireLength,
  requireMatrix,
  requireNumber,
  requireNumbers,
  requireObject,
} from '../validation.js';
import { alignByDistance, type CentroidAlignmentInput } from './align-centroids.js';
import { assignMost } from './assignment.js';
import type { ClusterAlignment } from './cluster-alignment.js';
import { MAX_CLUSTERS } from './k-means-model.js';

/** Two clusterings of the same rows; -1 means that a clustering does not know the row. */
export interface AlignmentInput {
  readonly previousLabels: ArrayLike<number>;
  readonly nextLabels: ArrayLike<number>;
  /** Both 1..254. */
  readonly previousK: number;
  readonly nextK: number;
}

/** Two clusterings of the same rows by how many of them they share, for callers that have counts instead of labels. */
export interface OverlapInput {
  /** nextK × previousK, both 1..254: the rows in one cluster and in the other. See `countOverlap`. */
  readonly overlap: Matrix;
}

const SPLIT_SHARE = 0.25;
const MERGED_SHARE = 0.5;
/** Two clusters are never the same if they share less than this of the smaller one. */
const RELATED = 0.1;

/**
 * Matches new clusters to old ones, one to one, so that names can stay with their rows over a refit: the most rows keep
 * their cluster (optimal assignment), or, for clusterings without common rows, centroids move the least. O(rows + k³).
 * @throws ShapeError if the labels differ in length or the centroids in columns, InvalidParameterError for a label
 * outside -1..k-1 and for centroids that are not finite.
 */
export function alignClusters(
  input: AlignmentInput | OverlapInput | CentroidAlignmentInput,
): ClusterAlignment {
  requireObject('input', input);
  if ('previousCentroids' in input) return alignByDistance(input);
  return alignByOverlap('overlap' in input ? input.overlap : countOverlap(input));
}

function alignByOverlap(overlap: Matrix): ClusterAlignment {
  requireMatrix('overlap', overlap);
  const { rows: nextK, columns: previousK } = overlap;
  requireInteger('overlap.rows', nextK, 1, MAX_CLUSTERS);
  requireInteger('overlap.columns', previousK, 1, MAX_CLUSTERS);
  overlap.data.forEach((count, i) => {
    requireNumber(`overlap.data[${i}]`, count, 0);
  });
  const shared = Array.from({ length: nextK }, (_, next) =>
    Array.from(overlap.data.subarray(next * previousK, (next + 1) * previousK)),
  );
  const previousSizes = Array.from({ length: previousK }, (_, p) =>
    shared.reduce((sum, row) => sum + row[p]!, 0),
  );
  const nextSizes = shared.map((row) => row.reduce((sum, count) => sum + count, 0));
  const mapping = assignMost(shared).map((previous, next) => {
    if (previous < 0) return -1;
    const smaller = Math.min(previousSizes[previous]!, nextSizes[next]!);
    return shared[next]![previous]! > RELATED * smaller ? previous : -1;
  });
  const shareTaken = (next: number, previous: number) =>
    shared[next]![previous]! / Math.max(1, previousSizes[previous]!);
  const nexts = Array.from({ length: nextK }, (_, next) => next);
  const previouses = Array.from({ length: previousK }, (_, previous) => previous);
  return {
    mapping,
    overlap: nexts.map((next) =>
      mapping[next]! < 0 ? 0 : shared[next]![mapping[next]!]! / nextSizes[next]!,
    ),
    split: previouses
      .map((previous) => ({
        previous,
        into: nexts.filter((next) => shareTaken(next, previous) >= SPLIT_SHARE),
      }))
      .filter(({ into }) => into.length > 1),
    merged: nexts
      .map((next) => ({
        next,
        from: previouses.filter((previous) => shareTaken(next, previous) > MERGED_SHARE),
      }))
      .filter(({ from }) => from.length > 1),
    appeared: nexts.filter((next) => mapping[next]! < 0),
    vanished: previouses.filter((previous) => !mapping.includes(previous)),
  };
}

/**
 * Counts the rows that two clusterings share, cluster by cluster. O(rows).
 * @returns nextK × previousK
 * @throws ShapeError if the labels differ in length, InvalidParameterError for a label outside -1..k-1.
 */
export function countOverlap(input: AlignmentInput): Matrix {
  const { previousLabels, nextLabels, previousK, nextK } = requireObject('input', input);
  requireInteger('previousK', previousK, 1, MAX_CLUSTERS);
  requireInteger('nextK', nextK, 1, MAX_CLUSTERS);
  requireNumbers('previousLabels', previousLabels);
  requireLength('nextLabels', nextLabels, 'previousLabels', previousLabels.length);
  const overlap = createMatrix(nextK, previousK);
  for (let row = 0; row < nextLabels.length; row++) {
    const previous = previousLabels[row]!;
    const next = nextLabels[row]!;
    if (!isLabel(previous, previousK)) requireInteger(`previousLabels[${row}]`, previous, -1, previousK - 1);
    if (!isLabel(next, nextK)) requireInteger(`nextLabels[${row}]`, next, -1, nextK - 1);
    if (previous >= 0 && next >= 0) overlap.data[next * previousK + previous]!++;
  }
  return overlap;
}

function isLabel(label: number, k: number): boolean {
  return label >= -1 && label < k && label === Math.floor(label);
}
