import type { EntityManager } from 'typeorm';
import { copyCsvFile } from '../../../platform/database/copy-csv-file.js';
import { HISTORY_COLUMNS, type WrittenHistories } from './write-histories.js';

/**
 * Stores the histories of an import in its transaction, in place of those of an earlier one; none for a file of customers. A
 * history is of the attributes that the same file made: its revision is that of the customer.
 */
export async function storeHistories(
  manager: EntityManager,
  datasetId: string,
  written: WrittenHistories | null,
  signal?: AbortSignal,
): Promise<void> {
  await manager.query('delete from purchase_histories where dataset_id = $1', [datasetId]);
  await manager.query('delete from purchase_books where dataset_id = $1', [datasetId]);
  if (written === null) return;
  const { observationDate, lastDay, isMoney, returnedShare, cohorts } = written;
  await manager.query(
    `insert into purchase_books (dataset_id, observation_date, last_day, is_money, returned_share, cohorts)
     values ($1, $2, $3, $4, $5, $6)`,
    [datasetId, observationDate, lastDay, isMoney, returnedShare, JSON.stringify(cohorts)],
  );
  const kept = HISTORY_COLUMNS.slice(1).join(', ');
  await manager.query(
    `create temp table read_histories on commit drop as
       select ''::text as external_id, ${kept} from purchase_histories limit 0`,
  );
  await copyCsvFile(manager, 'read_histories', HISTORY_COLUMNS, written.file, signal);
  await manager.query(
    `insert into purchase_histories (dataset_id, row, revision, ${kept})
     select $1, c.row, c.revision, ${kept} from read_histories h
     join customers c on c.dataset_id = $1 and c.external_id = h.external_id`,
    [datasetId],
  );
}

/** Deletes the histories of customers, in the transaction that removes them. */
export async function removeHistories(
  manager: EntityManager,
  datasetId: string,
  rows: readonly number[],
): Promise<void> {
  await manager.query('delete from purchase_histories where dataset_id = $1 and row = any($2)', [
    datasetId,
    rows,
  ]);
}
