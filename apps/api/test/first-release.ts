import { randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { databaseParts } from '../src/app.js';

/** The migrations of release 0.1.0: a data folder of then has run these. */
const FIRST_RELEASE = 1_764_000_000_000;
export const released = databaseParts.migrations.filter(
  ({ name }) => Number(/\d{13}$/.exec(name)![0]) < FIRST_RELEASE,
);

export const [datasetId, failedId, importingId, segmentationId, modelId] = Array.from({ length: 5 }, () =>
  randomUUID(),
);

/** Three customers, one of whom was upserted after the fit, and a row number that an erased one had. */
export async function fillFirstRelease(old: DataSource): Promise<void> {
  const dialect = JSON.stringify({ delimiter: ';', dateFormat: null });
  await old.query(
    `insert into datasets (id, name, status, created_at, customer_count, rejected_row_count, dialect, snapshot_path,
       snapshot_sha256, snapshot_rows, snapshot_stale) values
     ($1, 'Shop', 'READY', '2026-03-01', 3, 1, $4, 'snapshots/x/y.parquet', 'abc', 2, true),
     ($2, 'Broken', 'FAILED', '2026-03-02', 0, 0, $4, null, null, null, false),
     ($3, 'On its way', 'IMPORTING', '2026-03-03', 0, 0, $4, null, null, null, false)`,
    [datasetId, failedId, importingId, dialect],
  );
  await old.query(
    `insert into customers (dataset_id, row, external_id, attributes, search_text, created_at, updated_at) values
     ($1, 0, 'a', '{"x": 1}', 'a', '2026-03-01', '2026-03-01'),
     ($1, 1, 'b', '{"x": 2}', 'b', '2026-03-01', '2026-03-05'),
     ($1, 2, 'c', '{"x": 3}', 'c', '2026-03-05', '2026-03-05')`,
    [datasetId],
  );
  await old.query(`insert into rejected_rows values ($1, 0, 7, 'no id', ';9')`, [datasetId]);
  await old.query(
    `insert into jobs (kind, payload, dataset_id) values ('import-dataset', '{"analyse": true}', $1)`,
    [importingId],
  );
  await old.query(
    `insert into segmentations (id, dataset_id, status, created_at, seed, engine, features, min_k, max_k, selected_k,
       active, columns) values ($1, $2, 'COMPLETED', '2026-03-02', 0, 'local', '{x}', 2, 2, 2, true, '[]')`,
    [segmentationId, datasetId],
  );
  await old.query(
    `insert into segments values ($1, 2, 0, 'aaa', 'Low x', '5 customers, 7.5 % of all. X 1 on average.', 5, 0.5, '[]'), ($1, 2, 1, 'bbb', 'High x', '', 5, 0.5, '[]')`,
    [segmentationId],
  );
  await old.query(`insert into segment_memberships values ($1, 0, '{0}'), ($1, 1, '{1}'), ($1, 9, '{1}')`, [
    segmentationId,
  ]);
  await old.query(
    `insert into churn_models (id, dataset_id, version, stage, status, engine, algorithm, imbalance, definition, target,
       request) values ($1, $2, 1, 'CHAMPION', 'COMPLETED', 'local', 'AUTO', 'AUTO', 'x > 2', '{}', '{}')`,
    [modelId, datasetId],
  );
  await old.query(
    `insert into churn_scores values ($1, 0, 0.25, -1, 0, 'LOW', null, '2026-03-02'), ($1, 1, 0.5, 0, 0, 'HIGH', null, '2026-03-02')`,
    [modelId],
  );
}
