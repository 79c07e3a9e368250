import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { DataSource, EntityManager } from 'typeorm';
import { copyCsvFile } from '../../../platform/database/copy-csv-file.js';
import { copyToFile } from '../../../platform/database/copy-to-file.js';
import { sqlText } from '../detection/sql.js';

/** The purchases of earlier files, as a later one finds them. */
export interface EarlierPurchases {
  /** Path of a CSV with the columns of `COLUMNS`. */
  readonly file: string;
  /** The first position that none of them has. */
  readonly end: number;
}

/** Writes the purchases of earlier files into a folder. */
export type ReadEarlier = (folder: string) => Promise<EarlierPurchases>;

const COLUMNS = ['position', 'customer', 'day', 'worth', 'is_return', 'purchase', 'category'] as const;
/** Those of the working table `bought`, in the same order. */
const BOUGHT = '__row, customer, day, worth, is_return, purchase, category';

/** Whether the purchases of a dataset are kept; those of earlier releases are not. */
export async function keepsPurchases(manager: EntityManager, datasetId: string): Promise<boolean> {
  const found: unknown[] = await manager.query('select from purchase_rows where dataset_id = $1 limit 1', [
    datasetId,
  ]);
  return found.length > 0;
}

/** The purchases of a dataset, for DuckDB. */
export async function readEarlier(
  dataSource: DataSource,
  datasetId: string,
  folder: string,
  signal?: AbortSignal,
): Promise<EarlierPurchases> {
  const file = join(folder, 'earlier-purchases.csv');
  return dataSource.transaction('REPEATABLE READ', async (manager) => {
    const end = await endOf(manager, datasetId);
    // The id is one of ours, a UUID.
    const rows = `select ${COLUMNS.join(', ')} from purchase_rows where dataset_id = ${sqlText(datasetId)} order by position`;
    await copyToFile(manager, rows, file, signal);
    return { file, end };
  });
}

/** The first position that no purchase of a dataset has: purchases are only ever added behind it, or all are replaced. */
export async function endOf(manager: EntityManager, datasetId: string): Promise<number> {
  const [{ end }] = await manager.query(
    'select coalesce(max(position) + 1, 0)::int as "end" from purchase_rows where dataset_id = $1',
    [datasetId],
  );
  return end;
}

/** Adds them to the working table `bought`, before those of the file. */
export async function addEarlier(connection: DuckDBConnection, { file }: EarlierPurchases): Promise<void> {
  await connection.run(
    `insert into bought select * from read_csv(${sqlText(file)}, auto_detect = false, header = false,
      columns = {'__row': 'INTEGER', 'customer': 'VARCHAR', 'day': 'DATE', 'worth': 'DOUBLE', 'is_return': 'BOOLEAN',
        'purchase': 'VARCHAR', 'category': 'VARCHAR'})`,
  );
}

/** Writes the purchases of the file at hand, which begin at a position, as a CSV for `storePurchases`. Returns its path. */
export async function writePurchases(
  connection: DuckDBConnection,
  folder: string,
  datasetId: string,
  from: number,
): Promise<string> {
  const path = join(folder, 'purchases.csv');
  await connection.run(
    `copy (select ${sqlText(datasetId)}, ${BOUGHT} from bought where __row >= ${from} order by __row)
      to ${sqlText(path)} (format csv, header false)`,
  );
  return path;
}

/** Stores purchases in the transaction of their import: behind those of before, or instead of them; none of a file of customers. */
export async function storePurchases(
  manager: EntityManager,
  datasetId: string,
  { file, isMore }: { readonly file: string | null; readonly isMore: boolean },
  signal?: AbortSignal,
): Promise<void> {
  if (!isMore) await manager.query('delete from purchase_rows where dataset_id = $1', [datasetId]);
  if (file !== null) await copyCsvFile(manager, 'purchase_rows', ['dataset_id', ...COLUMNS], file, signal);
}

/** Erases, in the caller's transaction, what somebody bought. Returns how many rows there were. */
export async function erasePurchases(
  manager: EntityManager,
  datasetId: string,
  customer: string,
): Promise<number> {
  const [, count] = await manager.query('delete from purchase_rows where dataset_id = $1 and customer = $2', [
    datasetId,
    customer,
  ]);
  return count;
}
