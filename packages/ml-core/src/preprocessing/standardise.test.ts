import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DegenerateDataError, InvalidParameterError } from '../errors.js';
import { createMatrix, matrixFromRows, takeColumns } from '../matrix.js';
import { standardise } from './standardise.js';

describe('standardise', () => {
  it('by hand: 1 and 3 become −1 and 1, and a constant column zeros', () => {
    const { X, means, scales } = standardise(
      matrixFromRows([
        [1, 5],
        [3, 5],
      ]),
    );
    expect([...X.data]).toEqual([-1, 0, 1, 0]);
    expect([...means]).toEqual([2, 5]);
    expect([...scales]).toEqual([1, 1]);
  });

  it('gives every column mean 0 and standard deviation 1, however far from 0 it lies', () => {
    const column = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 3, maxLength: 30 });
    fc.assert(
      fc.property(column, fc.constantFrom(0, 1e6), (values, offset) => {
        fc.pre(Math.max(...values) - Math.min(...values) > 1);
        const { X } = standardise(
          createMatrix(
            values.length,
            1,
            Float64Array.from(values, (v) => v + offset),
          ),
        );
        const { data } = takeColumns(X, [0]);
        expect(data.reduce((sum, v) => sum + v, 0) / data.length).toBeCloseTo(0, 6);
        expect(data.reduce((sum, v) => sum + v * v, 0) / data.length).toBeCloseTo(1, 6);
      }),
    );
  });

  it('refuses no rows, NaN and infinity by name', () => {
    expect(() => standardise(createMatrix(0, 2))).toThrow(DegenerateDataError);
    expect(() => standardise(matrixFromRows([[1], [Number.NaN]]))).toThrow('X is NaN at row 1, column 0');
    expect(() => standardise(matrixFromRows([[1], [Number.POSITIVE_INFINITY]]))).toThrow(
      InvalidParameterError,
    );
  });
});
