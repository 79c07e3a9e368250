import { createMatrix, type Matrix } from '@holdfast/ml-core';
import type { Labelling, SampledTable } from '../../engine/index.js';

/** The clusters that rows had before, of one k. */
export interface EarlierLabels {
  readonly k: number;
  /** One for each row of the sample. */
  readonly labels: Uint8Array;
}

/** The labels of a sample's rows under each model of a labelling, in the order of its rows. */
export async function labelsOf(sample: SampledTable, labelling: Labelling): Promise<EarlierLabels[]> {
  const { ks } = labelling;
  const labels = ks.map(() => new Uint8Array(sample.rows));
  let from = 0;
  await sample.send(labelling, async (batch) => {
    for (let i = 0; i < batch.labels.length; i++) {
      labels[i % ks.length]![from + Math.floor(i / ks.length)] = batch.labels[i]!;
    }
    from += batch.rows.length;
  });
  return ks.map((k, model) => ({ k, labels: labels[model]! }));
}

/**
 * Where the earlier clusters lie among the rows of X, whatever encoding they were found in: the mean of each. A k with a
 * cluster that has no rows left is absent.
 */
export function earlierCentroids(X: Matrix, earlier: readonly EarlierLabels[]): Matrix[] {
  return earlier.flatMap(({ k, labels }) => {
    const { rows, columns } = X;
    const centroids = createMatrix(k, columns);
    const sizes = new Float64Array(k);
    for (let row = 0; row < rows; row++) {
      const label = labels[row]!;
      sizes[label]!++;
      for (let j = 0; j < columns; j++) centroids.data[label * columns + j]! += X.data[row * columns + j]!;
    }
    if (sizes.includes(0)) return [];
    for (let i = 0; i < centroids.data.length; i++) centroids.data[i]! /= sizes[Math.floor(i / columns)]!;
    return [centroids];
  });
}
