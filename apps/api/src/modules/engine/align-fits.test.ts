import { createMatrix, type KMeansModel } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { alignFits, type LabelledModel } from './align-fits.js';

/** A model whose centroid c is [10·c] for the original number c, so that renumbering shows. */
function fit(k: number, labels: number[]): LabelledModel {
  const centroids = createMatrix(
    k,
    1,
    Float64Array.from({ length: k }, (_, c) => 10 * c),
  );
  const model = {
    kind: 'kMeans',
    version: 1,
    k,
    centroids,
    inertia: 0,
    iterations: 1,
    seed: 0,
  } as KMeansModel;
  return { k, model, labels: Uint8Array.from(labels) };
}

describe('cluster numbers', () => {
  it('start with the largest cluster', () => {
    const [two] = alignFits([fit(2, [0, 1, 1, 1])], []);
    expect([...two!.labels]).toEqual([1, 0, 0, 0]);
    expect([...two!.model.centroids.data]).toEqual([10, 0]);
    expect(two!.kept).toBeNull();
  });

  it('stay with their rows when a cluster splits, and the new one gets the free number', () => {
    const [two, three] = alignFits([fit(2, [0, 0, 0, 0, 1, 1]), fit(3, [2, 2, 2, 1, 0, 0])], []);
    expect([...two!.labels]).toEqual([0, 0, 0, 0, 1, 1]);
    expect([...three!.labels]).toEqual([0, 0, 0, 2, 1, 1]);
    expect(three!.parents).toEqual([0, 1, -1]);
    expect([...three!.model.centroids.data]).toEqual([20, 0, 10]);
  });

  it('are those of the previous model of the same k', () => {
    const previous = fit(2, [0, 0, 0, 1]);
    const [two] = alignFits([fit(2, [1, 1, 0, 0])], [previous]);
    expect([...two!.labels]).toEqual([0, 0, 1, 1]);
    expect(two!.continues).toEqual([0, 1]);
    expect(two!.kept).toBe(0.75);
  });

  it('are never given twice', () => {
    const aligned = alignFits([fit(2, [0, 0, 1, 1]), fit(3, [0, 1, 2, 2]), fit(4, [0, 1, 2, 3])], []);
    for (const { k, labels } of aligned) expect(new Set(labels).size).toBe(k);
  });
});
