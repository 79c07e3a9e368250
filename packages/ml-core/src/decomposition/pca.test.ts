import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { golden, goldenX } from '../cluster/clustering-golden.test-support.js';
import { DegenerateDataError, InvalidParameterError, ShapeError } from '../errors.js';
import { createMatrix, matrixFromRows, takeColumns } from '../matrix.js';
import { fitPca, transformPca } from './pca.js';

describe('fitPca', () => {
  it('finds the diagonal of points on a diagonal, with the variance worked out by hand', () => {
    const model = fitPca(
      matrixFromRows([
        [0, 0],
        [1, 1],
        [2, 2],
      ]),
    );
    expect([...model.mean]).toEqual([1, 1]);
    expect(model.components.data[0]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(model.components.data[1]).toBeCloseTo(Math.SQRT1_2, 12);
    expect(model.explainedVariance[0]).toBeCloseTo(2, 12);
    expect(model.explainedVarianceRatio[0]).toBeCloseTo(1, 12);
    expect(model.explainedVarianceRatio[1]).toBeCloseTo(0, 12);
  });

  it('agrees with scikit-learn in components, signs, variances and coordinates', () => {
    const { components, explainedVariance, explainedVarianceRatio, firstRows } = golden.pca;
    const model = fitPca(goldenX, { components: 3 });
    for (const [i, value] of components.flat().entries())
      expect(model.components.data[i]).toBeCloseTo(value, 9);
    for (const [i, value] of explainedVariance.entries()) {
      expect(model.explainedVariance[i]).toBeCloseTo(value, 9);
      expect(model.explainedVarianceRatio[i]).toBeCloseTo(explainedVarianceRatio[i]!, 10);
    }
    const projected = transformPca(model, goldenX);
    for (const [i, value] of firstRows.flat().entries()) expect(projected.data[i]).toBeCloseTo(value, 8);
  });

  it('has orthonormal components that lose nothing when all are kept', () => {
    const model = fitPca(goldenX, { components: 4 });
    const { data } = model.components;
    for (let a = 0; a < 4; a++) {
      for (let b = 0; b < 4; b++) {
        let dot = 0;
        for (let j = 0; j < 4; j++) dot += data[a * 4 + j]! * data[b * 4 + j]!;
        expect(dot).toBeCloseTo(a === b ? 1 : 0, 12);
      }
    }
    expect(model.explainedVarianceRatio.reduce((sum, ratio) => sum + ratio, 0)).toBeCloseTo(1, 12);
  });

  it('works on odd and even numbers of columns, far from zero as near to it', () => {
    for (const columns of [[0], [0, 1], [0, 1, 2]]) {
      const X = takeColumns(goldenX, columns);
      const far = createMatrix(
        X.rows,
        X.columns,
        X.data.map((value) => value + 1e7),
      );
      const near = fitPca(X, { components: columns.length });
      const moved = fitPca(far, { components: columns.length });
      for (const [i, value] of near.explainedVariance.entries()) {
        expect(moved.explainedVariance[i]! / value).toBeCloseTo(1, 6);
      }
    }
  });

  it('makes the largest entry of every component positive', () => {
    const rows = fc.array(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 }), {
      minLength: 4,
      maxLength: 30,
    });
    fc.assert(
      fc.property(rows, (values) => {
        fc.pre(values.some((row) => row.some((value, j) => value !== values[0]![j])));
        const { components } = fitPca(matrixFromRows(values), { components: 3 });
        for (let c = 0; c < 3; c++) {
          const entries = [...components.data.subarray(c * 3, c * 3 + 3)];
          expect(Math.max(...entries)).toBeGreaterThanOrEqual(
            Math.max(...entries.map(Math.abs)) * (1 - 1e-8),
          );
        }
      }),
      { seed: 1 },
    );
  });

  it('refuses one row, equal rows, too many components, NaN and overflow, each by name', () => {
    expect(() => fitPca(matrixFromRows([[1, 2]]))).toThrow(DegenerateDataError);
    expect(() =>
      fitPca(
        matrixFromRows([
          [1, 2],
          [1, 2],
        ]),
      ),
    ).toThrow(/all 2 rows of X are equal/);
    expect(() => fitPca(goldenX, { components: 5 })).toThrow(/components is 5; it must be an integer 1\.\.4/);
    expect(() =>
      fitPca(
        matrixFromRows([
          [1, 2],
          [Number.NaN, 3],
        ]),
      ),
    ).toThrow(/X is NaN at row 1, column 0/);
    expect(() =>
      fitPca(
        matrixFromRows([
          [1e200, 2],
          [0, 3],
        ]),
      ),
    ).toThrow(InvalidParameterError);
  });
});

describe('transformPca', () => {
  it('refuses other columns than those of the fit', () => {
    expect(() => transformPca(fitPca(goldenX), createMatrix(1, 3))).toThrow(ShapeError);
  });
});
