import { DegenerateDataError, InvalidParameterError, ShapeError } from './errors.js';
import { showValue } from './show-value.js';
import type { Matrix, OnProgress, Pool, StopSignal } from './types.js';

/** The error for a wrong value: what it is and what it must be. */
function refusal(name: string, value: unknown, wanted: string): InvalidParameterError {
  return new InvalidParameterError(`${name} is ${showValue(value)}; it must be ${wanted}`);
}

/** Throws unless the value is an integer in [least, most]. */
export function requireInteger(
  name: string,
  value: number,
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): void {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `${least}..${most}`;
    throw refusal(name, value, `an integer ${range}`);
  }
}

/** Throws unless the value is finite and in [least, most]. */
export function requireNumber(name: string, value: number, least: number, most = Number.MAX_VALUE): void {
  if (!Number.isFinite(value) || value < least || value > most) {
    const range = most === Number.MAX_VALUE ? `of at least ${least}` : `${least}..${most}`;
    throw refusal(name, value, least === -Number.MAX_VALUE ? 'a finite number' : `a number ${range}`);
  }
}

/** Throws unless the value is one of `choices`. */
export function requireOneOf(name: string, value: unknown, choices: readonly string[]): void {
  if (!choices.includes(value as string)) {
    throw refusal(name, value, choices.map((choice) => JSON.stringify(choice)).join(' or '));
  }
}

/** Throws unless the value is a boolean: "false" and 1 are not. */
export function requireBoolean(name: string, value: boolean): void {
  if (typeof value !== 'boolean') throw refusal(name, value, 'true or false');
}

/** Throws unless the value is an object (options, a model, a table), and returns it, ready to destructure. */
export function requireObject<T>(name: string, value: T): T {
  if (typeof value !== 'object' || value === null) throw refusal(name, value, 'an object');
  return value;
}

/** Throws unless the options are an object with named fields, and returns them, ready to destructure. */
export function requireOptions<T extends object>(options: T): T {
  if (Array.isArray(options) || ArrayBuffer.isView(options)) throw refusal('options', options, 'an object');
  return requireObject('options', options);
}

/** Throws unless the value is a function. */
export function requireFunction(name: string, value: unknown): void {
  if (typeof value !== 'function') throw refusal(name, value, 'a function');
}

/** Throws unless the value is an instance of `type`. */
export function requireInstance(name: string, value: object, type: abstract new (...args: never) => object) {
  if (!(value instanceof type))
    throw refusal(name, value, `${/^[AEIOU]/.test(type.name) ? 'an' : 'a'} ${type.name}`);
}

/** Throws unless the model is of this kind. Its contents are not checked. */
export function requireModel(model: { readonly kind: string }, kind: string, name = 'model'): void {
  if (requireObject(name, model).kind !== kind) throw refusal(`${name}.kind`, model.kind, `"${kind}"`);
}

/** Throws unless the pool, signal and listener are what they should be. Each is optional. */
export function requireHooks(hooks: { pool?: Pool; signal?: StopSignal; onProgress?: OnProgress }): void {
  const { pool, signal, onProgress } = hooks;
  if (pool !== undefined) {
    requireFunction('pool.run', requireObject('pool', pool).run);
    requireInteger('pool.threads', pool.threads, 1);
  }
  if (signal !== undefined) requireObject('signal', signal);
  if (onProgress !== undefined) requireFunction('onProgress', onProgress);
}

/** Throws unless the value is an array or typed array of numbers. NaN is a number. */
export function requireNumbers(name: string, values: ArrayLike<number>): void {
  if (ArrayBuffer.isView(values) && !(values instanceof DataView) && typeof values[0] !== 'bigint') return;
  if (typeof values !== 'object' || values === null || !isCount(values.length)) {
    throw refusal(name, values, 'an array of numbers');
  }
  for (let i = 0; i < values.length; i++) {
    if (typeof values[i] !== 'number') throw refusal(`${name}[${i}]`, values[i], 'a number');
  }
}

/** Throws unless the value is an array of `expected` numbers; `owner` is what it has to agree with. */
export function requireLength(
  name: string,
  values: ArrayLike<number>,
  owner: string,
  expected: number,
): void {
  requireNumbers(name, values);
  if (values.length !== expected) {
    throw new ShapeError(`${name} has ${values.length} values; ${owner} has ${expected}`);
  }
}

/** Throws where an array holds NaN or infinity, naming the first place. */
export function requireFinite(name: string, values: ArrayLike<number>): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // NaN and both infinities are the only numbers whose difference with themselves is not 0.
    if (value - value !== 0) throw refusal(`${name}[${i}]`, value, 'finite');
  }
}

