import type { DuckDBConnection } from '@duckdb/node-api';
import type { DetectedColumn } from '../detection/detect-columns.js';
import type { InspectedUpload } from '../detection/inspect-upload.js';
import { columnAt } from '../detection/sql.js';
import { rawValueSql } from '../values/value-reading.js';
import { namedColumns, type PurchaseColumns } from './purchase-columns.js';

/** From this share of repeats on, an id is one that comes back; a file of customers has a few of them by mistake. */
const REPEATING_SHARE = 0.2;
/** Rows a customer in a file without a header, where no name says what a column is. */
const NAMELESS_ROWS_EACH = 1.5;
const NAMELESS_CUSTOMERS = 20;

/**
 * The columns of an upload that looks like purchases: a named customer id that comes back, on other days or in orders, and what
 * was bought. Undefined for any other, such as a file of customers of which a few are there twice, or a row a customer and month.
 */
export async function recognisePurchases(
  connection: DuckDBConnection,
  { detected: { columns }, form, decisive, source }: InspectedUpload,
): Promise<PurchaseColumns | undefined> {
  const rows = Math.min(decisive ?? source.rows, source.rows);
  if (!form.hasHeader) return namelessColumns(connection, columns, source.first, rows);
  const found = namedColumns(columns);
  if (found === undefined || (found.amountColumn === null && found.quantityColumn === null)) return undefined;
  const id = columns.find(({ name }) => name === found.customerColumn)!;
  if (id.facts.present - id.facts.distinct < REPEATING_SHARE * id.facts.present) return undefined;
  if (columns.some(({ role }) => role === 'OBSERVATION_DATE')) return undefined;
  if (found.orderColumn !== null) return found;
  if (columns.some(({ role }) => role === 'CHURN_LABEL')) return undefined;
  return (await comesBackOnOtherDays(connection, columns, found, source.first, rows)) ? found : undefined;
}

async function comesBackOnOtherDays(
  connection: DuckDBConnection,
  columns: readonly DetectedColumn[],
  { customerColumn, dateColumn }: PurchaseColumns,
  first: string,
  rows: number,
): Promise<boolean> {
  const [id, date] = [customerColumn, dateColumn].map((name) =>
    columnAt(columns.findIndex((column) => column.name === name)),
  );
  const reader = await connection.runAndReadAll(
    `select count(*) filter (days > 1) >= 0.5 * count(*) from (
      select count(distinct ${date}) as days from ${first} where rowid < ${rows} and ${id} is not null
      group by ${id} having count(*) > 1)`,
  );
  return reader.getRowsJS()[0]![0] === true;
}

/**
 * Without names, only one order of rows tells purchases from anything else: those of a customer stand together, under the id in the
 * first column, and their days rise.
 */
async function namelessColumns(
  connection: DuckDBConnection,
  columns: readonly DetectedColumn[],
  first: string,
  rows: number,
): Promise<PurchaseColumns | undefined> {
  const dates = columns.filter(({ conversion }) => conversion.type === 'DATE');
  const amounts = columns.slice(1).filter(({ conversion }) => conversion.type === 'NUMBER');
  const amount = amounts.findLast(({ facts }) => facts.sample.some((text) => /\d[.,]\d/.test(text)));
  const [id] = columns;
  if (dates.length !== 1 || amount === undefined || id === undefined || id === dates[0]) return undefined;
  const { distinct, present } = id.facts;
  if (distinct < NAMELESS_CUSTOMERS || present < rows || rows < NAMELESS_ROWS_EACH * distinct)
    return undefined;
  const date = dates[0]!;
  const day = rawValueSql(columnAt(columns.indexOf(date)), date.conversion);
  const reader = await connection.runAndReadAll(
    `select count(*) filter (id is distinct from before) = ${distinct},
      coalesce(bool_and(day >= day_before) filter (id = before), false)
      from (select id, day, lag(id) over (order by place) as before, lag(day) over (order by place) as day_before
        from (select rowid as place, ${columnAt(0)} as id, ${day} as day from ${first} where rowid < ${rows}))`,
  );
  const [together, rising] = reader.getRowsJS()[0]!;
  if (together !== true || rising !== true) return undefined;
  return {
    customerColumn: id.name,
    dateColumn: date.name,
    amountColumn: amount.name,
    quantityColumn: null,
    orderColumn: null,
    categoryColumn: null,
  };
}
