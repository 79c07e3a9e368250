import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { createDataSource } from './data-source.js';
import { prepared } from './prepared.js';

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await createTestDatabase();
  // One connection, whose prepared statements can be looked at.
  dataSource = await createDataSource(database.ownerUrl, { entities: [], migrations: [] }, 1).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

const known = () =>
  dataSource.query<{ statement: string; plans: string }[]>(
    'select statement, generic_plans + custom_plans as plans from pg_prepared_statements',
  );

it('has a connection parse a statement once, whatever its parameters', async () => {
  const text = prepared('select $1::int + 1 as next');
  for (const n of [1, 2, 3]) expect(await dataSource.query(text, [n])).toEqual([{ next: n + 1 }]);
  expect(await known()).toEqual([{ statement: text, plans: '3' }]);
});

it('leaves all other statements as they are', async () => {
  await dataSource.query('select $1::int + 2 as other', [1]);
  expect((await known()).map(({ statement }) => statement)).not.toContain('select $1::int + 2 as other');
});

it('says of a prepared statement what is wrong with it, and goes on', async () => {
  const text = prepared('select 1 / $1::int as share');
  await expect(dataSource.query(text, [0])).rejects.toThrow('division by zero');
  expect(await dataSource.query(text, [1])).toEqual([{ share: 1 }]);
});
