import { rm } from 'node:fs/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import { dropRelation } from '../../../platform/duckdb/drop-relation.js';
import { columnAt, sqlName, sqlText } from '../detection/sql.js';
import type { ColumnTraits } from '../reading/column-traits.js';
import { writeParquet } from '../snapshot.js';
import { CONVERTED_AT_ONCE, conversionSql } from './conversion-sql.js';
import type { ConvertedTable } from './convert-table.js';
import type { PlannedColumn } from './import-plan.js';

/** What DuckDB says when a row is to be left out. */
const LEFT_OUT = 'a row is to be left out';

/**
 * Converts the working table `source` like `convertTable`, in one pass from its texts to the column file of a snapshot, which the
 * view `customers` then reads: nothing is held in between. `first` has the first rows of `source`. Null if that is not to be had: for a row
 * that is left out, which most files do not have, rows that repeat an id, or a time of day that the first rows lack.
 */
export async function convertToFile(
  connection: DuckDBConnection,
  columns: readonly PlannedColumn[],
  path: string,
  { first, traits }: { readonly first: string; readonly traits: ColumnTraits },
): Promise<ConvertedTable | null> {
  if (columns.length > CONVERTED_AT_ONCE) return null;
  const indexes = [...columns.keys()];
  const withTime = await timesOfDay(connection, columns, first, traits);
  const { from, badColumn } = conversionSql(columns, indexes, { traits });
  const days = indexes.filter((i) => columns[i]!.type === 'DATE' && !withTime.has(i));
  const unfit = [`${badColumn} is not null`, ...days.map((i) => hasTime(`t${i}`))].join(' or ');
  const cells = indexes.map(
    (i) => `t${i}${days.includes(i) ? '::date' : ''} as ${sqlName(columns[i]!.name)}`,
  );
  const row = `case when ${unfit} then error('${LEFT_OUT}') else place::integer end as __row`;
  try {
    await writeParquet(connection, path, `select ${row}, ${cells.join(', ')} from ${from}`);
  } catch (error) {
    if (!String(error).includes(LEFT_OUT)) throw error;
    await rm(path, { force: true });
    return null;
  }
  const id = columns.findIndex(({ role }) => role === 'CUSTOMER_ID');
  const names = indexes.map(columnAt).join(', ');
  await dropRelation(connection, 'customers');
  await connection.run(
    `create temp view customers as select __row, ${id === -1 ? '(__row + 1)::varchar' : columnAt(id)} as external_id, ${names}
      from read_parquet(${sqlText(path)}) as file(__row, ${names})`,
  );
  const counted = await connection.runAndReadAll(
    `select count(*)::int, ${id === -1 ? 'count(*)' : 'count(distinct external_id)'}::int from customers`,
  );
  const [rows, ids] = counted.getRowsJS()[0] as [number, number];
  if (ids === rows) return { rows, sourceRows: rows, refused: [], withTime };
  await dropRelation(connection, 'customers');
  await rm(path);
  return null;
}

/** Columns whose dates have a time of day, among the first rows. */
async function timesOfDay(
  connection: DuckDBConnection,
  columns: readonly PlannedColumn[],
  first: string,
  traits: ColumnTraits,
): Promise<Set<number>> {
  const dates = [...columns.keys()].filter((i) => columns[i]!.type === 'DATE');
  if (dates.length === 0) return new Set();
  const { from } = conversionSql(columns, dates, { source: first, traits });
  const reader = await connection.runAndReadAll(
    `select ${dates.map((i) => `coalesce(bool_or(${hasTime(`t${i}`)}), false)`).join(', ')} from ${from}`,
  );
  const found = reader.getRowsJS()[0]!;
  return new Set(dates.filter((_, at) => found[at] === true));
}

function hasTime(date: string): string {
  return `${date} <> date_trunc('day', ${date})`;
}