/** Throws unless X is a matrix with as many values as its shape says. It may have no rows or columns. */
export function requireMatrixData(name: string, X: Matrix): void {
  const { rows, columns, data } = requireObject(name, X);
  if (!isCount(rows)) throw refusal(`${name}.rows`, rows, 'an integer of at least 0');
  if (!isCount(columns)) throw refusal(`${name}.columns`, columns, 'an integer of at least 0');
  if (!(data instanceof Float64Array)) throw refusal(`${name}.data`, data, 'a Float64Array');
  if (data.length !== rows * columns) {
    throw new ShapeError(`${name} has ${data.length} values; ${rows} × ${columns} needs ${rows * columns}`);
  }
}

/** Throws unless X is a matrix with at least one row and one column. Its values are not checked. */
export function requireMatrixShape(name: string, X: Matrix): void {
  requireMatrixData(name, X);
  if (X.rows < 1 || X.columns < 1) {
    throw new DegenerateDataError(
      `${name} is ${X.rows} × ${X.columns}; it must have at least one row and one column`,
    );
  }
}

/**
 * Throws unless X is a matrix of finite values with at least one row and one column.
 * @throws DegenerateDataError, ShapeError or InvalidParameterError, naming row and column.
 */
export function requireMatrix(name: string, X: Matrix): void {
  requireMatrixShape(name, X);
  requireFiniteCells(name, X);
}

/** Throws unless X has as many columns as the model was fitted on. It may have no rows. */
export function requireColumns(X: Matrix, columns: number): void {
  requireMatrixData('X', X);
  if (X.columns !== columns) {
    throw new ShapeError(`X has ${X.columns} columns; the model was fitted on ${columns}`);
  }
}

/** Throws where a matrix holds NaN or infinity, naming row and column. */
export function requireFiniteCells(name: string, { columns, data }: Matrix): void {
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value - value !== 0) {
      const place = `row ${Math.floor(i / columns)}, column ${i % columns}`;
      throw new InvalidParameterError(`${name} is ${value} at ${place}; it must be finite`);
    }
  }
}

/**
 * Throws unless the target holds 0 and 1 only and is as long as its owner.
 * @returns how many are 1.
 */
export function requireLabels(y: ArrayLike<number>, rows: number, owner = 'X'): number {
  requireLength('y', y, owner, rows);
  let positives = 0;
  for (let i = 0; i < y.length; i++) {
    const label = y[i]!;
    if (label !== 0 && label !== 1) throw refusal(`y[${i}]`, label, '0 or 1');
    positives += label;
  }
  return positives;
}

/**
 * Throws unless the target is a Uint8Array that `requireBinaryTarget` accepts.
 * @returns how many are 1.
 */
export function requireTarget(y: Uint8Array, rows = y?.length, owner = 'X'): number {
  requireInstance('y', y, Uint8Array);
  return requireBinaryTarget(y, rows, owner);
}

/**
 * Throws unless the target holds both 0 and 1, nothing else, and is as long as its owner.
 * @returns how many are 1.
 */
export function requireBinaryTarget(y: ArrayLike<number>, rows: number, owner = 'X'): number {
  const positives = requireLabels(y, rows, owner);
  if (positives === 0 || positives === y.length) {
    const only = positives === 0 ? 0 : 1;
    throw new DegenerateDataError(
      `y holds only the class ${only} in ${y.length} rows; it must hold both 0 and 1`,
    );
  }
  return positives;
}

/** Beyond these sums of weights, weighted squares of ordinary numbers leave the range of float64. */
const LEAST_WEIGHT = 1e-100;
const MOST_WEIGHT = 1e100;

/** Throws unless there is one weight per row, each at least 0, adding up to 1e-100..1e100. */
export function requireSampleWeight(sampleWeight: Float64Array, rows: number): void {
  requireInstance('sampleWeight', sampleWeight, Float64Array);
  requireLength('sampleWeight', sampleWeight, 'X', rows);
  let total = 0;
  for (let i = 0; i < rows; i++) {
    const weight = sampleWeight[i]!;
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY)) requireNumber(`sampleWeight[${i}]`, weight, 0);
    total += weight;
  }
  if (total <= 0)
    throw new DegenerateDataError('sampleWeight adds up to 0; at least one weight must be above 0');
  requireNumber('the sum of sampleWeight', total, LEAST_WEIGHT, MOST_WEIGHT);
}

/**
 * Throws for a matrix whose squares turned out not to be finite, naming the cell if it is NaN or infinite itself. For
 * code that notices overflow while it computes and need not scan every matrix beforehand.
 */
export function refuseOverflow(name: string, X: Matrix): never {
  requireMatrix(name, X);
  throw new InvalidParameterError(
    `${name} has values whose squares overflow; bring its columns to a smaller unit`,
  );
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
