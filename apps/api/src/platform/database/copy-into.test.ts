import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { type CopyValue, copyInto } from './copy-into.js';
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
beforeEach(() =>
  dataSource.query(`drop table if exists copied;
    create table copied (id int, name text, ratio float8, flag bool, at timestamptz, doc jsonb, numbers float8[], words text[])`),
);

const COLUMNS = ['id', 'name', 'ratio', 'flag', 'at', 'doc', 'numbers', 'words'];
const read = () => dataSource.query('select * from copied order by id');

describe('copyInto', () => {
  it('writes every kind of value to the database unchanged', async () => {
    const at = new Date('2026-03-01T09:30:00.123Z');
    const rows: CopyValue[][] = [
      [
        1,
        'tab\there, "quotes", back\\slash\nnew line\rend',
        0.1 + 0.2,
        true,
        at,
        { json: { a: ['\\n', 'é\n'] } },
        new Float64Array([1.5, -2e-7]),
        ['a"b', 'c\\d', 'e,f', ''],
      ],
      [2, '\\N', Number.NaN, false, null, { json: null }, [], ['NULL']],
      [3, null, null, null, null, null, null, null],
      [4, 'a\0b', 1e300, true, at, { json: 1 }, new Int32Array([7]), []],
    ];
    expect(await copyInto(dataSource, 'copied', COLUMNS, rows)).toBe(4);
    expect(await read()).toEqual([
      {
        id: 1,
        name: 'tab\there, "quotes", back\\slash\nnew line\rend',
        ratio: 0.1 + 0.2,
        flag: true,
        at,
        doc: { a: ['\\n', 'é\n'] },
        numbers: [1.5, -2e-7],
        words: ['a"b', 'c\\d', 'e,f', ''],
      },
      {
        id: 2,
        name: '\\N',
        ratio: Number.NaN,
        flag: false,
        at: null,
        doc: null,
        numbers: [],
        words: ['NULL'],
      },
      { id: 3, name: null, ratio: null, flag: null, at: null, doc: null, numbers: null, words: null },
      { id: 4, name: 'ab', ratio: 1e300, flag: true, at, doc: 1, numbers: [7], words: [] },
    ]);
  });

  it('takes rows as they come, many at a time', async () => {
    async function* rows(): AsyncGenerator<CopyValue[]> {
      for (let id = 0; id < 20_000; id++) yield [id, `customer ${id}`];
    }
    expect(await copyInto(dataSource, 'copied', ['id', 'name'], rows())).toBe(20_000);
    expect(await dataSource.query('select count(*)::int as n, max(name) as last from copied')).toEqual([
      { n: 20_000, last: 'customer 9999' },
    ]);
  });

  it('is part of the transaction whose manager is passed', async () => {
    const lost = dataSource.transaction(async (manager) => {
      await copyInto(manager, 'copied', ['id'], [[1]]);
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    expect(await read()).toEqual([]);
  });

  it('writes nothing if a row is refused, or if the rows break off', async () => {
    await expect(copyInto(dataSource, 'copied', ['id'], [[1], ['two']])).rejects.toThrow(
      /invalid input syntax/,
    );
    async function* broken(): AsyncGenerator<CopyValue[]> {
      yield [1];
      throw new Error('the file ended');
    }
    await expect(copyInto(dataSource, 'copied', ['id'], broken())).rejects.toThrow('the file ended');
    expect(await read()).toEqual([]);
    expect(await copyInto(dataSource, 'copied', ['id'], [[1]])).toBe(1);
  });
});
