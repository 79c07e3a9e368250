import { InvalidParameterError, ShapeError } from '../errors.js';

/** Numbers of one attribute; NaN says missing. Booleans are 0 and 1. */
export interface NumericColumn {
  readonly kind: 'numeric';
  readonly name: string;
  readonly values: Float64Array;
  /** Whether the numbers are days since 1970-01-01, which a preprocessor turns into durations. Default false. */
  readonly isDate?: boolean;
}

/** Levels of one attribute by their position in `levels`; −1 says missing. */
export interface CategoricalColumn {
  readonly kind: 'categorical';
  readonly name: string;
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

export type FeatureColumn = NumericColumn | CategoricalColumn;

/** Attributes side by side, before any encoding: what an import gives and what a preprocessor is fitted on. */
export interface FeatureTable {
  readonly rows: number;
  readonly columns: readonly FeatureColumn[];
  /** The day on which each row was true, from which its dates count back. Tells time, and is no attribute itself. */
  readonly observedOn?: NumericColumn;
}

/**
 * The rows at `indices`, in that order and with repetition, as a new table.
 * @throws InvalidParameterError if an index is outside 0..rows-1.
 */
export function takeTableRows(table: FeatureTable, indices: ArrayLike<number>): FeatureTable {
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
 * Refuses a table whose columns are of different lengths or share a name, numbers that are infinite, and codes
 * without a level. NaN and −1 pass: they say missing.
 * @throws ShapeError or InvalidParameterError, naming the column and the row.
 */
export function requireTable(table: FeatureTable): void {
  const names = new Set<string>();
  for (const column of table.observedOn ? [...table.columns, table.observedOn] : table.columns) {
    const { name } = column;
    if (names.has(name))
      throw new InvalidParameterError(`two columns are named "${name}"; names must differ`);
    names.add(name);
    const length = column.kind === 'numeric' ? column.values.length : column.codes.length;
    if (length !== table.rows) {
      throw new ShapeError(`column "${name}" has ${length} values; the table has ${table.rows} rows`);
    }
    if (column.kind === 'numeric') requireNotInfinite(column);
    else requireKnownCodes(column);
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
