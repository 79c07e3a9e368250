import type { DuckDBConnection } from '@duckdb/node-api';
import { columnAt, sqlText } from '../detection/sql.js';
import type { StoredColumn } from '../import/import-plan.js';
import type { PurchaseColumns } from './purchase-columns.js';
import type { Observation } from './purchase-settings.js';

/** The customers that purchases were rolled up to. */
export interface RolledUp {
  /** Those of the working table `customers`, in order. */
  readonly columns: readonly StoredColumn[];
  readonly customers: number;
  /** The share of customers that left. */
  readonly churnRate: number;
  /** Rows of the file of these customers, and of others. */
  readonly purchases: number;
  readonly leftOut: number;
  /** Customers without a purchase before the day of observation. */
  readonly leftOutCustomers: number;
  readonly warnings: readonly string[];
}

/** Levels of a category that get a column each. */
const MOST_LEVELS = 12;

/** A column to compute: its SQL over the rows of a customer before the day of observation. */
interface Computed {
  readonly name: string;
  readonly type: StoredColumn['type'];
  readonly role: StoredColumn['role'];
  readonly sql: string;
}

/**
 * Rolls the working table `bought` up to `customers`, as `convertTable` makes it: a row a customer who bought before the day of
 * observation, in the order of their first rows. Rows are counted from `first` on. Features are of earlier days alone, the label of that day and later ones.
 */
export async function rollUp(
  connection: DuckDBConnection,
  uses: PurchaseColumns,
  { observationDate, churnAfterDays, isLabelKnown }: Observation,
  first: number,
): Promise<RolledUp> {
  const day = `date ${sqlText(observationDate)}`;
  const { levels, warnings } = await readLevels(connection, uses, day);
  const columns = [
    ...idAndTimes(day, observationDate),
    ...spending(uses, day),
    ...levels.map((level) => spendOn(uses, level)),
    column('left', 'BOOLEAN', 'CHURN_LABEL', isLabelKnown ? 'any_value(came_back) is null' : 'null::boolean'),
  ];
  const cells = columns.map(({ sql }, i) => `${sql} as ${columnAt(i)}`);
  await connection.run(
    `create or replace temp table customers as
      select (row_number() over (order by first_row) - 1)::integer as __row, * exclude (first_row) from (
        select customer as external_id, min(__row) as first_row, ${cells.join(', ')}
        from (select * from bought where day < ${day})
        join (select customer, min(day) as first_day from bought where day < ${day} and not is_return group by customer) using (customer)
        left join (select customer, true as came_back from bought where not is_return and day >= ${day}
          and day < ${day} + ${churnAfterDays} group by customer) using (customer)
        group by customer) order by __row`,
  );
  const counted = await connection.runAndReadAll(
    `select (select count(*) from customers)::int, (select coalesce(avg(${columnAt(columns.length - 1)}::int), 0) from customers)::double,
      count(*) filter (known)::int, count(*) filter (not known)::int, count(distinct customer) filter (not known)::int
      from (select customer, customer in (select external_id from customers) as known from bought where __row >= ${first})`,
  );
  const [customers, churnRate, purchases, leftOut, leftOutCustomers] = counted.getRowsJS()[0] as number[];
  return {
    columns: await withoutConstants(connection, columns),
    ...{ customers: customers!, churnRate: churnRate!, purchases: purchases!, leftOut: leftOut! },
    leftOutCustomers: leftOutCustomers!,
    warnings,
  };
}

function column(name: string, type: Computed['type'], role: Computed['role'], sql: string): Computed {
  return { name, type, role, sql };
}

function idAndTimes(day: string, observationDate: string): Computed[] {
  const bought = 'filter (where not is_return)';
  const days = `count(distinct day) ${bought}`;
  return [
    column('customer_id', 'TEXT', 'CUSTOMER_ID', 'customer'),
    column('observation_date', 'DATE', 'OBSERVATION_DATE', `date ${sqlText(observationDate)}`),
    column('recency_days', 'NUMBER', 'FEATURE', `(${day} - max(day) ${bought})::double`),
    column('tenure_days', 'NUMBER', 'FEATURE', `(${day} - any_value(first_day))::double`),
    column('frequency', 'NUMBER', 'FEATURE', `(count(distinct purchase) ${bought})::double`),
    column(
      'average_gap_days',
      'NUMBER',
      'FEATURE',
      `case when ${days} > 1 then (max(day) ${bought} - min(day) ${bought})::double / (${days} - 1) end`,
    ),
  ];
}

