import { findGroupRules, type GroupCondition, takeTableRows } from '@holdfast/ml-core';
import type { SampledTable } from '../../engine/index.js';
import { drawRows } from './draw-rows.js';

/** Rows that rules are searched on: among so many, a cut is found to within about 1 % of the rows. */
const SEARCHED = 4000;

/** What a segment can be told by, besides its model: conditions that all hold; null where none was found. */
export type SegmentConditions = readonly GroupCondition[] | null;

/**
 * For every k the shortest readable rule of each cluster as found, by the columns that were clustered on: the first
 * `features` of the table.
 */
export function findRules(
  { table }: Pick<SampledTable, 'table'>,
  features: number,
  fits: readonly { readonly k: number; readonly labels: ArrayLike<number> }[],
  seed: number,
): SegmentConditions[][] {
  const rows = drawRows(table.rows, fits, SEARCHED, seed);
  const searched = takeTableRows({ rows: table.rows, columns: table.columns.slice(0, features) }, rows);
  return fits.map(({ k, labels }) => {
    const groups = Array.from({ length: k }, (_, cluster) =>
      Uint8Array.from(rows, (row) => Number(labels[row] === cluster)),
    );
    return findGroupRules(searched, groups).map((rule) => rule?.conditions ?? null);
  });
}
