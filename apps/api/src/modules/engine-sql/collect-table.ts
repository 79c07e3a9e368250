import { type FeatureColumn, type FeatureTable, type NumericColumn, takeTableRows } from '@holdfast/ml-core';
import type { FeatureColumnSpec, TableSpec } from '../engine/index.js';
import type { SqlColumns } from './sql-tables.js';

/** What to select for `collectTable`: `__row` and every column, with NaN for a number that is missing. */
export function cellsInHand({ columns, observedOn }: TableSpec): string {
  const cells = [...columns, ...(observedOn ? [observedOn] : [])].map(({ type }, i) =>
    type === 'CATEGORY' ? `c${i}` : `coalesce(c${i}, cast('nan' as double)) as c${i}`,
  );
  return ['__row', ...cells].join(', ');
}

/**
 * Rows of an answer as a table in this thread's memory.
 * @param batches whose columns are those of `cellsInHand`
 * @param levels of each column that has some, in the order of their codes; others that occur come after them
 */
export function collectTable(
  { columns, observedOn }: TableSpec,
  batches: readonly SqlColumns[],
  levels: ReadonlyMap<string, readonly string[]> = new Map(),
): { readonly table: FeatureTable; readonly rowNumbers: Int32Array } {
  const rows = batches.reduce((sum, [numbers]) => sum + numbers!.length, 0);
  const collect = (spec: FeatureColumnSpec, at: number) =>
    spec.type === 'CATEGORY'
      ? collectLevels(spec.name, rows, at, batches, levels.get(spec.name) ?? [])
      : collectNumbers(spec, rows, at, batches);
  const observed = observedOn && (collect(observedOn, columns.length + 1) as NumericColumn);
  return {
    table: {
      rows,
      columns: columns.map((spec, j) => collect(spec, j + 1)),
      ...(observed && { observedOn: observed }),
    },
    rowNumbers: fill(new Int32Array(rows), 0, batches),
  };
}

/** The same rows without some. @param positions of those that stay, ascending */
export function takeRows(
  { table, rowNumbers }: ReturnType<typeof collectTable>,
  positions: Int32Array,
): ReturnType<typeof collectTable> {
  if (positions.length === table.rows) return { table, rowNumbers };
  return {
    table: takeTableRows(table, positions),
    rowNumbers: Int32Array.from(positions, (row) => rowNumbers[row]!),
  };
}

function collectNumbers(
  { name, type }: FeatureColumnSpec,
  rows: number,
  at: number,
  batches: readonly SqlColumns[],
): FeatureColumn {
  const values = fill(new Float64Array(rows), at, batches);
  return { kind: 'numeric', name, values, ...(type === 'DATE' && { isDate: true }) };
}

function collectLevels(
  name: string,
  rows: number,
  at: number,
  batches: readonly SqlColumns[],
  known: readonly string[],
): FeatureColumn {
  const codeOf = new Map<unknown, number>(known.map((level, code) => [level, code]));
  const levels = [...known];
  const codes = new Int32Array(rows);
  let row = 0;
  for (const columns of batches) {
    const cells = columns[at]!;
    for (let i = 0; i < cells.length; i++) {
      const level = cells[i] as string | null;
      if (level !== null && !codeOf.has(level)) codeOf.set(level, levels.push(level) - 1);
      codes[row++] = level === null ? -1 : codeOf.get(level)!;
    }
  }
  return { kind: 'categorical', name, levels, codes };
}

function fill<A extends Int32Array | Float64Array>(target: A, at: number, batches: readonly SqlColumns[]): A {
  let row = 0;
  for (const columns of batches) {
    target.set(columns[at] as ArrayLike<number>, row);
    row += columns[at]!.length;
  }
  return target;
}
