import { DegenerateDataError, InvalidParameterError, ShapeError } from '../errors.js';
import { createMatrix } from '../matrix.js';
import type { Matrix } from '../types.js';
import {
  requireBoolean,
  requireInstance,
  requireInteger,
  requireModel,
  requireNumber,
  requireOneOf,
  requireOptions,
  requireSampleWeight,
} from '../validation.js';
import { datesToDurations, findReferenceDay, type ReferenceDay } from './dates-to-durations.js';
import {
  type CategoricalColumn,
  type FeatureColumn,
  type FeatureTable,
  type NumericColumn,
  requireTable,
} from './feature-table.js';
import { longTailUnit, shortenTail } from './long-tail.js';
import { fitOneHot, type OneHot } from './one-hot-encoder.js';
import { type PresentValues, presentValues } from './present-values.js';
import { type Imputation, imputations, imputedValue } from './simple-imputer.js';
import { fitScale, type Scaling, scalings } from './standard-scaler.js';

/** What is learned from a table, and how rows are encoded. */
export interface PreprocessorOptions {
  /** Default `standard`: mean 0, standard deviation 1. */
  scaling?: Scaling;
  /** Whether numbers with a long tail go through a logarithm first. Default false. */
  logLongTails?: boolean;
  /** What replaces a missing number. Default `median`. */
  imputation?: Imputation;
  /** Whether a column with gaps in training also gets an indicator of them. Default true. */
  missingIndicator?: boolean;
  /** Levels of an attribute that get a column of their own, 1..255. Default 30. */
  maxLevels?: number;
  /** A level under this share of the known rows, 0..1, counts as rare. Default 0.005. */
  minLevelShare?: number;
  /** A row's weight, adding up to 1e-100..1e100; 2 is the same as the row twice, 0 as no row. */
  sampleWeight?: Float64Array;
}

/** A number: imputed, its tail shortened, centred and scaled; beside it, where it was missing. */
export interface NumericEncoding {
  readonly kind: 'numeric';
  readonly name: string;
  /** Whether the number is a date, and what is encoded the days from it to the reference day. Default false. */
  readonly isDate?: boolean;
  /** Encoded column of the value; −1 if every known value is the same. */
  readonly valueAt: number;
  /** Encoded column that is 1 where the value is missing; −1 if there is none. */
  readonly missingAt: number;
  readonly fill: number;
  /** Unit of the logarithm, see `shortenTail`; 0 for none. */
  readonly logUnit: number;
  readonly center: number;
  readonly scale: number;
}

/** Levels as columns of 0 and 1, the first of them at `first`. */
export interface CategoricalEncoding extends OneHot {
  readonly kind: 'categorical';
  readonly name: string;
  readonly first: number;
}

/** An attribute that does not vary and is left out. */
export interface DroppedColumn {
  readonly kind: 'dropped';
  readonly name: string;
  readonly reason: 'constant' | 'allMissing';
}

/** How one attribute is encoded. */
export type ColumnEncoding = NumericEncoding | CategoricalEncoding | DroppedColumn;

/** What was learned from the training rows and is applied to every row afterwards. Plain data. */
export interface Preprocessor {
  readonly kind: 'preprocessor';
  readonly version: 1;
  /** One per original column, in the order of the table it was fitted on. */
  readonly columns: readonly ColumnEncoding[];
  readonly encodedNames: readonly string[];
  /** Encoded column → index in `columns`. */
  readonly sourceIndex: Int32Array;
  /** What dates count back from; absent where none is encoded. */
  readonly referenceDay?: ReferenceDay;
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
  const settings = withDefaults(requireOptions(options));
  requireTable(table);
  if (table.rows < 1) throw new DegenerateDataError('table has 0 rows; it must have at least 1');
  if (settings.sampleWeight !== undefined) requireSampleWeight(settings.sampleWeight, table.rows);

