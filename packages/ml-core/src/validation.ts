import { DegenerateDataError, InvalidParameterError, ShapeError } from './errors.js';
import type { Matrix } from './matrix.js';

/** Refuses a value that is no integer in [least, most], naming it. */
export function requireInteger(
  name: string,
  value: number,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): void {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `${least}..${most}`;
    throw new InvalidParameterError(`${name} is ${value}; it must be an integer ${range}`);
  }
}

/** Refuses a value that is not finite and in [least, most], naming it. */
export function requireNumber(name: string, value: number, least: number, most = Number.MAX_VALUE): void {
  if (!Number.isFinite(value) || value < least || value > most) {
    const range = most === Number.MAX_VALUE ? `a number of at least ${least}` : `a number ${least}..${most}`;
    throw new InvalidParameterError(`${name} is ${value}; it must be ${range}`);
  }
}

/** Refuses an array whose length is not `expected`; `owner` is what it has to agree with. */
export function requireLength(name: string, length: number, owner: string, expected: number): void {
  if (length !== expected) throw new ShapeError(`${name} has ${length} values; ${owner} has ${expected}`);
}

/** Refuses NaN and infinity in an array, naming the first place. */
export function requireFinite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // NaN and both infinities are the only numbers whose difference with themselves is not 0.
    if (value - value !== 0) throw new InvalidParameterError(`${name}[${i}] is ${value}; it must be finite`);
  }
}

/** Refuses a matrix without rows or columns, or with too little data. What is in it is not looked at. */
export function requireMatrixShape(name: string, { rows, columns, data }: Matrix): void {
  if (rows < 1 || columns < 1) {
    throw new DegenerateDataError(
      `${name} is ${rows} × ${columns}; it must have at least one row and one column`,
    );
  }
  if (data.length !== rows * columns) {
    throw new ShapeError(`${name} has ${data.length} values; ${rows} × ${columns} needs ${rows * columns}`);
  }
}

/**
 * Refuses a matrix without rows or columns, with too little data, or with NaN or infinity in it.
 * @throws DegenerateDataError, ShapeError or InvalidParameterError, naming row and column.
 */
export function requireMatrix(name: string, X: Matrix): void {
  requireMatrixShape(name, X);
  const { columns, data } = X;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value - value !== 0) {
      const place = `row ${Math.floor(i / columns)}, column ${i % columns}`;
      throw new InvalidParameterError(`${name} is ${value} at ${place}; it must be finite`);
    }
  }
}

/**
 * Refuses a target that is not 0 and 1, of another length than X, or with one class only.
 * @returns how many are 1.
 */
export function requireBinaryTarget(y: ArrayLike<number>, rows: number): number {
  requireLength('y', y.length, 'X', rows);
  let positives = 0;
  for (let i = 0; i < y.length; i++) {
    const label = y[i]!;
    if (label !== 0 && label !== 1) throw new InvalidParameterError(`y[${i}] is ${label}; it must be 0 or 1`);
    positives += label;
  }
  if (positives === 0 || positives === y.length) {
    const only = positives === 0 ? 0 : 1;
    throw new DegenerateDataError(
      `y holds only the class ${only} in ${y.length} rows; it must hold both 0 and 1`,
    );
  }
  return positives;
}

/** Refuses weights of another length, negative, not finite, or adding up to 0. */
export function requireSampleWeight(sampleWeight: Float64Array, rows: number): void {
  requireLength('sampleWeight', sampleWeight.length, 'X', rows);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const weight = sampleWeight[i]!;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) requireNumber(`sampleWeight[${i}]`, weight, 0);
    total += weight;
  }
  if (total <= 0)
    throw new DegenerateDataError('sampleWeight adds up to 0; at least one row must weigh more');
}

/**
 * Refuses a matrix whose squares have turned out not to be finite, naming the cell if it is NaN or infinite itself.
 * For code that has met the trouble in passing and need not scan every matrix beforehand.
 */
export function refuseOverflow(name: string, X: Matrix): never {
  requireMatrix(name, X);
  throw new InvalidParameterError(
    `${name} has values whose squares overflow; bring its columns to a smaller unit`,
  );
}
