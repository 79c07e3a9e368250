import type { EntityManager } from 'typeorm';

/**
 * Whose attributes, scores and memberships a change may touch: customers by their rows, nobody by an empty list, or anybody,
 * which is true of every change.
 */
export type TouchedRows = readonly number[] | 'anybody';

/** Touches no attribute, no score and no membership. */
export const NOBODY: TouchedRows = [];

/** More than so many rows are noted as anybody: columns are as soon read as a whole. */
const MOST_NOTED = 20_000;
/** How many changes of a dataset stay noted, and how often the older ones are forgotten. */
const NOTED_CHANGES = 256;
const FORGET_EVERY = 32;

/** Counts a change of a dataset that meets a condition, with its lock; returns whether it is there. */
export async function countChange(
  manager: EntityManager,
  datasetId: string,
  touched: TouchedRows,
  condition = 'true',
): Promise<boolean> {
  const count = `update datasets set changes = changes + 1 where id = $1 and ${condition}`;
  if (touched === 'anybody' || touched.length > MOST_NOTED) {
    const [, found] = await manager.query(count, [datasetId]);
    return found > 0;
  }
  const [noted] = await manager.query(
    `with counted as (${count} returning id, changes)
     insert into changed_rows (dataset_id, change, rows) select id, changes, $2::int[] from counted returning change`,
    [datasetId, touched],
  );
  if (noted === undefined) return false;
  if (Number(noted.change) % FORGET_EVERY === 0)
    await manager.query('delete from changed_rows where dataset_id = $1 and change <= $2::bigint - $3', [
      datasetId,
      noted.change,
      NOTED_CHANGES,
    ]);
  return true;
}

/** Notes whom the change that this transaction has counted, and nobody else's, touches besides. */
export async function noteTouched(
  manager: EntityManager,
  datasetId: string,
  rows: readonly number[],
): Promise<void> {
  if (rows.length > MOST_NOTED) {
    await manager.query(
      'delete from changed_rows where dataset_id = $1 and change = (select changes from datasets where id = $1)',
      [datasetId],
    );
    return;
  }
  await manager.query(
    `insert into changed_rows (dataset_id, change, rows) select id, changes, $2::int[] from datasets where id = $1
     on conflict (dataset_id, change) do update set rows = changed_rows.rows || excluded.rows`,
    [datasetId, rows],
  );
}
