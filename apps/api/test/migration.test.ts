import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { databaseParts, migrateDatabase } from '../src/app.js';
import { createDataSource } from '../src/platform/database/data-source.js';
import {
  datasetId,
  failedId,
  fillFirstRelease,
  importingId,
  modelId,
  released,
  segmentationId,
} from './first-release.js';

let dataSource: DataSource;
let admin: pg.Client;
const name = `migrated_${randomUUID().replaceAll('-', '')}`;
beforeAll(async () => {
  const url = new URL(inject('templateUrl'));
  url.pathname = '/postgres';
  admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`create database ${name}`);
  url.pathname = `/${name}`;
  const before = await createDataSource(url.href, { entities: [], migrations: released }).initialize();
  await migrateDatabase(before, url.href);
  await fillFirstRelease(before);
  await before.destroy();
  dataSource = await createDataSource(url.href, databaseParts).initialize();
  await migrateDatabase(dataSource, url.href);
});
afterAll(async () => {
  await dataSource.destroy();
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});

describe('a database of the first release', () => {
  it('keeps its customers, and gives none of them the row of one who was erased', async () => {
    expect(
      await dataSource.query(
        'select external_id, revision from customers where dataset_id = $1 order by row',
        [datasetId],
      ),
    ).toEqual([
      { external_id: 'a', revision: '0' },
      { external_id: 'b', revision: '1' },
      { external_id: 'c', revision: '1' },
    ]);
    const [dataset] = await dataSource.query(
      'select name, status, customer_count, rejected_row_count, next_row, revision from datasets where id = $1',
      [datasetId],
    );
    expect(dataset).toEqual({
      name: 'Shop',
      status: 'READY',
      customer_count: 3,
      rejected_row_count: 1,
      next_row: 10,
      revision: '1',
    });
  });

  it('has an import for every dataset, with its dialect and its rejected rows', async () => {
    const imports = await dataSource.query(
      `select dataset_id, number, mode, status, created_count, dialect ->> 'delimiter' as delimiter
       from imports order by created_at`,
    );
    const common = { number: 1, mode: 'NEW', delimiter: ';' };
    expect(imports).toEqual([
      { ...common, dataset_id: datasetId, status: 'COMPLETED', created_count: 3 },
      { ...common, dataset_id: failedId, status: 'FAILED', created_count: 0 },
      { ...common, dataset_id: importingId, status: 'PENDING', created_count: 0 },
    ]);
    expect(
      await dataSource.query(
        'select i.dataset_id, r.ordinal, r.line, r.cause, r.text from rejected_rows r join imports i on i.id = r.import_id',
      ),
    ).toEqual([{ dataset_id: datasetId, ordinal: 0, line: 7, cause: 'no id', text: ';9' }]);
  });

  it('continues the import that was in progress', async () => {
    expect(
      await dataSource.query(
        `select j.payload ->> 'analyse' as analyse, i.dataset_id from jobs j
         join imports i on i.id = (j.payload ->> 'importId')::uuid`,
      ),
    ).toEqual([{ analyse: 'true', dataset_id: importingId }]);
  });

  it('has the column file as a snapshot that segments and model refer to, from before the upserts', async () => {
    expect(
      await dataSource.query(
        `select p.path, p.sha256, p.rows, p.revision, s.id as segmentation, m.id as model from snapshots p
         join segmentations s on s.snapshot_id = p.id join churn_models m on m.snapshot_id = p.id`,
      ),
    ).toEqual([
      {
        path: 'snapshots/x/y.parquet',
        sha256: 'abc',
        rows: 2,
        revision: '0',
        segmentation: segmentationId,
        model: modelId,
      },
    ]);
  });

  it('has identities for its segments, remembers its scores, and places and scores missed customers', async () => {
    expect(await dataSource.query('select key, name, colour from segment_identities order by key')).toEqual([
      { key: 'aaa', name: 'Low x', colour: 0 },
      { key: 'bbb', name: 'High x', colour: 1 },
    ]);
    expect(await dataSource.query('select row, probability from churn_score_history order by row')).toEqual([
      { row: 0, probability: 0.25 },
      { row: 1, probability: 0.5 },
    ]);
    expect(await dataSource.query('select stream, handler, event from outbox order by handler')).toEqual([
      { stream: datasetId, handler: 'churn', event: 'customers.changed' },
      { stream: datasetId, handler: 'segmentation', event: 'customers.changed' },
    ]);
  });

  it('counts the members that its segments have now', async () => {
    expect(await dataSource.query('select key, size, share, description from segments order by key')).toEqual(
      [
        { key: 'aaa', size: 1, share: 0.5, description: 'X 1 on average.' },
        { key: 'bbb', size: 1, share: 0.5, description: '' },
      ],
    );
  });

  it('can be rolled back', async () => {
    const living = databaseParts.migrations.length - released.length;
    for (let i = 0; i < living; i++) await dataSource.undoLastMigration();
    expect(
      await dataSource.query(
        'select snapshot_path, snapshot_sha256, snapshot_rows, snapshot_stale from datasets where id = $1',
        [datasetId],
      ),
    ).toEqual([
      {
        snapshot_path: 'snapshots/x/y.parquet',
        snapshot_sha256: 'abc',
        snapshot_rows: 2,
        snapshot_stale: true,
      },
    ]);
    expect(await dataSource.query('select dataset_id, line from rejected_rows')).toEqual([
      { dataset_id: datasetId, line: 7 },
    ]);
  });
});
