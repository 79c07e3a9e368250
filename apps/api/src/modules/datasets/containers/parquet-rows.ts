import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlName, sqlText } from '../detection/sql.js';
import { damaged, tooLargeUnpacked } from './container-errors.js';
import { CELL_END, INNER_LINE, type TextTable } from './table-text.js';

/** A table in a column file, as lines of text. */
export interface ParquetTable {
  readonly table: TextTable;
  /** Its lines, many at a time. */
  lines(): AsyncGenerator<string>;
}

/** Opens a Parquet file with DuckDB. @throws AppError DAMAGED_FILE, UNPACKED_TOO_LARGE */
export async function openParquet(
  connection: DuckDBConnection,
  path: string,
  limit: number,
): Promise<ParquetTable> {
  const source = `read_parquet(${sqlText(path)})`;
  const sizes = await readable(() =>
    connection.runAndReadAll(
      `select coalesce(sum(total_uncompressed_size), 0)::double from parquet_metadata(${sqlText(path)})`,
    ),
  );
  const bytes = sizes.getRowsJS()[0]![0] as number;
  if (bytes > limit) throw tooLargeUnpacked(bytes, limit);
  const described = await readable(() => connection.runAndReadAll(`describe select * from ${source}`));
  const columns = described.getRowsJS().map(([name, type]) => ({ name: String(name), type: String(type) }));
  const cells = columns.map(({ name, type }) => cellSql(sqlName(name), type));
  const isBroken = columns.map(({ name, type }) =>
    isText(type)
      ? `coalesce(bool_or(regexp_matches(${sqlName(name)}::varchar, '[\\r\\n]')), false)`
      : 'false',
  );
  const found = await readable(() =>
    connection.runAndReadAll(`select [${isBroken.join(', ')}] from ${source}`),
  );
  const [[flags]] = found.getRowsJS() as unknown as [[boolean[]]];
  const positions = (fits: (column: number) => boolean) => [...columns.keys()].filter(fits);
  return {
    table: {
      names: columns.map(({ name }) => name),
      numbers: positions((i) => /^(DOUBLE|FLOAT|DECIMAL)/.test(columns[i]!.type)),
      broken: positions((i) => flags[i] === true),
    },
    async *lines() {
      const line = cells.join(` || '${CELL_END}' || `);
      const result = await readable(() => connection.stream(`select ${line} || chr(10) from ${source}`));
      for (;;) {
        const chunk = await readable(() => result.fetchChunk());
        if (chunk === null || chunk.rowCount === 0) return;
        yield (chunk.getColumnValues(0) as string[]).join('');
      }
    },
  };
}

function isText(type: string): boolean {
  return !/^(DOUBLE|FLOAT|DECIMAL|U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|BOOLEAN|DATE|TIME)/.test(type);
}

/** DuckDB's SQL for the text of a value, "" for none. */
function cellSql(name: string, type: string): string {
  // Without its zone, which is that of the connection: UTC.
  if (type === 'TIMESTAMP WITH TIME ZONE') return `coalesce(${name}::timestamp::varchar, '')`;
  if (!isText(type)) return `coalesce(${name}::varchar, '')`;
  const lines = `regexp_replace(${name}::varchar, '\\r\\n|\\r|\\n', '${INNER_LINE}', 'g')`;
  return `coalesce(replace(${lines}, '${CELL_END}', ''), '')`;
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    if (/^INTERRUPT/i.test(message)) throw error;
    throw damaged(
      `as Parquet it cannot be read (${message
        .split('\n')[0]!
        .replace(/['"]?\/\S+/g, '')
        .slice(0, 150)})`,
    );
  }
}
