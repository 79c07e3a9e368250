import { InvalidParameterError, ShapeError } from '../errors.js';
import { showValue } from '../show-value.js';
import {
  requireInstance,
  requireInteger,
  requireNumbers,
  requireObject,
  requireOneOf,
} from '../validation.js';

/** Numbers of one attribute; NaN means missing. Booleans are 0 and 1. */
export interface NumericColumn {
  readonly kind: 'numeric';
  readonly name: string;
  readonly values: Float64Array;
  /** Whether the numbers are days since 1970-01-01, which a preprocessor turns into durations. Default false. */
  readonly isDate?: boolean;
}

/** Levels of one attribute by their position in `levels`; −1 means missing. */
export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly name: string;
  readonly codes: Int32Array;
  /** All different. */
  readonly levels: readonly string[];
}

/** One attribute of every row. */
export type FeatureColumn = NumericColumn | CategoricalColumn;

/** Attributes side by side, before any encoding: what a preprocessor is fitted on. */
export interface FeatureTable {
  readonly rows: number;
  readonly columns: readonly FeatureColumn[];
  /** The day on which each row was true, from which its dates count back. It is a point in time, not an attribute. */
  readonly observedOn?: NumericColumn;
}

/**
 * The rows at `indices`, in that order and with repetition, as a new table.
 * @throws InvalidParameterError if an index is outside 0..rows-1 or what is given is no table, ShapeError if its columns
 * are of different lengths. Their values are not checked.
 */
export function takeTableRows(table: FeatureTable, indices: ArrayLike<number>): FeatureTable {
  requireTableShape(table);
  requireNumbers('indices', indices);
  for (let i = 0; i < indices.length; i++) {
    const row = indices[i]!;
    if (!Number.isInteger(row) || row < 0 || row >= table.rows) {
      throw new InvalidParameterError(`row index is ${row}; it must be 0..${table.rows - 1}`);
    }
  }
  const numbers = (column: NumericColumn) => ({ ...column, values: take(column.values, indices) });
  const columns = table.columns.map((column): FeatureColumn => {
    return column.kind === 'numeric' ? numbers(column) : { ...column, codes: take(column.codes, indices) };
  });
  const { observedOn } = table;
  return { rows: indices.length, columns, ...(observedOn && { observedOn: numbers(observedOn) }) };
}

/**
 * Throws for a table whose columns differ in length or share a name, for infinite numbers, for codes without a level,
 * and for levels that are not text or occur twice. NaN and −1 are allowed: they mean missing. O(rows × columns).
 * @throws ShapeError or InvalidParameterError, naming the column and the row.
 */
export function requireTable(table: FeatureTable): void {
  requireTableShape(table);
  const names = new Set<string>();
  for (const column of columnsOf(table)) {
    const { name } = column;
    if (names.has(name))
      throw new InvalidParameterError(`two columns are named "${name}"; names must differ`);
    names.add(name);
    if (column.kind === 'numeric') {
      requireNotInfinite(column);
    } else {
      requireLevels(column);
      requireKnownCodes(column);
    }
  }
}

/**
 * The part of `requireTable` that checks no values: the argument is a table, and its columns have its length.
 * O(columns).
 */
export function requireTableShape(table: FeatureTable): void {
  const { rows, columns, observedOn } = requireObject('table', table);
  requireInteger('table.rows', rows, 0);
  requireInstance('table.columns', columns, Array);
  for (const [at, column] of columns.entries()) requireColumn(`table.columns[${at}]`, column, rows);
  if (observedOn === undefined) return;
  requireColumn('table.observedOn', observedOn, rows);
  requireOneOf('table.observedOn.kind', observedOn.kind, ['numeric']);
}

function requireColumn(place: string, column: FeatureColumn, rows: number): void {
  const { name } = requireObject(place, column);
  requireOneOf(`${place}.kind`, column.kind, ['numeric', 'categorical']);
  if (typeof name !== 'string') {
    throw new InvalidParameterError(`${place}.name is ${showValue(name)}; it must be a text`);
  }
  if (column.kind === 'numeric') {
    requireInstance(`column "${name}"`, column.values, Float64Array);
  } else {
    requireInstance(`column "${name}"`, column.codes, Int32Array);
    requireInstance(`levels of column "${name}"`, column.levels, Array);
  }
  const { length } = column.kind === 'numeric' ? column.values : column.codes;
  if (length !== rows) {
    throw new ShapeError(`column "${name}" has ${length} values; the table has ${rows} rows`);
  }
}

function columnsOf({ columns, observedOn }: FeatureTable): readonly FeatureColumn[] {
  return observedOn ? [...columns, observedOn] : columns;
}

function requireLevels({ name, levels }: CategoricalColumn): void {
  const known = new Set<string>();
  for (const level of levels) {
    if (typeof level !== 'string') {
      throw new InvalidParameterError(
        `column "${name}" has the level ${showValue(level)}; it must be a text`,
      );
    }
    if (known.has(level)) {
      throw new InvalidParameterError(
        `column "${name}" has the level ${showValue(level)} twice; levels must differ`,
      );
    }
    known.add(level);
  }
}

function requireNotInfinite({ name, values }: NumericColumn): void {
  for (let i = 0; i < values.length; i++) {
    if (Math.abs(values[i]!) === Number.POSITIVE_INFINITY) {
      throw new InvalidParameterError(
        `column "${name}" is ${values[i]} at row ${i}; it must be finite, or NaN for missing`,
      );
    }
  }
}

function requireKnownCodes({ name, codes, levels }: CategoricalColumn): void {
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    if (code < -1 || code >= levels.length) {
      throw new InvalidParameterError(
        `column "${name}" has code ${code} at row ${i}; it must be −1..${levels.length - 1}`,
      );
    }
  }
}

function take<T extends Float64Array | Int32Array>(values: T, indices: ArrayLike<number>): T {
  const taken = new (values.constructor as new (length: number) => T)(indices.length);
  for (let i = 0; i < indices.length; i++) taken[i] = values[indices[i]!]!;
  return taken;
}
