import { describe, expect, it } from 'vitest';
import { InvalidParameterError, ShapeError } from '../errors.js';
import { matrixFromRows } from '../matrix.js';
import { createRandom } from '../random.js';
import { completeRow, createDonorPool } from './donor-pool.js';

/** A number, and a level of three as columns of 0 and 1. */
const donors = matrixFromRows([
  [0, 1, 0, 0],
  [1, 1, 0, 0],
  [10, 0, 1, 0],
  [11, 0, 1, 0],
  [20, 0, 0, 1],
  [21, 0, 0, 1],
]);
const pool = createDonorPool(donors, Int32Array.of(0, 1, 1, 1), [1, 1]);
const rowsOf = ({ rows, columns, data }: ReturnType<typeof completeRow>) =>
  Array.from({ length: rows }, (_, i) => [...data.subarray(i * columns, (i + 1) * columns)]);

describe('a row that is completed', () => {
  it('keeps what is known of it and borrows the rest from those nearest in that', () => {
    const completed = completeRow(pool, Float64Array.of(12, 9, 9, 9), [true, false], { neighbours: 2 });
    expect(rowsOf(completed)).toEqual([
      [12, 0, 1, 0],
      [12, 0, 1, 0],
    ]);
  });

  it('borrows from the nearest of many first', () => {
    const random = createRandom(3);
    const rows = Array.from({ length: 500 }, (_, i) => [random.next(), i]);
    const many = createDonorPool(matrixFromRows(rows), Int32Array.of(0, 1), [1, 1]);
    const nearest = rows.toSorted(([a], [b]) => Math.abs(a! - 0.4) - Math.abs(b! - 0.4)).slice(0, 15);
    const completed = completeRow(many, Float64Array.of(0.4, 0), [true, false]);
    expect(rowsOf(completed).map(([, lent]) => lent)).toEqual(nearest.map(([, i]) => i));
  });

  it('borrows from all who are equally near', () => {
    const completed = completeRow(pool, Float64Array.of(99, 1, 0, 0), [false, true], { neighbours: 1 });
    expect(rowsOf(completed)).toEqual([
      [0, 1, 0, 0],
      [1, 1, 0, 0],
    ]);
  });

  it('borrows from some of all over if too many are equally near', () => {
    const completed = completeRow(pool, new Float64Array(4), [false, false], { neighbours: 1, most: 3 });
    expect(rowsOf(completed).map(([value]) => value)).toEqual([0, 10, 20]);
  });

  it('is every donor once if nothing is known', () => {
    expect(rowsOf(completeRow(pool, new Float64Array(4), [false, false]))).toEqual(rowsOf(donors));
  });

  it('is judged by relevance: what does not matter hardly counts', () => {
    const x = Float64Array.of(0, 0, 0, 1);
    const byLevel = createDonorPool(donors, Int32Array.of(0, 1, 1, 1), [0, 1]);
    const byNumber = createDonorPool(donors, Int32Array.of(0, 1, 1, 1), [1, -1]);
    const nearestOf = (its: typeof pool) => {
      const known = { ...its, X: matrixFromRows(rowsOf(its.X).map((row, i) => [...row, i])) };
      const marked = {
        ...known,
        sourceIndex: Int32Array.of(0, 1, 1, 1, 2),
        weights: Float64Array.of(...its.weights, 0),
      };
      return completeRow(marked, Float64Array.of(...x, 0), [true, true, false], { neighbours: 1 }).data[4];
    };
    expect(nearestOf(byLevel)).toBe(4);
    expect(nearestOf(byNumber)).toBe(0);
  });

  it('counts a column as much in any unit', () => {
    const far = createDonorPool(
      { ...donors, data: donors.data.map((value, at) => (at % 4 === 0 ? value * 1e6 : value)) },
      pool.sourceIndex,
      [1, 1],
    );
    expect(far.weights[0]! * 1e12).toBeCloseTo(pool.weights[0]!, 9);
    expect([...far.weights.subarray(1)]).toEqual([...pool.weights.subarray(1)]);
  });

  it('is refused if it does not fit, by name', () => {
    expect(() => completeRow(pool, new Float64Array(3), [true, true])).toThrow(ShapeError);
    expect(() => completeRow(pool, new Float64Array(4), [true, true], { neighbours: 0 })).toThrow(
      /neighbours is 0; it must be/,
    );
    expect(() => createDonorPool(matrixFromRows([[Number.NaN]]), Int32Array.of(0), [1])).toThrow(
      InvalidParameterError,
    );
    expect(() => createDonorPool(donors, Int32Array.of(0), [1])).toThrow(ShapeError);
  });
});
