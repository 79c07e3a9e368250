import type { DuckDBConnection } from '@duckdb/node-api';
import { MAX_CATEGORY_LENGTH, MAX_CUSTOMER_ID_LENGTH } from '@holdfast/schema';
import { type Conversion, convertedSql, expectation } from '../detection/conversions.js';
import { columnAt, sqlText } from '../detection/sql.js';
import type { PlannedColumn } from './import-plan.js';

/** Characters of a value that a message quotes. */
const MAX_SHOWN = 200;

/** A row of the working table `source` that is rejected. */
export interface RefusedRow {
  readonly rowid: number;
  readonly cause: string;
}

/** The result of converting the rows. */
export interface ConvertedTable {
  readonly rows: number;
  readonly refused: readonly RefusedRow[];
  /** Whether the dates of each column have a time of day, by position. */
  readonly withTime: ReadonlySet<number>;
}

/**
 * Converts the working table `source` into `customers`: `__row` from 0 without gaps, `external_id`, and the typed columns
 * c0, c1, …. Rows with a value that is not of its column's type, without an id, or with the id of an earlier row are
 * left out and reported.
 */
export async function convertTable(
  connection: DuckDBConnection,
  columns: readonly PlannedColumn[],
): Promise<ConvertedTable> {
  const conversions = columns.map(conversionOf);
  await connection.run(`create or replace temp table typed as ${typedSql(columns, conversions)}`);
  const id = columns.findIndex((column) => column.role === 'CUSTOMER_ID');
  const withTime = await findTimes(connection, conversions);
  if (id !== -1) await findRepeated(connection, columnAt(id));
  const cells = columns.map((_, i) =>
    conversions[i]!.type === 'DATE' && !withTime.has(i)
      ? `${columnAt(i)}::date as ${columnAt(i)}`
      : columnAt(i),
  );
  const row = 'row_number() over (order by source_row)';
  await connection.run(
    `create or replace temp table customers as select (${row} - 1)::integer as __row,
      ${id === -1 ? `${row}::varchar` : columnAt(id)} as external_id, ${cells.join(', ')} from typed
      where bad_column is null ${id === -1 ? '' : 'and source_row not in (select source_row from repeated)'}`,
  );
  const refused = await readRefused(connection, columns, conversions);
  if (id !== -1) refused.push(...(await readRepeated(connection, columns[id]!.name, columnAt(id))));
  const counted = await connection.runAndReadAll('select count(*)::int from customers');
  return { rows: counted.getRowsJS()[0]![0] as number, refused, withTime };
}

function conversionOf({ type, detected }: PlannedColumn): Conversion {
  return { ...detected.conversion, type, order: detected.conversion.order ?? 'ymd' };
}

function typedSql(columns: readonly PlannedColumn[], conversions: readonly Conversion[]): string {
  const cells = conversions.map(
    (conversion, i) => `${columnAt(i)} as s${i}, ${convertedSql(columnAt(i), conversion)} as t${i}`,
  );
  const bad = columns.flatMap(({ role, type }, i) => {
    if (role === 'CUSTOMER_ID') {
      return [`when s${i} is null or length(s${i}) > ${MAX_CUSTOMER_ID_LENGTH} then ${i}`];
    }
    if (type === 'TEXT') return [];
    if (type === 'CATEGORY') return [`when length(s${i}) > ${MAX_CATEGORY_LENGTH} then ${i}`];
    return [`when s${i} is not null and t${i} is null then ${i}`];
  });
  const badColumn = bad.length === 0 ? 'null::integer' : `case ${bad.join(' ')} end`;
  const results = conversions.map((_, i) => `t${i} as ${columnAt(i)}`);
  return `select source_row, ${results.join(', ')}, ${badColumn} as bad_column
    from (select rowid as source_row, ${cells.join(', ')} from source)`;
}

/** Collects the rows whose id an earlier row has in the working table `repeated`. */
async function findRepeated(connection: DuckDBConnection, id: string): Promise<void> {
  await connection.run(`create or replace temp table repeated as
    select source_row from typed join (
      select ${id}, min(source_row) as first_row from typed where bad_column is null group by ${id} having count(*) > 1
    ) using (${id}) where bad_column is null and source_row <> first_row`);
}

async function findTimes(
  connection: DuckDBConnection,
  conversions: readonly Conversion[],
): Promise<Set<number>> {
  const dates = conversions.flatMap(({ type }, i) => (type === 'DATE' ? [i] : []));
  if (dates.length === 0) return new Set();
  const tests = dates.map(
    (i) => `coalesce(bool_or(${columnAt(i)} <> date_trunc('day', ${columnAt(i)})), false)`,
  );
  const [found] = (await connection.runAndReadAll(`select ${tests.join(', ')} from typed`)).getRowsJS();
  return new Set(dates.filter((_, i) => found![i]));
}

async function readRefused(
  connection: DuckDBConnection,
  columns: readonly PlannedColumn[],
  conversions: readonly Conversion[],
): Promise<RefusedRow[]> {
  const found = columns.map((_, i) => `when ${i} then s.${columnAt(i)}`).join(' ');
  const reader = await connection.runAndReadAll(
    `select source_row::double, bad_column, case bad_column ${found} end
      from typed t join source s on s.rowid = t.source_row where bad_column is not null order by source_row`,
  );
  return reader.getRowsJS().map(([rowid, column, value]) => {
    const { name, role } = columns[column as number]!;
    const expected =
      role === 'CUSTOMER_ID'
        ? `a customer id of 1..${MAX_CUSTOMER_ID_LENGTH} characters`
        : expectation(conversions[column as number]!);
    return { rowid: rowid as number, cause: `${name}: expected ${expected}, found ${shown(value)}` };
  });
}

/** A value as a message quotes it: a long one by its beginning and its length. */
function shown(value: unknown): string {
  if (value === null) return 'none';
  const text = String(value);
  return text.length > MAX_SHOWN
    ? `"${text.slice(0, MAX_SHOWN)}…" of ${text.length} characters`
    : `"${text}"`;
}

async function readRepeated(connection: DuckDBConnection, name: string, cell: string): Promise<RefusedRow[]> {
  const cause = `${sqlText(`${name}: expected a unique id, found "`)} || ${cell} || ${sqlText('" from an earlier row')}`;
  const reader = await connection.runAndReadAll(
    `select source_row::double, ${cause} from typed
      where source_row in (select source_row from repeated) order by source_row`,
  );
  return reader.getRowsJS().map(([rowid, text]) => ({ rowid: rowid as number, cause: text as string }));
}
