import type { FeatureColumn } from '../src/preprocessing/feature-table.js';

/** A column as the peers read it: its cells, missing ones null. */
export function cellsOf(column: FeatureColumn) {
  const { kind, name } = column;
  if (column.kind === 'categorical') {
    return { kind, name, cells: Array.from(column.codes, (code) => column.levels[code] ?? null) };
  }
  return { kind, name, cells: Array.from(column.values, (value) => (Number.isNaN(value) ? null : value)) };
}
