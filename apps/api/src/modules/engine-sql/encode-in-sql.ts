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

/** The cells of a row of X, as ml-core's `applyPreprocessor` computes them. */
export function encodeInSql(
  { columns, referenceDay }: Preprocessor,
  { dialect, column, day }: EncodedRelation,
): string[] {
  return columns.flatMap((encoding) => {
    if (encoding.kind === 'dropped') return [];
    const cell = column(encoding.name);
    if (encoding.kind === 'categorical') {
      const { levels, levelAt, missingAt, unseenAt, names } = encoding;
      const known = levels.map((level, i) => `when ${dialect.text(level)} then ${levelAt[i]}`);
      const seen = known.length === 0 ? unseenAt : `case ${cell} ${known.join(' ')} else ${unseenAt} end`;
      const place = `case when ${cell} is null then ${missingAt} else ${seen} end`;
      return names.map((_, position) => `case when ${place} = ${position} then 1e0 else 0e0 end`);
    }
    const { low, high, isDate, fill, logUnit, center, scale, valueAt, missingAt } = encoding;
    const limited =
      low === undefined
        ? cell
        : `case when ${cell} is not null then least(greatest(${cell}, ${double(low)}), ${double(high!)}) end`;
    const value = isDate ? `${day(referenceDay!.day)} - ${cell}` : limited;
    const filled = `coalesce(${value}, ${double(fill)})`;
    const shortened = logUnit === 0 ? filled : shorten(filled, double(logUnit));
    const missing = `case when ${cell} is null then 1e0 else 0e0 end`;
    return [
      ...(valueAt >= 0 ? [`(${shortened} - ${double(center)}) / ${double(scale)}`] : []),
      ...(missingAt >= 0 ? [missing] : []),
    ];
  });
}

/** The squared distances of a row of X to each centroid. */
export function distancesInSql({ k, centroids: { columns, data } }: KMeansModel, cells: readonly string[]): string[] {
  return Array.from({ length: k }, (_, c) =>
    cells
      .map((cell, j) => `(${cell} - ${double(data[c * columns + j]!)})`)
      .map((difference) => `${difference} * ${difference}`)
      .join(' + '),
  );
}

/** The place of the first of the least. */
export function firstOfLeastInSql(values: readonly string[]): string {
  if (values.length === 1) return '0';
  const places = values.map((value, i) => `when ${value} then ${i}`).join(' ');
  return `case least(${values.join(', ')}) ${places} end`;
}
