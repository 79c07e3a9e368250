import { takeRows } from '@holdfast/ml-core';
import type { ClusterBatch, ResultSink, RowBatch } from '../../engine/index.js';
import { drawRows } from './draw-rows.js';
import type { FittedClusters } from './fit-source.js';

/** The number of rows to project: at most `sample`, including some of every cluster of every k. */
export interface ProjectionOptions {
  readonly sample: number;
  readonly seed: number;
}

/** Rows on the principal components, in random order so that every prefix is a sample. */
export interface ProjectionBatch extends RowBatch {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Sends the clusters of every row, with their assigned numbers. Returns how many rows. */
export function sendMemberships(
  { labelled: { rows, labelling }, orders }: FittedClusters,
  sink: ResultSink<ClusterBatch>,
): Promise<number> {
  return rows.send(labelling, (batch) => {
    const labels = batch.labels.map((label, i) => orders[i % orders.length]![label]!);
    return sink({ ...batch, labels });
  });
}

/** Sends a sample of rows on two components; if there is only one, y is 0. Returns how many. */
export async function sendProjection(
  { sweep, sample: { rows, rowNumbers }, encoded: { X, fits }, estimators }: FittedClusters,
  { sample, seed }: ProjectionOptions,
  sink: ResultSink<ProjectionBatch>,
): Promise<number> {
  const chosen = drawRows(rows, fits, sample, seed);
  const { columns, data } = estimators.transformPca(sweep.pca, takeRows(X, chosen));
  const batch: ProjectionBatch = {
    rows: Int32Array.from(chosen, (row) => rowNumbers[row]!),
    x: Float64Array.from(chosen, (_, i) => data[i * columns]!),
    y: Float64Array.from(chosen, (_, i) => (columns > 1 ? data[i * columns + 1]! : 0)),
  };
  await sink(batch);
  return chosen.length;
}
