import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { createDataSource } from './data-source.js';

let database: TestDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.ownerUrl, { entities: [], migrations: [] }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});

it.each([
  ['none', []],
  ['one', [7]],
  ['of every size', [0, -1.5, 0.1, 1e-300, -2.5e21, 123456789.125, Number.MAX_SAFE_INTEGER, 5e-324]],
  ['what is no number', [1, null, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
])('reads arrays of numbers as they were written: %s', async (_, numbers) => {
  const [{ read }] = await dataSource.query('select $1::float8[] as read', [numbers]);
  expect(read).toEqual(numbers);
});

it('reads arrays of arrays, and other values, as the library does', async () => {
  const [read] = await dataSource.query(
    `select array[array[1, 2], array[3, null]]::float8[] as nested, array['{1}', null] as words,
       array[1, 2] as whole, null::float8[] as missing, 1.5::float8 as single, now() as at`,
  );
  expect(read).toMatchObject({
    ...{
      nested: [
        [1, 2],
        [3, null],
      ],
      words: ['{1}', null],
      whole: [1, 2],
      missing: null,
      single: 1.5,
    },
    at: expect.any(Date),
  });
});
