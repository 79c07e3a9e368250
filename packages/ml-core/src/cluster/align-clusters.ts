import { createMatrix, type Matrix } from '../matrix.js';
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
import { MAX_CLUSTERS } from './k-means-range.js';

/** Two clusterings of rows that both know; -1 in either says that it does not know the row. */
export interface AlignmentInput {
  readonly previousLabels: ArrayLike<number>;
  readonly nextLabels: ArrayLike<number>;
  /** Both 1..254. */
  readonly previousK: number;
  readonly nextK: number;
}

/** Two clusterings of the same rows by how many of them they share, for whoever counts better than it sends labels. */
export interface OverlapInput {
  /** nextK × previousK, both 1..254: rows that are in the one cluster and in the other. See `countOverlap`. */
  readonly overlap: Matrix;
}

/** Which cluster goes on as which. */
export interface ClusterAlignment {
  /** next → previous, one to one, or -1. */
  readonly mapping: Int32Array;
  /**
   * For each next cluster the share of its known rows that were in the previous cluster it is mapped to; by centroids its
   * closeness to that one, 0..1.
   */
  readonly overlap: number[];
  /** Previous clusters of which several next ones took a quarter or more each, or which several lie closest to. */
  readonly split: { readonly previous: number; readonly into: number[] }[];
  /** Next clusters that took more than half of several previous ones, or lie closest to several. */
  readonly merged: { readonly next: number; readonly from: number[] }[];
  /** Next clusters that go on from none. */
  readonly appeared: number[];
  /** Previous clusters that none goes on from. */
  readonly vanished: number[];
}

const SPLIT_SHARE = 0.25;
const MERGED_SHARE = 0.5;
/** Two clusters are never the same if they share less than this of the smaller one. */
const RELATED = 0.1;

/**
 * Finds which new cluster is which old one: the one-to-one matching under which the most rows keep their cluster
 * (optimal assignment), so that a name can stay with its rows over a refit; for clusterings without common rows, the one
 * under which centroids move the least. O(rows + k³).
 * @throws ShapeError if the labels differ in length or the centroids in columns, InvalidParameterError for a label outside
 * -1..k-1 and for centroids that are not finite.
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
