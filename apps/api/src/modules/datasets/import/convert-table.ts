import type { DuckDBConnection } from '@duckdb/node-api';
import { MAX_CUSTOMER_ID_LENGTH } from '@holdfast/schema';
import { dropRelation } from '../../../platform/duckdb/drop-relation.js';
import type { DuplicateCustomers } from '../dataset.enums.js';
import { expectation } from '../detection/conversions.js';
import { columnAt } from '../detection/sql.js';
import type { ColumnTraits } from '../reading/column-traits.js';
import type { ValueReading } from '../values/value-reading.js';
import { CONVERTED_AT_ONCE, conversionSql } from './conversion-sql.js';
import type { PlannedColumn } from './import-plan.js';

/** Characters of a value that a message quotes. */
const MAX_SHOWN = 200;

/** A row of the working table `source` that is rejected. */
export interface RefusedRow {
  readonly rowid: number;
  /** The name of the column at fault; undefined for a row of a customer whose other row counts. */
  readonly column?: string;
  /** Whether another row of the same customer counts. */
  readonly isRepeat?: boolean;
  /** Whether the value is missing, in a column that must have one. */
  readonly missing?: boolean;
  readonly cause: string;
}

/** What a table is converted to besides its columns. */
export interface ConversionOptions {
  /** The working table to make. Default: customers. */
  readonly into?: string;
  /** Whether all rows with the same id are kept. Default: see `duplicates`. */
  readonly keepRepeats?: boolean;
  /** Which of the rows with the same id counts, or none. Default: the last. */
  readonly duplicates?: DuplicateCustomers;
  /** The positions of columns without which a row is left out. */
  readonly required?: ReadonlySet<number>;
  /** What is known of the texts of the columns, by their positions. Default: nothing. */
  readonly traits?: ColumnTraits | undefined;
}

/** The result of converting the rows. */
export interface ConvertedTable {
  readonly rows: number;
  /** Rows of the table `source`. */
  readonly sourceRows: number;
  readonly refused: readonly RefusedRow[];
  /** Whether the dates of each column have a time of day, by position. */
  readonly withTime: ReadonlySet<number>;
}

/**
 * Converts the working table `source` into `customers`: `__row` from 0 without gaps, `external_id`, and the typed columns
 * c0, c1, …, in the order of `__row`. Rows with a value that is not of its column's type, without an id, or with an id of which another row counts are
 * left out and reported.
 */
export async function convertTable(
  connection: DuckDBConnection,
  columns: readonly PlannedColumn[],
  options: ConversionOptions = {},
): Promise<ConvertedTable> {
  const { into = 'customers', keepRepeats = false, required = new Set(), traits } = options;
  const { duplicates = 'LAST_WINS' } = options;
  const readings = columns.map(({ reading }) => reading);
  const id = columns.findIndex((column) => column.role === 'CUSTOMER_ID');
  const batches = await convertBatches(connection, columns, required, traits);
  await findRefused(connection, batches, keepRepeats ? -1 : id, duplicates);
  const withTime = await findTimes(connection, readings);
  const refused = await readRefused(connection, columns, readings, duplicates);
  const sourceRows = await countRows(connection, 'typed0');
  // As nearly every file: what was converted is what is wanted, and has no need of a copy.
  const isWhole = refused.length === 0 && batches === 1 && into === 'customers';
  const cells = columns.map((_, i) =>
    readings[i]!.type === 'DATE' && !withTime.has(i) ? `${columnAt(i)}::date as ${columnAt(i)}` : columnAt(i),
  );
  // Rows keep their order; numbering those that are left takes sorting.
  const [row, where, order] =
    refused.length === 0
      ? ['(source_row + 1)', '', '']
      : [
          'row_number() over (order by source_row)',
          'where source_row not in (select source_row from refused)',
          'order by __row',
        ];
  await dropRelation(connection, into);
  if (isWhole) await dropRelation(connection, 'converted_rows');
  if (isWhole) await connection.run('alter table typed0 rename to converted_rows');
  await connection.run(
    `create temp ${isWhole ? 'view' : 'table'} ${into} as select (${row} - 1)::integer as __row,
      ${id === -1 ? `${row}::varchar` : columnAt(id)} as external_id, ${cells.join(', ')}
      from (${isWhole ? 'select rowid as source_row, * from converted_rows' : joined(batches)}) ${where} ${order}`,
  );
  for (let batch = isWhole ? 1 : 0; batch < batches; batch++)
    await connection.run(`drop table typed${batch}`);
  return { rows: await countRows(connection, into), sourceRows, refused, withTime };
}

async function countRows(connection: DuckDBConnection, table: string): Promise<number> {
  const counted = await connection.runAndReadAll(`select count(*)::int from ${table}`);
  return counted.getRowsJS()[0]![0] as number;
}

/** Creates the working tables `typed0`, `typed1`, …, whose rows are those of `source`. Returns how many there are. */
async function convertBatches(
  connection: DuckDBConnection,
  columns: readonly PlannedColumn[],
  required: ReadonlySet<number>,
  traits: ColumnTraits | undefined,
): Promise<number> {
  const batches = Math.ceil(columns.length / CONVERTED_AT_ONCE);
  for (let batch = 0; batch < batches; batch++) {
    const indexes = [...columns.keys()].slice(batch * CONVERTED_AT_ONCE, (batch + 1) * CONVERTED_AT_ONCE);
    const { from, badColumn } = conversionSql(columns, indexes, { required, traits });
    const results = indexes.map((i) => `t${i} as ${columnAt(i)}`).join(', ');
    await connection.run(
      `create or replace temp table typed${batch} as select ${results}, ${badColumn} as bad${batch} from ${from}`,
    );
  }
  return batches;
}