  const referenceDay = findReferenceDay(table, settings.sampleWeight);
  const columns: ColumnEncoding[] = [];
  const encodedNames: string[] = [];
  const sourceIndex: number[] = [];
  for (const [i, column] of datesToDurations(table, referenceDay).columns.entries()) {
    const first = encodedNames.length;
    const names: string[] = [];
    columns.push(
      column.kind === 'numeric'
        ? fitNumeric(column, settings, first, names, isDate(table.columns[i]!))
        : fitCategorical(column, settings, first, names),
    );
    for (const name of names) {
      encodedNames.push(name);
      sourceIndex.push(columns.length - 1);
    }
  }
  if (encodedNames.length === 0) {
    throw new DegenerateDataError(
      `none of ${columns.length} columns varies over ${table.rows} rows; at least 1 must`,
    );
  }
  return {
    kind: 'preprocessor',
    version: 1,
    columns,
    encodedNames,
    sourceIndex: Int32Array.from(sourceIndex),
    ...(referenceDay && columns.some(isDate) && { referenceDay }),
  };
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

/** Throws unless the value is a preprocessor. Its encodings are trusted. */
export function requirePreprocessor(preprocessor: Preprocessor): void {
  requireModel(preprocessor, 'preprocessor');
  requireInstance('preprocessor.columns', preprocessor.columns, Array);
  requireInstance('preprocessor.encodedNames', preprocessor.encodedNames, Array);
}

type Settings = Required<Omit<PreprocessorOptions, 'sampleWeight'>> & {
  sampleWeight: Float64Array | undefined;
};

function withDefaults(options: PreprocessorOptions): Settings {
  const { scaling = 'standard', logLongTails = false, imputation = 'median', sampleWeight } = options;
  const { missingIndicator = true, maxLevels = 30, minLevelShare = 0.005 } = options;
  requireOneOf('scaling', scaling, scalings);
  requireBoolean('logLongTails', logLongTails);
  requireOneOf('imputation', imputation, imputations);
  requireBoolean('missingIndicator', missingIndicator);
  requireInteger('maxLevels', maxLevels, 1, 255);
  requireNumber('minLevelShare', minLevelShare, 0, 1);
  return { scaling, logLongTails, imputation, missingIndicator, maxLevels, minLevelShare, sampleWeight };
}

function fitNumeric(
  column: NumericColumn,
  settings: Settings,
  first: number,
  names: string[],
  counted: boolean,
): NumericEncoding | DroppedColumn {
  const { name } = column;
  const present = presentValues(column.values, settings.sampleWeight);
  if (present.values.length === 0) return { kind: 'dropped', name, reason: 'allMissing' };
  const constant = present.values.every((value) => value === present.values[0]);
  const indicator = present.missingWeight > 0 && settings.missingIndicator;
  if (constant && !indicator) return { kind: 'dropped', name, reason: 'constant' };

  if (!constant) names.push(counted ? `${name} (days ago)` : name);
  if (indicator) names.push(`${name} (missing)`);
  const fill = constant ? present.values[0]! : imputedValue(present, settings.imputation);
  const logUnit = settings.logLongTails && !constant ? longTailUnit(present) : 0;
  const { center, scale } = fitScale(
    shortenTails(present, logUnit),
    shortenTail(fill, logUnit),
    settings.scaling,
  );
  if (!Number.isFinite(fill + center + scale)) {
    throw new InvalidParameterError(
      `column "${name}" has values too large to take their mean and spread; they must stay under 1e100`,
    );
  }
  return {
    kind: 'numeric',
    name,
    ...(counted && { isDate: true }),
    valueAt: constant ? -1 : first,
    missingAt: indicator ? first + (constant ? 0 : 1) : -1,
    fill,
    logUnit,
    center,
    scale,
  };
}

function shortenTails(present: PresentValues, unit: number): PresentValues {
  if (unit === 0) return present;
  return { ...present, values: present.values.map((value) => shortenTail(value, unit)) };
}

function fitCategorical(
  column: CategoricalColumn,
  settings: Settings,
  first: number,
  names: string[],
): CategoricalEncoding | DroppedColumn {
  const { name, codes } = column;
  const oneHot = fitOneHot(column, settings, settings.sampleWeight);
  if (!oneHot) {
    const reason = codes.every((code) => code < 0) ? 'allMissing' : 'constant';
    return { kind: 'dropped', name, reason };
  }
  for (const level of oneHot.names) names.push(`${name}=${level}`);
  return { kind: 'categorical', name, first, ...oneHot };
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
  const filled = (shortenTail(fill, logUnit) - center) / scale;
  return ({ data, columns }, from, to) => {
    for (let i = from; i < to; i++) {
      const value = values[i]!;
      const missing = Number.isNaN(value);
      const row = i * columns;
      if (valueAt >= 0)
        data[row + valueAt] = missing ? filled : (shortenTail(value, logUnit) - center) / scale;
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
  const { first, missingAt } = encoding;
  return ({ data, columns }, from, to) => {
    for (let i = from; i < to; i++) {
      const code = codes[i]!;
      const position = code < 0 ? missingAt : positionOfCode[code]!;
      if (position >= 0) data[i * columns + first + position] = 1;
    }
  };
}
