import { InvalidParameterError, ShapeError } from './errors.js';
import { showValue } from './show-value.js';
import type { Matrix } from './types.js';
import {
  requireInstance,
  requireLength,
  requireMatrixData,
  requireNumbers,
  requireObject,
} from './validation.js';

/** The most values of a matrix: 32 GiB. */
const MOST_VALUES = 2 ** 32;

/**
 * Makes a matrix over `data`, or of zeros. The data is not copied.
 * @throws ShapeError if `data` does not have rows × columns values, or these are more than 2³² or than memory holds;
 * InvalidParameterError for rows or columns that are not integers of at least 0.
 */
export function createMatrix(rows: number, columns: number, data?: Float64Array): Matrix {
  requireCount('rows', rows);
  requireCount('columns', columns);
  if (data === undefined) return { rows, columns, data: allocate(rows, columns) };
  requireInstance('data', data, Float64Array);
  if (data.length !== rows * columns) {
    throw new ShapeError(`data has ${data.length} values; ${rows} × ${columns} needs ${rows * columns}`);
  }
  return { rows, columns, data };
}

function allocate(rows: number, columns: number): Float64Array {
  const values = rows * columns;
  if (values > MOST_VALUES) {
    throw new ShapeError(
      `${rows} rows × ${columns} columns are ${values} values; at most ${MOST_VALUES} fit`,
    );
  }
  try {
    return new Float64Array(values);
  } catch {
    throw new ShapeError(
      `${rows} rows × ${columns} columns are ${8 * values} bytes, more than there is memory left`,
    );
  }
}

/**
 * Copies arrays of numbers, one per row, into a matrix. Without rows the matrix is 0 × 0.
 * @throws ShapeError if the rows differ in length, InvalidParameterError for anything that is not a number.
 */
export function matrixFromRows(rows: ArrayLike<ArrayLike<number>>): Matrix {
  requireCount('rows.length', requireObject('rows', rows).length);
  if (rows.length > 0) requireNumbers('row 0', rows[0]!);
  const columns = rows.length === 0 ? 0 : rows[0]!.length;
  const matrix = createMatrix(rows.length, columns);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    requireLength(`row ${i}`, row, 'row 0', columns);
    matrix.data.set(row, i * columns);
  }
  return matrix;
}

/**
 * The rows at `indices`, in that order and with repetition, as a new matrix.
 * @throws InvalidParameterError if an index is outside 0..rows-1, ShapeError if X does not have the shape that it
 * claims.
 */
export function takeRows(X: Matrix, indices: ArrayLike<number>): Matrix {
  requireMatrixData('X', X);
  requireNumbers('indices', indices);
  const { columns, data } = X;
  const taken = createMatrix(indices.length, columns);
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i]!;
    requireIndex('row', row, X.rows);
    const from = row * columns;
    const to = i * columns;
    for (let j = 0; j < columns; j++) taken.data[to + j] = data[from + j]!;
  }
  return taken;
}

/**
 * The columns at `indices`, in that order, as a new matrix.
 * @throws InvalidParameterError if an index is outside 0..columns-1, ShapeError if X does not have the shape that it
 * claims.
 */
export function takeColumns(X: Matrix, indices: ArrayLike<number>): Matrix {
  requireMatrixData('X', X);
  requireNumbers('indices', indices);
  const { rows, columns, data } = X;
  const width = indices.length;
  for (let j = 0; j < width; j++) requireIndex('column', indices[j]!, columns);
  const taken = createMatrix(rows, width);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < width; j++) taken.data[i * width + j] = data[i * columns + indices[j]!]!;
  }
  return taken;
}

function requireCount(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InvalidParameterError(`${name} is ${showValue(value)}; it must be an integer of at least 0`);
  }
}

function requireIndex(name: string, index: number, length: number): void {
  if (!Number.isInteger(index) || index < 0 || index >= length) {
    throw new InvalidParameterError(`${name} index is ${index}; it must be 0..${length - 1}`);
  }
}
