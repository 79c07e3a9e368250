import type { DataSource, EntityManager } from 'typeorm';
import { copyInto } from '../../platform/database/copy-into.js';
import { inTransaction } from '../../platform/database/in-transaction.js';
import type { ColumnRole, ColumnType } from './dataset.enums.js';
import type { ColumnFigures } from './import/profile-columns.js';

/** A rejected row as it is stored. */
export interface RejectedRowValues {
  readonly line: number;
  readonly cause: string;
  readonly text: string;
}

/** A column as it is stored. */
export interface ColumnValues extends ColumnFigures {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: ColumnRole;
  readonly withTime: boolean;
}

const COLUMN_COLUMNS = [
  'dataset_id',
  'ordinal',
  'name',
  'type',
  'role',
  'with_time',
  'missing_count',
  'distinct_count',
  'mean',
  'standard_deviation',
  'min',
  'max',
  'median',
  'top_values',
  'histogram',
] as const;

/** Stores datasets, their columns, and the rejected rows of files. */
export class DatasetStore {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * Erases the rejected rows that have a customer id as one of their fields, and corrects their count. It would rather
   * erase another person's row than keep one of this person. Returns how many there were.
   */
  async eraseRejectedRows(manager: EntityManager, datasetId: string, externalId: string): Promise<number> {
    const edge = `[^[:alnum:]]`;
    const literal = externalId.replace(/[^\p{L}\p{N}]/gu, (character) => `\\${character}`);
    const [rows] = await manager.query(
      `delete from rejected_rows r using imports i
       where i.dataset_id = $1 and r.import_id = i.id and r.text ~ $2 returning r.import_id`,
      [datasetId, `(^|${edge})${literal}($|${edge})`],
    );
    if (rows.length === 0) return 0;
    await manager.query(
      `update imports i set rejected_row_count = (select count(*) from rejected_rows r where r.import_id = i.id)
       where i.dataset_id = $1`,
      [datasetId],
    );
    await manager.query(
      `update datasets d set rejected_row_count = (
         select i.rejected_row_count from imports i where i.dataset_id = d.id and i.status = 'COMPLETED'
         order by i.number desc limit 1) where d.id = $1`,
      [datasetId],
    );
    return rows.length;
  }

  /** Deletes a dataset and, through cascades, everything computed from it. */
  async delete(datasetId: string): Promise<void> {
    await inTransaction(this.dataSource, (manager) =>
      manager.query('delete from datasets where id = $1', [datasetId]),
    );
  }
}

/** Replaces a dataset's columns and their figures. */
export async function writeFigures(
  manager: EntityManager,
  datasetId: string,
  columns: readonly ColumnValues[],
): Promise<void> {
  await manager.query('delete from dataset_columns where dataset_id = $1', [datasetId]);
  await insertColumns(manager, datasetId, columns);
}

async function insertColumns(
  manager: EntityManager,
  datasetId: string,
  columns: readonly ColumnValues[],
): Promise<void> {
  const rows = columns.map((column, ordinal) => [
    datasetId,
    ordinal,
    column.name,
    column.type,
    column.role,
    column.withTime,
    column.missingCount,
    column.distinctCount,
    column.mean,
    column.standardDeviation,
    column.min,
    column.max,
    column.median,
    { json: column.topValues },
    column.histogram && { json: column.histogram },
  ]);
  await copyInto(manager, 'dataset_columns', COLUMN_COLUMNS, rows);
}
