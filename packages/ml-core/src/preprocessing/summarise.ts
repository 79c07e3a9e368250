import {
  requireBoolean,
  requireInstance,
  requireInteger,
  requireLength,
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
import { shortenTail, sizeOfTail } from './long-tail.js';
import { type Moments, momentsOf } from './moments.js';
import { type PresentValues, presentValues, quantile } from './present-values.js';
import { requireSummaries } from './require-summaries.js';
import { type Quartiles, quartilesWith } from './standard-scaler.js';

/** Quartiles after the missing values have been filled in, by what they are filled with. */
export type FilledQuartiles = Readonly<Record<'median' | 'mean', Quartiles>>;

/** The same numbers after `shortenTail` in a unit of the median size of those that are not 0. */
export interface ShortenedTail extends Moments {
  readonly unit: number;
  readonly quartiles?: FilledQuartiles;
}

/** Where the known values of a column lie and how they are spread. */
export interface Measures extends Moments {
  readonly least: number;
  readonly most: number;
  readonly median: number;
  /** Only where asked for. */
  readonly quartiles?: FilledQuartiles;
  /** Only where asked for, and where not every value is the same. */
  readonly tail?: ShortenedTail;
}

/** A summary of a column of numbers; weights are counts where every row weighs 1. */
export interface NumericSummary {
  readonly kind: 'numeric';
  readonly name: string;
  readonly rows: number;
  readonly missing: number;
  /** Weight of the known values, and of the missing ones. */
  readonly weight: number;
  readonly missingWeight: number;
  /** Null where no value is known. */
  readonly values: Measures | null;
  /** For a date: the same for the days from it to the day on which the row was true. */
  readonly durations?: Measures & { readonly reference: ReferenceDay };
}

/** A summary of a column of levels. */
export interface CategoricalSummary {
  readonly kind: 'categorical';
  readonly name: string;
  readonly rows: number;
  readonly missing: number;
  readonly levels: readonly string[];
  /** The weight of each of `levels`. */
  readonly levelWeight: Float64Array;
  readonly missingWeight: number;
}

/** Everything needed to learn a column's encoding or to describe the column. Plain data. */
export type ColumnSummary = NumericSummary | CategoricalSummary;

/** What a summary holds in addition. */
export interface SummariseOptions {
  /** A row's weight; 2 is the same as the row twice, 0 as no row. */
  sampleWeight?: Float64Array;
  /** Whether to measure each column after a logarithm as well. Default false. */
  tails?: boolean;
  /** Whether to take quartiles, for robust scaling. Default false. */
  quartiles?: boolean;
  /** The day that dates count back from where a row does not say its own. Default: `findReferenceDay` of the table. */
  reference?: ReferenceDay;
  /**
   * The summaries of a sample of the rows that this table is a part of, with the same `tails`: medians and the units of
   * tails are taken from there, so that summaries of the parts can be combined. Default: those of the table.
   */
  like?: readonly ColumnSummary[];
}

/**
 * Summarises every column, as `preprocessorFrom` needs it to learn an encoding. O(rows × columns).
 * @throws ShapeError or InvalidParameterError for a broken table, naming the column
 */
export function summarise(table: FeatureTable, options: SummariseOptions = {}): ColumnSummary[] {
  const { sampleWeight, tails = false, quartiles = false } = requireOptions(options);
  requireTable(table);
  if (sampleWeight !== undefined) requireSampleWeight(sampleWeight, table.rows);
  requireBoolean('tails', tails);
  requireBoolean('quartiles', quartiles);
  if (options.like !== undefined) requireSummaries('like', options.like);
  const reference = options.reference ?? findReferenceDay(table, sampleWeight);
  const counted = datesToDurations(table, reference).columns;
  return table.columns.map((column, i) => {
    const like = numericOf(options.like?.[i]);
    const summary = summariseColumn(column, options, like?.values);
    if (summary.kind === 'categorical' || !reference || !isDate(column) || !summary.values) return summary;
    const { values } = summariseColumn(counted[i]!, options, like?.durations) as NumericSummary;
    return { ...summary, durations: { ...values!, reference } };
  });
}

/**
 * Summarises the rows of each group separately: dates as they are, without durations.
 * @param groups the group of each row, 0..count-1
 * @param count 1..65,536
 * @param like for each group the summaries of a sample of the rows that this table is a part of, see `SummariseOptions`
 * @returns for each group one summary per column
 * @throws ShapeError or InvalidParameterError for a broken table or a group out of range
 */
export function summariseGroups(
  table: FeatureTable,
  groups: ArrayLike<number>,
  count: number,
  like?: readonly (readonly ColumnSummary[])[],
): ColumnSummary[][] {
  requireTable(table);
  requireInteger('count', count, 1, 65_536);
  requireLength('groups', groups, 'table', table.rows);
  if (like !== undefined) {
    requireInstance('like', like, Array);
    for (const [group, summaries] of like.entries()) requireSummaries(`like[${group}]`, summaries);
  }
  const sizes = new Int32Array(count);
  for (let i = 0; i < groups.length; i++) {
    const group = groups[i]!;
    // Only then: naming a place costs more than all the rest.
    if (!(group >= 0 && group < count && group === Math.floor(group))) {
      requireInteger(`groups[${i}]`, group, 0, count - 1);
    }
    sizes[group]!++;
  }
  const columns = table.columns.map((column, i) =>
    splitColumn(column, groups, sizes).map((part, group) =>
      summariseColumn(part, {}, numericOf(like?.[group]?.[i])?.values),
    ),
  );
  return Array.from(sizes, (_, group) => columns.map((summaries) => summaries[group]!));
}

function summariseColumn(
  column: FeatureColumn,
  options: SummariseOptions = {},
  like?: Measures | null,
): ColumnSummary {
  return column.kind === 'numeric'
    ? summariseNumbers(column, options, like)
    : summariseLevels(column, options);
}

function numericOf(summary: ColumnSummary | undefined): NumericSummary | undefined {
  return summary?.kind === 'numeric' ? summary : undefined;
}

function isDate(column: FeatureColumn): boolean {
  return column.kind === 'numeric' && column.isDate === true;
}

function summariseNumbers(
  { name, values }: NumericColumn,
  options: SummariseOptions,
  like?: Measures | null,
): NumericSummary {
  const present = presentValues(values, options.sampleWeight);
  return {
    kind: 'numeric',
    name,
    rows: values.length,
    missing: options.sampleWeight ? countMissing(values) : present.missingWeight,
    weight: present.weight,
    missingWeight: present.missingWeight,
    values: present.values.length === 0 ? null : measure(present, options, like),
  };
}

function countMissing(values: Float64Array): number {
  let missing = 0;
  for (let i = 0; i < values.length; i++) if (Number.isNaN(values[i]!)) missing++;
  return missing;
}

function measure(
  present: PresentValues,
  { tails = false, quartiles = false }: SummariseOptions,
  like?: Measures | null,
): Measures {
  const { values, weights } = present;
  let least = values[0]!;
  let most = least;
  for (let i = 1; i < values.length; i++) {
    const value = values[i]!;
    if (value < least) least = value;
    else if (value > most) most = value;
  }
  const constant = least === most;
  const moments = momentsOf(values, weights);
  const median = like ? like.median : constant ? least : quantile(present, 0.5);
  const mean = constant ? least : moments.mean;
  const filled = (unit: number): FilledQuartiles => {
    const shortened = shortenAll(present, unit);
    return {
      median: quartilesWith(shortened, shortenTail(median, unit)),
      mean: quartilesWith(shortened, shortenTail(mean, unit)),
    };
  };
  return {
    ...moments,
    least,
    most,
    median,
    ...(quartiles && { quartiles: filled(0) }),
    ...(tails &&
      (like ? like.tail : !constant) && {
        tail: measureTail(present, like?.tail?.unit ?? sizeOfTail(present), quartiles ? filled : undefined),
      }),
  };
}

function measureTail(
  present: PresentValues,
  unit: number,
  filled?: (unit: number) => FilledQuartiles,
): ShortenedTail {
  const shortened = shortenAll(present, unit);
  return {
    unit,
    ...momentsOf(shortened.values, shortened.weights),
    ...(filled && { quartiles: filled(unit) }),
  };
}

function shortenAll(present: PresentValues, unit: number): PresentValues {
  if (unit === 0) return present;
  return { ...present, values: present.values.map((value) => shortenTail(value, unit)) };
}

function summariseLevels(
  { name, codes, levels }: CategoricalColumn,
  { sampleWeight }: SummariseOptions,
): CategoricalSummary {
  const levelWeight = new Float64Array(levels.length);
  let missing = 0;
  let missingWeight = 0;
  for (let i = 0; i < codes.length; i++) {
    const weight = sampleWeight ? sampleWeight[i]! : 1;
    const code = codes[i]!;
    if (code >= 0) levelWeight[code]! += weight;
    else {
      missing++;
      missingWeight += weight;
    }
  }
  return { kind: 'categorical', name, rows: codes.length, missing, levels, levelWeight, missingWeight };
}

/** Splits the column's values into one column per group, keeping their order. */
function splitColumn(column: FeatureColumn, groups: ArrayLike<number>, sizes: Int32Array): FeatureColumn[] {
  const next = new Int32Array(sizes.length);
  const cells = column.kind === 'numeric' ? column.values : column.codes;
  const parts = Array.from(sizes, (size) =>
    cells instanceof Float64Array ? new Float64Array(size) : new Int32Array(size),
  );
  for (let i = 0; i < cells.length; i++) parts[groups[i]!]![next[groups[i]!]!++] = cells[i]!;
  return parts.map((part) =>
    part instanceof Float64Array
      ? { ...(column as NumericColumn), values: part }
      : { ...(column as CategoricalColumn), codes: part },
  );
}
