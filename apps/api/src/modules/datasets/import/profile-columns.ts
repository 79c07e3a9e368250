import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnType } from '../dataset.enums.js';
import type { Histogram, ValueCount } from '../dataset.types.js';
import { sqlName } from '../detection/sql.js';

/** Figures of a column over all customers. */
export interface ColumnFigures {
  readonly missingCount: number;
  readonly distinctCount: number;
  readonly mean: number | null;
  readonly standardDeviation: number | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly median: number | null;
  readonly topValues: readonly ValueCount[];
  readonly histogram: Histogram | null;
}

/** A column to profile: its name in the table and its type. */
export interface ProfiledColumn {
  readonly cell: string;
  readonly type: ColumnType;
  readonly withTime: boolean;
}

const TOP_VALUES = 20;
/** Number of bins of the stored histogram. */
export const HISTOGRAM_BINS = 20;

/** Columns that are summarised by one statement: DuckDB keeps memory for each of them. */
const BATCH = 40;

/** Computes the figures of typed columns of a table or a Parquet file. */
export async function profileColumns(
  connection: DuckDBConnection,
  table: string,
  columns: readonly ProfiledColumn[],
): Promise<ColumnFigures[]> {
  const summaries: Summary[] = [];
  for (let start = 0; start < columns.length; start += BATCH) {
    summaries.push(...(await summarise(connection, table, columns.slice(start, start + BATCH))));
  }
  const figures: ColumnFigures[] = [];
  for (const [i, column] of columns.entries()) {
    figures.push({ ...summaries[i]!, ...(await countValues(connection, table, column, summaries[i]!)) });
  }
  return figures;
}

type Counts = Pick<ColumnFigures, 'distinctCount' | 'median' | 'topValues' | 'histogram'>;
type Summary = Omit<ColumnFigures, keyof Counts>;

const MOMENTS = ['avg', 'stddev_samp', 'min', 'max'];
/** Figures of each column in a summary's row. */
const WIDTH = 1 + MOMENTS.length;

async function summarise(
  connection: DuckDBConnection,
  table: string,
  columns: readonly ProfiledColumn[],
): Promise<Summary[]> {
  const figures = columns.flatMap(({ cell, type }) => {
    const c = sqlName(cell);
    const moments = MOMENTS.map((name) => (type === 'NUMBER' ? `${name}(${c})` : 'null::double'));
    return [`(count(*) - count(${c}))::int`, ...moments];
  });
  const reader = await connection.runAndReadAll(`select ${figures.join(', ')} from ${table}`);
  const row = reader.getRowsJS()[0] as (number | null)[];
  return columns.map((_, i) => {
    const [missingCount, ...rest] = row.slice(i * WIDTH, (i + 1) * WIDTH);
    const known = rest.map((value) => (Number.isFinite(value) ? value! : null));
    return {
      missingCount: missingCount!,
      mean: known[0] ?? null,
      standardDeviation: known[1] ?? null,
      min: known[2] ?? null,
      max: known[3] ?? null,
    };
  });
}

/**
 * Counts each value of a column once: how many there are, which are most frequent, how they are spread and which is in the
 * middle follow from that. DuckDB's own median would keep all values of all columns in memory.
 */
async function countValues(
  connection: DuckDBConnection,
  table: string,
  { cell, type, withTime }: ProfiledColumn,
  { min, max }: Summary,
): Promise<Counts> {
  const c = sqlName(cell);
  const text = type === 'DATE' ? dateTextSql(c, withTime) : type === 'NUMBER' ? c : `${c}::varchar`;
  const edges = type === 'NUMBER' && min !== null && max !== null ? binEdges(min, max, HISTOGRAM_BINS) : null;
  const reader = await connection.runAndReadAll(
    `with counted as materialized (select ${c}, count(*)::int as n from ${table} where ${c} is not null group by ${c})
      select 0 as place, null as value, count(*)::int as n from counted
      union all select * from (select row_number() over (order by n desc, ${c})::int as place, ${text} as value, n
        from (from counted order by n desc, ${c} limit ${TOP_VALUES}))
      ${edges ? `union all select -1, ${binSql(c, edges)}, sum(n)::int from counted group by 2 union all ${medianSql(c)}` : ''} order by 1`,
  );
  const rows = reader.getRowsJS() as [place: number, value: unknown, n: number][];
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  for (const [place, bin, n] of rows) if (place === -1) counts[bin as number] = n;
  return {
    distinctCount: rows.find(([place]) => place === 0)![2],
    median: (rows.find(([place]) => place === MEDIAN)?.[1] as number | undefined) ?? null,
    topValues: rows
      .filter(([place]) => place > 0)
      .map(([, value, count]) => ({ value: String(value), count })),
    histogram: edges && { binEdges: edges, counts },
  };
}

/** The place of the median among counts. */
const MEDIAN = -2;

/** DuckDB's SQL for the mean of the values on both sides of the middle, which are mostly one, from `counted`. */
function medianSql(cell: string): string {
  return `select ${MEDIAN}, avg(${cell}), 1 from (
      select ${cell}, n, sum(n) over (order by ${cell}) as upto, sum(n) over () as total from counted)
    where 2 * upto >= total and 2 * (upto - n) <= total`;
}

/** SQL for a date in the form of its attribute. */
export function dateTextSql(cell: string, withTime: boolean): string {
  return `strftime(${cell}, '${withTime ? '%Y-%m-%dT%H:%M:%S' : '%Y-%m-%d'}')`;
}

/** DuckDB's SQL for the bin of a number, as a DOUBLE. */
function binSql(cell: string, edges: readonly number[]): string {
  const low = edges[0]!;
  const width = edges[HISTOGRAM_BINS]! - low;
  return `least(${HISTOGRAM_BINS - 1}, floor((${cell} - ${low}::double) / ${width}::double * ${HISTOGRAM_BINS}))`;
}

/** The edges of bins of equal width; if all values are equal, they cover a range of 1 around that value. */
export function binEdges(min: number, max: number, bins: number): number[] {
  const low = min === max ? min - 0.5 : min;
  const high = min === max ? max + 0.5 : max;
  return Array.from({ length: bins + 1 }, (_, i) => (i === bins ? high : low + ((high - low) * i) / bins));
}
