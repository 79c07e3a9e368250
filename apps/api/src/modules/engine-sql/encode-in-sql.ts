import type { KMeansModel, Preprocessor } from '@holdfast/ml-core';
import { shorten } from './measure-columns.js';
import { double, type SqlDialect } from './sql-tables.js';

/** How the expressions of an encoding find what they are about. */
export interface EncodedRelation {
  readonly dialect: SqlDialect;
  /** The column of the relation that has the values of an original one. */
  column(name: string): string;
  /** The day that a row's dates count back from, where it may not say its own. */
  day(otherwise: number): string;
}

/** An expression for some neighbouring cells of a row of X. */
export interface EncodedCells {
  readonly sql: string;
  /** Their number: 1 for a number; a category's expression is the place of its cell that is 1, or -1 if none is. */
  readonly width: number;
  readonly isPlace: boolean;
  /** What that cell has instead of 1. */
  readonly unit: number;
}

/** A row of X as ml-core's `applyPreprocessor` computes it, in the order of its cells. */
export function encodeInSql(
  { columns, referenceDay }: Preprocessor,
  { dialect, column, day }: EncodedRelation,
): EncodedCells[] {
  return columns.flatMap((encoding): EncodedCells[] => {
    if (encoding.kind === 'dropped') return [];
    const cell = column(encoding.name);
    if (encoding.kind === 'categorical') {
      const { levels, levelAt, missingAt, unseenAt, names, unit = 1 } = encoding;
      const known = levels.map((level, i) => `when ${cell} = ${dialect.text(level)} then ${levelAt[i]}`);
      const sql = `case when ${cell} is null then ${missingAt} ${known.join(' ')} else ${unseenAt} end`;
      return names.length === 0 ? [] : [{ sql, width: names.length, isPlace: true, unit }];
    }
    const { low, high, isDate, fill, logUnit, center, scale, valueAt, missingAt } = encoding;
    const limited =
      low === undefined
        ? cell
        : `case when ${cell} is not null then least(greatest(${cell}, ${double(low)}), ${double(high!)}) end`;
    const value = isDate ? `${day(referenceDay!.day)} - ${cell}` : limited;
    const filled = `coalesce(${value}, ${double(fill)})`;
    const shortened = logUnit === 0 ? filled : shorten(filled, double(logUnit));
    const scaled = `(${shortened} - ${double(center)}) / ${double(scale)}`;
    const missing = `case when ${cell} is null then 1e0 else 0e0 end`;
    return [...(valueAt >= 0 ? [scaled] : []), ...(missingAt >= 0 ? [missing] : [])].map((sql) => ({
      sql,
      width: 1,
      isPlace: false,
      unit: 1,
    }));
  });
}

/**
 * The squared distances of a row of X to each centroid. Of a category it takes one look-up, however many cells it has.
 * @param cells of the row
 * @param names the columns that hold them
 */
export function distancesInSql(
  { k, centroids: { columns, data } }: KMeansModel,
  cells: readonly EncodedCells[],
  names: readonly string[],
  { pick }: SqlDialect,
): string[] {
  return Array.from({ length: k }, (_, c) => {
    let at = c * columns;
    const parts = cells.map(({ width, isPlace, unit }, j) => {
      const centroid = data.subarray(at, at + width);
      at += width;
      if (!isPlace) return `pow(${names[j]} - ${double(centroid[0]!)}, 2)`;
      const byPlace = Array.from({ length: width + 1 }, (_, place) =>
        centroid.reduce((sum, value, i) => sum + ((i === place - 1 ? unit : 0) - value) ** 2, 0),
      );
      return pick(byPlace.map(double), `${names[j]} + 1`);
    });
    return parts.join(' + ');
  });
}
