import { countAtMost } from '../binary-search.js';
import {
  type CategoricalColumn,
  type FeatureColumn,
  type FeatureTable,
  type NumericColumn,
  requireTable,
} from '../preprocessing/feature-table.js';

/** How the numbers of a column were spread: the rows below the first cut, between neighbouring cuts, and from the last up. */
export interface NumericProfile {
  readonly kind: 'numeric';
  readonly name: string;
  readonly rows: number;
  readonly missing: number;
  /** Ascending, none twice: every value where there are few, else twentieths of the rows. */
  readonly cuts: readonly number[];
  /** One more than cuts. */
  readonly counts: readonly number[];
  /** Null without any number. */
  readonly median: number | null;
}

/** How often the levels of a column occurred. */
export interface CategoricalProfile {
  readonly kind: 'categorical';
  readonly name: string;
  readonly rows: number;
  readonly missing: number;
  /** The most frequent first, at most 100; none that fewer than 5 rows have, so that it tells of nobody in particular. */
  readonly levels: readonly string[];
  /** One per level. */
  readonly counts: readonly number[];
  /** Rows with any other level. */
  readonly others: number;
  /** How many rows the most frequent of those has. */
  readonly mostOthers: number;
}

/** What is remembered of a column of a table, in a few hundred bytes of plain data. */
export type ColumnProfile = NumericProfile | CategoricalProfile;

const BINS = 20;
const MOST_LEVELS = 100;
/** A level of fewer rows is not remembered by its name. */
export const LEAST_NAMED = 5;

/**
 * Sums a table up so that a later one can be compared with it when its rows are gone. Dates are days since 1970-01-01.
 * O(rows log rows) per column.
 * @throws ShapeError or InvalidParameterError, naming the column
 */
export function profileTable(table: FeatureTable): ColumnProfile[] {
  requireTable(table);
  return table.columns.map((column) =>
    column.kind === 'numeric' ? profileNumbers(column) : profileLevels(column),
  );
}

/** The counts of a column in the cells of a profile: the missing first, then bins or levels, then any other level. */
export function countCells(profile: ColumnProfile, column: FeatureColumn): Float64Array {
  return column.kind === 'numeric'
    ? countNumbers(profile as NumericProfile, column)
    : countLevels(profile as CategoricalProfile, column);
}

/** The counts of the profile itself, in the same cells. */
export function cellsOf(profile: ColumnProfile): Float64Array {
  const { missing, counts } = profile;
  return Float64Array.of(missing, ...counts, ...(profile.kind === 'categorical' ? [profile.others] : []));
}

/** The median of the known values; null without any. */
export function medianOf(values: Float64Array): number | null {
  const known = values.filter((value) => !Number.isNaN(value)).sort();
  if (known.length === 0) return null;
  const half = known.length >> 1;
  return known.length % 2 === 1 ? known[half]! : known[half - 1]! / 2 + known[half]! / 2;
}

function profileNumbers(column: NumericColumn): NumericProfile {
  const known = column.values.filter((value) => !Number.isNaN(value)).sort();
  const cuts = cutsOf(known);
  const bare = { kind: 'numeric', name: column.name, rows: column.values.length, cuts } as const;
  const [missing, ...counts] = countNumbers(bare, column);
  return { ...bare, missing: missing!, counts, median: medianOf(known) };
}

function cutsOf(sorted: Float64Array): number[] {
  const distinct = new Set<number>();
  for (let i = 0; i < sorted.length && distinct.size <= BINS; i++) distinct.add(sorted[i]!);
  if (distinct.size <= BINS) return [...distinct];
  const quantiles = Array.from({ length: BINS - 1 }, (_, i) => {
    return sorted[Math.floor(((i + 1) * sorted.length) / BINS)]!;
  });
  return [...new Set(quantiles)];
}

function countNumbers({ cuts }: Pick<NumericProfile, 'cuts'>, { values }: NumericColumn): Float64Array {
  const counts = new Float64Array(cuts.length + 2);
  const edges = Float64Array.from(cuts);
  for (const value of values) counts[Number.isNaN(value) ? 0 : 1 + countAtMost(edges, value)]!++;
  return counts;
}

function profileLevels(column: CategoricalColumn): CategoricalProfile {
  const { name, codes, levels } = column;
  const counts = new Float64Array(levels.length);
  let missing = 0;
  for (const code of codes) {
    if (code < 0) missing++;
    else counts[code]!++;
  }
  const ordered = [...levels.keys()].sort((a, b) => counts[b]! - counts[a]! || a - b);
  const kept = ordered.slice(0, MOST_LEVELS).filter((code) => counts[code]! >= LEAST_NAMED);
  const covered = kept.reduce((sum, code) => sum + counts[code]!, 0);
  return {
    kind: 'categorical',
    name,
    rows: codes.length,
    missing,
    levels: kept.map((code) => levels[code]!),
    counts: kept.map((code) => counts[code]!),
    others: codes.length - missing - covered,
    mostOthers: kept.length < ordered.length ? counts[ordered[kept.length]!]! : 0,
  };
}

function countLevels({ levels }: CategoricalProfile, column: CategoricalColumn): Float64Array {
  const cellOf = new Map(levels.map((level, i) => [level, i + 1]));
  const cells = column.levels.map((level) => cellOf.get(level) ?? levels.length + 1);
  const counts = new Float64Array(levels.length + 2);
  for (const code of column.codes) counts[code < 0 ? 0 : cells[code]!]!++;
  return counts;
}