/** All columns side by side: the batches have the same rows in the same order. */
function joined(batches: number): string {
  const rest = Array.from({ length: batches - 1 }, (_, i) => `positional join typed${i + 1}`);
  return `select typed0.rowid as source_row, * from typed0 ${rest.join(' ')}`;
}

/**
 * Collects the rows to leave out in the working table `refused`, with the first column at fault; it is NULL for a row of
 * whose id another row counts, or none.
 */
async function findRefused(
  connection: DuckDBConnection,
  batches: number,
  id: number,
  duplicates: DuplicateCustomers,
): Promise<void> {
  const found = Array.from(
    { length: batches },
    (_, i) => `select rowid as source_row, bad${i} as bad_column from typed${i} where bad${i} is not null`,
  );
  await connection.run(
    `create or replace temp table refused as select source_row, min(bad_column) as bad_column
      from (${found.join(' union all ')}) group by source_row`,
  );
  if (id === -1) return;
  const cell = columnAt(id);
  const [of, table] = [
    `select rowid as source_row, ${cell} as id from`,
    `typed${Math.floor(id / CONVERTED_AT_ONCE)}`,
  ];
  const fit = `(${of} ${table} where rowid not in (select source_row from refused))`;
  await connection.run(
    `insert into refused select source_row, null from ${fit} join (
      select id, ${COUNTING[duplicates]} as counting from ${fit} group by id having count(*) > 1
    ) using (id) where source_row is distinct from counting`,
  );
}

/** DuckDB's SQL for the row that counts of those with the same id. */
const COUNTING: Readonly<Record<DuplicateCustomers, string>> = {
  LAST_WINS: 'max(source_row)',
  FIRST_WINS: 'min(source_row)',
  REJECT: 'null',
};
const REPEATED: Readonly<Record<DuplicateCustomers, string>> = {
  LAST_WINS: 'again in a later row, which counts',
  FIRST_WINS: 'from an earlier row',
  REJECT: 'in another row as well',
};

async function findTimes(
  connection: DuckDBConnection,
  readings: readonly ValueReading[],
): Promise<Set<number>> {
  const dates = readings.flatMap(({ type }, i) => (type === 'DATE' ? [i] : []));
  const timed = new Set<number>();
  for (const i of dates) {
    const test = `coalesce(bool_or(${columnAt(i)} <> date_trunc('day', ${columnAt(i)})), false)`;
    const reader = await connection.runAndReadAll(
      `select ${test} from typed${Math.floor(i / CONVERTED_AT_ONCE)}`,
    );
    if (reader.getRowsJS()[0]![0]) timed.add(i);
  }
  return timed;
}

async function readRefused(
  connection: DuckDBConnection,
  columns: readonly PlannedColumn[],
  readings: readonly ValueReading[],
  duplicates: DuplicateCustomers,
): Promise<RefusedRow[]> {
  const id = columns.findIndex((column) => column.role === 'CUSTOMER_ID');
  const counted = await connection.runAndReadAll('select distinct bad_column from refused order by 1');
  const refused: RefusedRow[] = [];
  if (counted.getRowsJS().length === 0) return refused;
  // Once, as `source` may be a file.
  await connection.run(
    `create or replace temp table refused_source as select * from (select rowid as source_row, * from source)
      where source_row in (select source_row from refused)`,
  );
  for (const [bad] of counted.getRowsJS()) {
    const at = (bad as number | null) ?? id;
    const { name } = columns[at]!;
    const reader = await connection.runAndReadAll(
      `select source_row::double, s.${columnAt(at)} from refused join refused_source s using (source_row)
        where bad_column is not distinct from ${bad} order by source_row`,
    );
    for (const [rowid, value] of reader.getRowsJS()) {
      const cause =
        bad === null
          ? `${name}: expected a unique id, found ${shown(value)} ${REPEATED[duplicates]}`
          : `${name}: expected ${expected(columns[at]!, readings[at]!)}, found ${shown(value)}`;
      const missing = value === null && { missing: true };
      const isRepeat = bad === null && duplicates !== 'REJECT';
      refused.push({
        ...{ rowid: rowid as number, cause, ...missing },
        ...(isRepeat ? { isRepeat } : { column: name }),
      });
    }
  }
  return refused;
}

function expected({ role }: PlannedColumn, reading: ValueReading): string {
  return role === 'CUSTOMER_ID'
    ? `a customer id of 1..${MAX_CUSTOMER_ID_LENGTH} characters`
    : expectation(reading);
}

/** A value as a message quotes it: a long one by its beginning and its length. */
function shown(value: unknown): string {
  if (value === null) return 'none';
  const text = String(value);
  return text.length > MAX_SHOWN
    ? `"${text.slice(0, MAX_SHOWN)}…" of ${text.length} characters`
    : `"${text}"`;
}
