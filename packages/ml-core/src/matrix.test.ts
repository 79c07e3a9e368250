import { describe, expect, it } from 'vitest';
import { InvalidParameterError, ShapeError } from './errors.js';
import { createMatrix, matrixFromRows, takeColumns, takeRows } from './matrix.js';

const X = matrixFromRows([
  [1, 2, 3],
  [4, 5, 6],
]);

describe('Matrix', () => {
  it('lies row after row', () => {
    expect([...X.data]).toEqual([1, 2, 3, 4, 5, 6]);
    expect(X).toMatchObject({ rows: 2, columns: 3 });
  });

  it('starts at zero, or on the data that it is given', () => {
    expect([...createMatrix(1, 2).data]).toEqual([0, 0]);
    const data = Float64Array.of(1, 2);
    expect(createMatrix(2, 1, data).data).toBe(data);
  });

  it('takes rows in the order asked for, with repetition', () => {
    expect([...takeRows(X, [1, 0, 1]).data]).toEqual([4, 5, 6, 1, 2, 3, 4, 5, 6]);
  });

  it('takes columns in the order asked for', () => {
    expect([...takeColumns(X, [2, 0]).data]).toEqual([3, 1, 6, 4]);
  });

  it('may be empty', () => {
    expect(matrixFromRows([])).toMatchObject({ rows: 0, columns: 0 });
    expect(takeRows(X, [])).toMatchObject({ rows: 0, columns: 3 });
  });

  it('survives a structured clone', () => {
    expect(structuredClone(X)).toEqual(X);
  });

  it('refuses shapes that disagree, with both figures', () => {
    expect(() => createMatrix(2, 2, new Float64Array(3))).toThrow(ShapeError);
    expect(() => createMatrix(2, 2, new Float64Array(3))).toThrow('data has 3 values; 2 × 2 needs 4');
    expect(() => matrixFromRows([[1, 2], [3]])).toThrow('row 1 has 1 values; row 0 has 2');
    expect(() => createMatrix(-1, 2)).toThrow('rows is -1');
  });

  it('refuses an index outside', () => {
    expect(() => takeRows(X, [2])).toThrow(InvalidParameterError);
    expect(() => takeRows(X, [2])).toThrow('row index is 2; it must be 0..1');
    expect(() => takeColumns(X, [3])).toThrow('column index is 3; it must be 0..2');
  });
});
