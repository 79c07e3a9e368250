import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidParameterError, ShapeError } from '../errors.js';
import { matrixFromRows } from '../matrix.js';
import { createRandom } from '../random.js';
import { alignClusters, countOverlap } from './align-clusters.js';
import { assignMost } from './assignment.js';

/** Labels of as many rows as each pair of (previous, next) is said to have. */
function labelsOf(pairs: [previous: number, next: number, rows: number][]) {
  return {
    previousLabels: pairs.flatMap(([previous, , rows]) => new Array<number>(rows).fill(previous)),
    nextLabels: pairs.flatMap(([, next, rows]) => new Array<number>(rows).fill(next)),
  };
}

describe('alignClusters', () => {
  it('finds the old names of clusters that only changed order', () => {
    const labels = labelsOf([
      [0, 2, 50],
      [1, 0, 30],
      [2, 1, 20],
      [2, 0, 2],
    ]);
    const alignment = alignClusters({ ...labels, previousK: 3, nextK: 3 });
    expect([...alignment.mapping]).toEqual([1, 2, 0]);
    expect(alignment.overlap).toEqual([30 / 32, 1, 1]);
    expect(alignment).toMatchObject({ split: [], merged: [], appeared: [], vanished: [] });
  });

  it('keeps the most rows in all, not the largest pair first', () => {
    const labels = labelsOf([
      [0, 0, 10],
      [0, 1, 9],
      [1, 0, 9],
    ]);
    expect([...alignClusters({ ...labels, previousK: 2, nextK: 2 }).mapping]).toEqual([1, 0]);
  });

  it('reports a split: the larger part keeps the name, the other appeared', () => {
    const labels = labelsOf([
      [0, 0, 60],
      [0, 2, 40],
      [1, 1, 50],
    ]);
    const alignment = alignClusters({ ...labels, previousK: 2, nextK: 3 });
    expect([...alignment.mapping]).toEqual([0, 1, -1]);
    expect(alignment.split).toEqual([{ previous: 0, into: [0, 2] }]);
    expect(alignment.appeared).toEqual([2]);
    expect(alignment.merged).toEqual([]);
  });

  it('reports a merger: the larger one continues, the other vanished', () => {
    const labels = labelsOf([
      [0, 0, 60],
      [1, 0, 40],
      [2, 1, 50],
    ]);
    const alignment = alignClusters({ ...labels, previousK: 3, nextK: 2 });
    expect([...alignment.mapping]).toEqual([0, 2]);
    expect(alignment.merged).toEqual([{ next: 0, from: [0, 1] }]);
    expect(alignment.vanished).toEqual([1]);
  });

  it('leaves rows out that only one of the two knows, and names a cluster of such rows new', () => {
    const labels = labelsOf([
      [0, 0, 10],
      [-1, 1, 99],
      [1, -1, 5],
    ]);
    const alignment = alignClusters({ ...labels, previousK: 2, nextK: 2 });
    expect([...alignment.mapping]).toEqual([0, -1]);
    expect(alignment).toMatchObject({ overlap: [1, 0], appeared: [1], vanished: [1] });
  });

  it('does not match clusters that share only a handful of rows', () => {
    const labels = labelsOf([
      [0, 0, 100],
      [1, 0, 97],
      [1, 1, 3],
      [2, 1, 50],
      [2, 2, 100],
    ]);
    const alignment = alignClusters({ ...labels, previousK: 3, nextK: 3 });
    expect([...alignment.mapping]).toEqual([0, -1, 2]);
    expect(alignment).toMatchObject({ appeared: [1], vanished: [1] });
  });

  it('refuses labels out of range and of different length', () => {
    const ok = { previousLabels: [0], nextLabels: [0], previousK: 1, nextK: 1 };
    expect(() => alignClusters({ ...ok, nextLabels: [1] })).toThrow(InvalidParameterError);
    expect(() => alignClusters({ ...ok, nextLabels: [0, 0] })).toThrow(ShapeError);
  });
});

describe('alignClusters by counts', () => {
  it('finds from shared rows what it finds from labels', () => {
    const random = createRandom(3);
    const draw = () => Int32Array.from({ length: 200 }, () => random.integer(5) - 1);
    const labels = { previousLabels: draw(), nextLabels: draw(), previousK: 4, nextK: 4 };
    expect(alignClusters({ overlap: countOverlap(labels) })).toEqual(alignClusters(labels));
  });
});

describe('alignClusters by centroids', () => {
  const align = (previous: number[][], next: number[][]) =>
    alignClusters({ previousCentroids: matrixFromRows(previous), nextCentroids: matrixFromRows(next) });
  const corners = [
    [0, 0],
    [10, 0],
    [0, 10],
  ];

  it('finds the old names of clusters that moved a little and changed places', () => {
    const alignment = align(corners, [
      [0, 9.25],
      [1.5, 0],
      [10, 0],
    ]);
    expect([...alignment.mapping]).toEqual([2, 0, 1]);
    expect(alignment.overlap.map((value) => value.toFixed(2))).toEqual(['0.90', '0.80', '1.00']);
    expect(alignment).toMatchObject({ split: [], merged: [], appeared: [], vanished: [] });
  });

  it('reports what split, merged, appeared and vanished', () => {
    const split = align(corners, [...corners.slice(1), [0, 2], [0.5, -1]]);
    expect([...split.mapping]).toEqual([1, 2, -1, 0]);
    expect(split.split).toEqual([{ previous: 0, into: [2, 3] }]);
    const merged = align(corners, [
      [4, 0],
      [0, 10],
    ]);
    expect([...merged.mapping]).toEqual([0, 2]);
    expect(merged.merged).toEqual([{ next: 0, from: [0, 1] }]);
    expect(merged.vanished).toEqual([1]);
    const moved = align(corners, [...corners.slice(1), [50, 50]]);
    expect(moved).toMatchObject({ appeared: [2], vanished: [0], split: [], merged: [] });
  });

  it('takes a single cluster for the same wherever it moved', () => {
    expect([...align([[0, 0]], [[99, 0]]).mapping]).toEqual([0]);
  });

  it('refuses centroids with different columns, and ones that are not finite', () => {
    expect(() => align(corners, [[1, 2, 3]])).toThrow(ShapeError);
    expect(() => align(corners, [[Number.NaN, 0]])).toThrow(InvalidParameterError);
  });
});

describe('assignMost', () => {
  it('pairs as well as trying every order does', () => {
    const table = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }))
      .chain(([rows, columns]) =>
        fc.array(fc.array(fc.nat(20), { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    fc.assert(
      fc.property(table, (values) => {
        const assigned = assignMost(values);
        const used = [...assigned].filter((column) => column >= 0);
        expect(new Set(used).size).toBe(used.length);
        expect(used.length).toBe(Math.min(values.length, values[0]!.length));
        const total = values.reduce((sum, row, i) => sum + (row[assigned[i]!] ?? 0), 0);
        expect(total).toBe(mostByTrying(values, 0, new Set()));
      }),
      { seed: 3 },
    );
  });
});

function mostByTrying(values: number[][], row: number, taken: Set<number>): number {
  if (row === values.length) return 0;
  let most = mostByTrying(values, row + 1, taken);
  for (const [column, value] of values[row]!.entries()) {
    if (taken.has(column)) continue;
    most = Math.max(most, value + mostByTrying(values, row + 1, new Set(taken).add(column)));
  }
  return most;
}
