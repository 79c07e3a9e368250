import type { FeatureTable, NumericColumn } from '@holdfast/ml-core';
import type { FeatureColumnSpec, TableSpec } from '../engine/index.js';

/** The columns to read for a table: those of the spec, and the one with the reference days last. */
export function columnsToRead({ columns, observedOn }: TableSpec): FeatureColumnSpec[] {
  return [...columns, ...(observedOn ? [observedOn] : [])];
}

/** Columns that were read so as a table of the spec's. */
export function withReferenceDays(table: FeatureTable, { observedOn }: TableSpec): FeatureTable {
  if (!observedOn) return table;
  const [columns, last] = [table.columns.slice(0, -1), table.columns.at(-1)];
  return { rows: table.rows, columns, observedOn: last as NumericColumn };
}
