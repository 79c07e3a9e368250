import type { ColumnTraits } from '../reading/column-traits.js';
import type { ValueReading } from '../values/value-reading.js';

/** Whether each text of a column is a number that DuckDB reads as it stands. */
export function isPlainNumber(i: number, { type, decimal }: ValueReading, traits?: ColumnTraits): boolean {
  return type === 'NUMBER' && decimal === '.' && traits?.plainNumbers.has(i) === true;
}

/** DuckDB's SQL for such a number; what is added turns −0 into 0. */
export function plainNumberSql(cell: string): string {
  return `(try_cast(${cell} as double) + 0.0)`;
}
