import type { DuckDBConnection } from '@duckdb/node-api';
import type { DetectedColumn } from '../detection/detect-columns.js';
import { columnAt } from '../detection/sql.js';
import { type ConvertedTable, convertTable } from '../import/convert-table.js';
import { type PlannedColumn, readingOf } from '../import/import-plan.js';
import type { PurchaseColumns } from './purchase-columns.js';

/** The columns of a file of purchases as they are read; those that say nothing about purchases are not. */
export function planPurchases(detected: readonly DetectedColumn[], uses: PurchaseColumns): PlannedColumn[] {
  const numbers = [uses.amountColumn, uses.quantityColumn];
  return detected.map((column) => {
    const { name } = column;
    const as = (type: PlannedColumn['type'], role: PlannedColumn['role']) => ({
      ...{ name, type, role, detected: column },
      reading: readingOf(column, type),
    });
    if (name === uses.customerColumn) return as('TEXT', 'CUSTOMER_ID');
    if (name === uses.dateColumn) return as('DATE', 'FEATURE');
    return numbers.includes(name) ? as('NUMBER', 'FEATURE') : as('TEXT', 'IGNORED');
  });
}

/**
 * Converts the working table `source` into `bought`, a row a purchase or a part of one: `__row`, `customer`, `day`, `worth` ≥ 0,
 * `is_return`, `purchase` (the same for rows of one order) and `category`. Rows without a customer, a day or what they were worth are
 * left out and reported. Rows are numbered from `first` on.
 */
export async function makeBought(
  connection: DuckDBConnection,
  columns: readonly PlannedColumn[],
  uses: PurchaseColumns,
  first: number,
): Promise<ConvertedTable> {
  const indexOf = (name: string | null) => columns.findIndex((column) => column.name === name);
  const needed = [uses.dateColumn, uses.amountColumn, uses.quantityColumn].map(indexOf).filter((i) => i >= 0);
  const converted = await convertTable(connection, columns, {
    into: 'purchases',
    keepRepeats: true,
    required: new Set(needed),
  });
  const cell = (name: string | null) => (name === null ? null : columnAt(indexOf(name)));
  const [amount, quantity] = [cell(uses.amountColumn), cell(uses.quantityColumn)];
  const order = cell(uses.orderColumn);
  const factors = [amount, quantity].filter((factor) => factor !== null);
  const worth = factors.length === 0 ? '1' : factors.map((factor) => `abs(${factor})`).join(' * ');
  const returned = factors.map((factor) => `${factor} < 0`);
  if (order !== null && (await marksCancelled(connection, order))) returned.push(`${order} ${CANCELLED}`);
  // A row without an order is a purchase of its own.
  const row = `(__row + ${first})`;
  const purchase = order === null ? `'#' || ${row}` : `coalesce(${order}, '#' || ${row})`;
  await connection.run(
    `create or replace temp table bought as select ${row}::integer as __row, external_id as customer, ${cell(uses.dateColumn)}::date as day,
      (${worth})::double as worth, coalesce(${returned.join(' or ') || 'false'}, false) as is_return,
      ${purchase} as purchase, ${cell(uses.categoryColumn) ?? 'null::varchar'} as category from purchases`,
  );
  await connection.run('drop table purchases');
  return converted;
}

const CANCELLED = `similar to '[Cc][0-9]+'`;

/** Whether an order such as C536379 is a cancelled one: where most are numbers alone, not where every order begins with a C. */
async function marksCancelled(connection: DuckDBConnection, order: string): Promise<boolean> {
  const reader = await connection.runAndReadAll(
    `select coalesce(avg((${order} similar to '[0-9]+')::int) > 0.5, false) from purchases`,
  );
  return reader.getRowsJS()[0]![0] as boolean;
}