/** Purchases are worth what was paid; returns are taken off the value of the customer, not off that of an order. */
function spending(uses: PurchaseColumns, day: string): Computed[] {
  const [net, gross] = [
    sumOf('case when is_return then -worth else worth end'),
    sumOf('worth', 'not is_return'),
  ];
  const orders = `(count(distinct purchase) filter (where not is_return))`;
  // The later half of a customer's own time, so that it means the same for a new one and an old one.
  const isLate = `2 * (day - first_day) >= ${day} - first_day`;
  const [late, early] = [`(${isLate})`, `not (${isLate})`].map((half) =>
    sumOf('worth', `not is_return and ${half}`),
  );
  const trend = column('trend', 'NUMBER', 'FEATURE', `(${late} - ${early}) / nullif(${late} + ${early}, 0)`);
  const returns = column('return_share', 'NUMBER', 'FEATURE', 'avg(is_return::int)::double');
  if (uses.amountColumn !== null) {
    return [
      column('monetary_value', 'NUMBER', 'MONETARY_VALUE', net),
      column('mean_order_value', 'NUMBER', 'FEATURE', `${gross} / ${orders}`),
      ...[trend, returns],
    ];
  }
  if (uses.quantityColumn === null) return uses.orderColumn === null ? [trend] : [trend, returns];
  return [
    column('quantity', 'NUMBER', 'FEATURE', net),
    column('mean_order_quantity', 'NUMBER', 'FEATURE', `${gross} / ${orders}`),
    ...[trend, returns],
  ];
}

/** Rounded to 9 digits, so that the order in which doubles are added up does not show. */
function sumOf(value: string, condition = 'true'): string {
  return `round(coalesce(sum(${value}) filter (where ${condition}), 0), 9)`;
}

function spendOn({ amountColumn, quantityColumn }: PurchaseColumns, level: string): Computed {
  const what = amountColumn !== null ? 'spend' : quantityColumn !== null ? 'quantity' : 'rows';
  const sql = sumOf('worth', `not is_return and category = ${sqlText(level)}`);
  return column(`${what}_${level}`, 'NUMBER', 'FEATURE', sql);
}

/** The levels of the category before the day of observation; later ones would tell of what came after. */
async function readLevels(
  connection: DuckDBConnection,
  { categoryColumn }: PurchaseColumns,
  day: string,
): Promise<{ levels: string[]; warnings: string[] }> {
  const reader = await connection.runAndReadAll(
    `select distinct category from bought where day < ${day} and category is not null order by 1 limit ${MOST_LEVELS + 1}`,
  );
  const levels = reader.getRowsJS().map(([level]) => level as string);
  if (levels.length <= MOST_LEVELS) return { levels, warnings: [] };
  const warning = `"${categoryColumn}" has more than ${MOST_LEVELS} categories; customers get no columns by category.`;
  return { levels: [], warnings: [warning] };
}

/** A feature that is the same for every customer tells nothing. */
async function withoutConstants(
  connection: DuckDBConnection,
  columns: readonly Computed[],
): Promise<StoredColumn[]> {
  const counts = columns.map((_, i) => `count(distinct ${columnAt(i)}) > 1`);
  const reader = await connection.runAndReadAll(`select ${counts.join(', ')} from customers`);
  const varies = reader.getRowsJS()[0] as boolean[];
  return columns.map(({ name, type, role }, i) => ({
    ...{ name, type },
    role: role === 'FEATURE' && !varies[i] ? 'IGNORED' : role,
    reading: { type, decimal: '.', order: type === 'DATE' ? 'ymd' : null },
  }));
}
