import { DegenerateDataError, InvalidParameterError, ShapeError } from '../errors.js';
import { createMatrix } from '../matrix.js';
import type { Matrix } from '../types.js';
import { requireOptions } from '../validation.js';
import { datesToDurations } from './dates-to-durations.js';
import {
  type CategoricalColumn,
  type FeatureColumn,
  type FeatureTable,
  type NumericColumn,
  requireTable,
} from './feature-table.js';
import { shortenTail } from './long-tail.js';
import {
  type CategoricalEncoding,
  type ColumnEncoding,
  type NumericEncoding,
  type Preprocessor,
  requirePreprocessor,
} from './preprocessor.js';
import { type EncodingOptions, preprocessorFrom, withDefaults } from './preprocessor-from-summaries.js';
import { summarise } from './summarise.js';

/** What is learned from a table, and how rows are encoded. */
export interface PreprocessorOptions extends EncodingOptions {
  /** A row's weight, adding up to 1e-100..1e100; 2 is the same as the row twice, 0 as no row. */
  sampleWeight?: Float64Array;
}

/** Rows encoded before moving on to the next ones: 256 rows of 30 columns stay in a first-level cache. */
const BLOCK_ROWS = 256;

/**
 * Learns imputation, scaling and levels from a table; dates are durations from the start. O(rows × columns).
 * @throws DegenerateDataError if the table has no rows or no column varies.
 * @throws InvalidParameterError or ShapeError, naming the column or option, for infinite values, broken tables and
 * options out of range.
 */
export function fitPreprocessor(table: FeatureTable, options: PreprocessorOptions = {}): Preprocessor {
  const { sampleWeight, ...encoding } = requireOptions(options);
  const { logLongTails, scaling } = withDefaults(encoding);
  const summaries = summarise(table, {
    ...(sampleWeight !== undefined && { sampleWeight }),
    tails: logLongTails,
    quartiles: scaling === 'robust',
  });
  if (table.rows < 1) throw new DegenerateDataError('table has 0 rows; it must have at least 1');
  return preprocessorFrom(summaries, encoding);
}

/**
 * Encodes a table row by row. Columns are found by name; others are ignored. Dates count back from the day
 * on which the table says the row was true, or else from the preprocessor's reference day.
 * Levels that training never saw become the rare ones' column, or zeros where there is none.
 * @throws ShapeError if a column is missing, InvalidParameterError if one is of the other kind or infinite.
 */
export function applyPreprocessor(preprocessor: Preprocessor, table: FeatureTable): Matrix {
  requirePreprocessor(preprocessor);
  requireTable(table);
  requireColumns(preprocessor, table);
  const X = createMatrix(table.rows, preprocessor.encodedNames.length);
  const { referenceDay } = preprocessor;
  const writers = columnWriters(preprocessor, referenceDay ? datesToDurations(table, referenceDay) : table);
  for (let from = 0; from < table.rows; from += BLOCK_ROWS) {
    const to = Math.min(from + BLOCK_ROWS, table.rows);
    for (const write of writers) write(X, from, to);
  }
  return X;
}

type ColumnWriter = (X: Matrix, from: number, to: number) => void;

function columnWriters(preprocessor: Preprocessor, table: FeatureTable): ColumnWriter[] {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  return preprocessor.columns.flatMap((encoding) => {
    if (encoding.kind === 'dropped') return [];
    const column = byName.get(encoding.name);
    return encoding.kind === 'numeric'
      ? numericWriter(encoding, column as NumericColumn)
      : categoricalWriter(encoding, column as CategoricalColumn);
  });
}

function requireColumns(preprocessor: Preprocessor, table: FeatureTable): void {
  const byName = new Map(table.columns.map((column) => [column.name, column]));
  for (const encoding of preprocessor.columns) {
    if (encoding.kind === 'dropped') continue;
    const { name } = encoding;
    const column = byName.get(name);
    if (!column) throw new ShapeError(`column "${name}" is not in the table; the preprocessor needs it`);
    const wanted = isDate(encoding) ? 'a date' : encoding.kind;
    const found = isDate(encoding) && isDate(column) ? 'a date' : column.kind;
    if (found !== wanted) {
      throw new InvalidParameterError(`column "${name}" is ${found}; it must be ${wanted}`);
    }
  }
}

function isDate(column: FeatureColumn | ColumnEncoding): boolean {
  return column.kind === 'numeric' && column.isDate === true;
}

function numericWriter(encoding: NumericEncoding, { values }: NumericColumn): ColumnWriter {
  const { valueAt, missingAt, fill, logUnit, center, scale } = encoding;
  const { low = Number.NEGATIVE_INFINITY, high = Number.POSITIVE_INFINITY } = encoding;
  const filled = (shortenTail(fill, logUnit) - center) / scale;
  return ({ data, columns }, from, to) => {
    for (let i = from; i < to; i++) {
      const value = values[i]!;
      const missing = Number.isNaN(value);
      const row = i * columns;
      if (valueAt >= 0) {
        const limited = Math.min(high, Math.max(low, value));
        data[row + valueAt] = missing ? filled : (shortenTail(limited, logUnit) - center) / scale;
      }
      if (missing && missingAt >= 0) data[row + missingAt] = 1;
    }
  };
}

function categoricalWriter(
  encoding: CategoricalEncoding,
  { codes, levels }: CategoricalColumn,
): ColumnWriter {
  const known = new Map(encoding.levels.map((level, i) => [level, encoding.levelAt[i]!]));
  const positionOfCode = Int32Array.from(levels, (level) => known.get(level) ?? encoding.unseenAt);
  const { first, missingAt, unit = 1 } = encoding;
  return ({ data, columns }, from, to) => {
    for (let i = from; i < to; i++) {
      const code = codes[i]!;
      const position = code < 0 ? missingAt : positionOfCode[code]!;
      if (position >= 0) data[i * columns + first + position] = unit;
    }
  };
}
