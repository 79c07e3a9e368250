import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { DuckDBConnection } from '@duckdb/node-api';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import type { EntityManager } from 'typeorm';
import type { ColumnValues, DatasetStore } from './dataset.store.js';
import type { DatasetColumn } from './dataset-column.entity.js';
import { columnAt, sqlText } from './detection/sql.js';
import { withDuckDb } from './duckdb.js';
import { profileColumns } from './import/profile-columns.js';
import { snapshotQuery } from './import/write-customers.js';
import { type Snapshot, writeSnapshot } from './snapshot.js';

/**
 * Writes a dataset's column file anew from the customers that PostgreSQL holds, by way of COPY, and computes the columns'
 * figures anew. Runs in the manager's transaction, so that no customer changes meanwhile.
 */
export async function refreshSnapshot(
  manager: EntityManager,
  store: DatasetStore,
  datasetId: string,
  columns: readonly DatasetColumn[],
  signal?: AbortSignal,
): Promise<{ snapshot: Snapshot; columns: ColumnValues[] }> {
  const work = join(store.workFolder, randomUUID());
  await mkdir(work, { recursive: true, mode: 0o700 });
  try {
    const path = join(work, 'customers.csv');
    const rows = await copyCustomers(manager, datasetId, columns, path, signal);
    return await withDuckDb(
      work,
      async (connection) => {
        await readCustomers(connection, path, columns);
        const snapshot = await writeSnapshot(
          connection,
          store.snapshotFolder(datasetId),
          snapshotQuery(columns),
          rows,
        );
        const cells = columns.map(({ type, withTime }, i) => ({ cell: columnAt(i), type, withTime }));
        const figures = await profileColumns(connection, 'customers', cells);
        return { snapshot, columns: columns.map((column, i) => ({ ...column, ...figures[i]! })) };
      },
      signal,
    );
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function copyCustomers(
  manager: EntityManager,
  datasetId: string,
  columns: readonly DatasetColumn[],
  path: string,
  signal?: AbortSignal,
): Promise<number> {
  const client = (await manager.queryRunner!.connect()) as pg.PoolClient;
  const cells = columns.map(({ name, role }) =>
    role === 'CUSTOMER_ID' ? 'external_id' : `attributes ->> ${pg.escapeLiteral(name)}`,
  );
  const source = client.query(
    copyTo(
      `copy (select row, ${cells.join(', ')} from customers where dataset_id = ${pg.escapeLiteral(datasetId)} order by row)
        to stdout (format csv)`,
    ),
  );
  await pipeline(source, createWriteStream(path, { mode: 0o600 }), { signal });
  return source.rowCount ?? 0;
}

async function readCustomers(
  connection: DuckDBConnection,
  path: string,
  columns: readonly DatasetColumn[],
): Promise<void> {
  const types = columns.map((column, i) => `'${columnAt(i)}': '${storedType(column)}'`);
  await connection.run(
    `create temp table customers as select * from read_csv(${sqlText(path)}, auto_detect = false, header = false,
      delim = ',', quote = '"', escape = '"', nullstr = '', max_line_size = 33554432,
      columns = {'__row': 'INTEGER', ${types.join(', ')}})`,
  );
}

/** The type that a column has in the column file. */
function storedType({ type, withTime }: DatasetColumn): string {
  if (type === 'NUMBER') return 'DOUBLE';
  if (type === 'BOOLEAN') return 'BOOLEAN';
  if (type === 'DATE') return withTime ? 'TIMESTAMP' : 'DATE';
  return 'VARCHAR';
}
