import { countOverlap, createMatrix, type KMeansModel } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { type CountedClusters, numberClusters, renumber, renumberModel } from './number-clusters.js';

interface Labels {
  readonly k: number;
  readonly labels: readonly number[];
}

/** Counts clusters of the same rows, ascending in k. */
function count(fits: readonly Labels[], previous: readonly Labels[] = []): CountedClusters[] {
  return fits.map(({ k, labels }, i) => {
    const shared = (other?: Labels) =>
      other
        ? countOverlap({ previousLabels: other.labels, previousK: other.k, nextLabels: labels, nextK: k })
        : null;
    const sizes = Array.from({ length: k }, (_, c) => labels.filter((label) => label === c).length);
    const before = previous.find((candidate) => candidate.k === k);
    return { k, sizes, withPrevious: shared(before), withSmaller: shared(fits[i - 1]) };
  });
}

describe('cluster numbers', () => {
  it('start with the largest cluster', () => {
    const [two] = numberClusters(count([{ k: 2, labels: [0, 1, 1, 1] }]));
    expect(two!.order).toEqual([1, 0]);
    expect(two!.kept).toBeNull();
  });

  it('stay with their rows when a cluster splits, and the new one gets the free number', () => {
    const fits = [
      { k: 2, labels: [0, 0, 0, 0, 1, 1] },
      { k: 3, labels: [2, 2, 2, 1, 0, 0] },
    ];
    const [two, three] = numberClusters(count(fits));
    expect(two!.order).toEqual([0, 1]);
    expect(three!.order).toEqual([1, 2, 0]);
    expect(three!.parents).toEqual([0, 1, -1]);
  });

  it('follow the numbers of the smaller k, not the order in which its clusters were found', () => {
    const fits = [
      { k: 2, labels: [0, 1, 1, 1] },
      { k: 3, labels: [2, 0, 0, 1] },
    ];
    const [two, three] = numberClusters(count(fits));
    expect(two!.order).toEqual([1, 0]);
    expect(three!.order[2]).toBe(1);
    expect(three!.order[0]).toBe(0);
  });

  it('match the previous model of the same k', () => {
    const previous = [{ k: 2, labels: [0, 0, 0, 1] }];
    const [two] = numberClusters(count([{ k: 2, labels: [1, 1, 0, 0] }], previous));
    expect(two!.order).toEqual([1, 0]);
    expect(two!.continues).toEqual([0, 1]);
    expect(two!.kept).toBe(0.75);
  });

  it('are never assigned twice', () => {
    const fits = [
      { k: 2, labels: [0, 0, 1, 1] },
      { k: 3, labels: [0, 1, 2, 2] },
      { k: 4, labels: [0, 1, 2, 3] },
    ];
    for (const { order } of numberClusters(count(fits))) expect(new Set(order).size).toBe(order.length);
  });
});

describe('clusters under their numbers', () => {
  it('have all their figures in that order', () => {
    expect(renumber(['a', 'b', 'c'], [2, 0, 1])).toEqual(['b', 'c', 'a']);
    const centroids = createMatrix(3, 1, Float64Array.of(0, 10, 20));
    const model = { kind: 'kMeans', version: 1, k: 3, centroids } as KMeansModel;
    expect([...renumberModel(model, [2, 0, 1]).centroids.data]).toEqual([10, 20, 0]);
  });
});
