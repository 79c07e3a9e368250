import type { EntityManager } from 'typeorm';
import { copyInto } from '../../platform/database/copy-into.js';
import type { ColumnRole, ColumnType } from './dataset.enums.js';
import type { ColumnFigures } from './import/profile-columns.js';
import type { ValueReading } from './values/value-reading.js';

/** A rejected row as it is stored. */
export interface RejectedRowValues {
  readonly line: number;
  readonly cause: string;
  readonly text: string;
  /** Whether another row of the same customer counts, so that there is nothing to repair. */
  readonly isRepeat: boolean;
}

/** A column as it is stored. */
export interface ColumnValues extends ColumnFigures {
  readonly name: string;
  readonly type: ColumnType;
  readonly role: ColumnRole;
  readonly withTime: boolean;
  readonly reading: ValueReading | null;
}

const COLUMN_COLUMNS = [
  'dataset_id',
  'ordinal',
  'name',
  'label',
  'type',
  'role',
  'with_time',
  'reading',
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

/** Writes a dataset's columns with their figures, in the place of those of before; how they are read and what they are called stays. */
export async function writeFigures(
  manager: EntityManager,
  datasetId: string,
  columns: readonly ColumnValues[],
): Promise<void> {
  const [before]: [{ name: string; label: string | null; reading: ValueReading | null }[], number] =
    await manager.query('delete from dataset_columns where dataset_id = $1 returning name, label, reading', [
      datasetId,
    ]);
  const earlier = new Map(before.map((column) => [column.name, column]));
  const kept = columns.map((column) => {
    const { label = null, reading = null } = earlier.get(column.name) ?? {};
    return { ...column, label, reading: reading ?? column.reading };
  });
  await insertColumns(manager, datasetId, kept);
}

/** Notes how a later import has computed columns. */
export async function noteDerived(
  manager: EntityManager,
  datasetId: string,
  columns: readonly { readonly name: string; readonly reading: ValueReading }[],
): Promise<void> {
  for (const { name, reading } of columns) {
    if (reading.from === undefined) continue;
    await manager.query('update dataset_columns set reading = $3 where dataset_id = $1 and name = $2', [
      datasetId,
      name,
      reading,
    ]);
  }
}

async function insertColumns(
  manager: EntityManager,
  datasetId: string,
  columns: readonly (ColumnValues & { readonly label: string | null })[],
): Promise<void> {
  const rows = columns.map((column, ordinal) => [
    datasetId,
    ordinal,
    column.name,
    column.label,
    column.type,
    column.role,
    column.withTime,
    column.reading && { json: column.reading },
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
