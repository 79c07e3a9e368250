import { createHash, randomUUID } from 'node:crypto';
import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { databaseParts } from '../../app.js';
import { createDataSource } from '../database/data-source.js';
import { inTransaction } from '../database/in-transaction.js';
import { answerOnce, forgetInAnswers } from './answer-once.js';
import { Idempotency1767200000053 } from './idempotency.migration.js';

let database: TestDatabase;
let dataSource: DataSource;
let part: string;
beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.ownerUrl, databaseParts, 10).initialize();
  await dataSource.query('create table effects (n serial)');
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});
beforeEach(async () => {
  part = randomUUID();
  await dataSource.query(
    `alter table idempotent_answers drop constraint if exists idempotent_answers_part_fkey`,
  );
});

/** A call whose effect is a row. */
const call = (input: unknown, { key = 'once' as string | null, use = 'work', fail = false } = {}) =>
  inTransaction(dataSource, (manager) =>
    answerOnce(manager, { part, use, key, input, of: 'things' }, async () => {
      const [{ n }]: { n: number }[] = await manager.query('insert into effects default values returning n');
      if (fail) throw new Error('failed');
      return { n, names: ['a', 'b'] };
    }),
  );
const effects = async () => Number((await dataSource.query('select count(*) from effects'))[0].count);

describe('a call with a key', () => {
  it('that arrives fifty times at once is carried out once, and all get its answer', async () => {
    const before = await effects();
    const answers = await Promise.all(Array.from({ length: 50 }, () => call({ a: 1 })));
    expect(new Set(answers.map(({ n }) => n)).size).toBe(1);
    expect(await effects()).toBe(before + 1);
  });

  it('is refused with another input, and is another call in another use case or part', async () => {
    const { n } = await call({ a: 1 });
    await expect(call({ a: 2 })).rejects.toMatchObject({
      code: 'CONFLICT',
      field: ['idempotencyKey'],
      message: 'idempotencyKey "once" was already used for other things; every call needs its own.',
    });
    expect((await call({ a: 2 }, { use: 'play' })).n).not.toBe(n);
    part = randomUUID();
    expect((await call({ a: 2 })).n).not.toBe(n);
  });

  it('that failed is carried out when it comes again', async () => {
    const before = await effects();
    await expect(call({}, { fail: true })).rejects.toThrow('failed');
    await call({});
    expect(await effects()).toBe(before + 1);
  });

  it('is carried out each time without one', async () => {
    const [one, two] = [await call({}, { key: null }), await call({}, { key: null })];
    expect(one.n).not.toBe(two.n);
  });

  it('gets its answer without the texts that were to be forgotten', async () => {
    await call({});
    await call({}, { use: 'play' });
    await inTransaction(dataSource, (manager) =>
      forgetInAnswers(manager, { part, use: 'work', list: 'names' }, ['a', 'c']),
    );
    expect((await call({})).names).toEqual(['b']);
    expect((await call({}, { use: 'play' })).names).toEqual(['a', 'b']);
  });
});

it('answers to calls of before are carried over, there and back', async () => {
  const runner = dataSource.createQueryRunner();
  const [{ id }] = await dataSource.query(
    `insert into datasets (name, status, created_at) values ('d', 'READY', now()) returning id`,
  );
  const sha256 = createHash('sha256')
    .update(JSON.stringify(['x']))
    .digest('hex');
  const migration = new Idempotency1767200000053();
  await dataSource.query('delete from idempotent_answers');
  await migration.down(runner);
  await runner.query(
    `insert into customer_upserts (dataset_id, idempotency_key, request_sha256, created, updated) values ($1, 'k', $2, 1, 2)`,
    [id, sha256],
  );
  await runner.query(`insert into outcome_calls values ($1, 'k', $2, 3, '{nobody}', now())`, [id, sha256]);
  await migration.up(runner);
  await migration.down(runner);
  await migration.up(runner);
  await runner.release();
  part = id;
  const again = (use: string) =>
    inTransaction(dataSource, (manager) =>
      answerOnce(manager, { part, use, key: 'k', input: ['x'], of: 'things' }, async () => ({})),
    );
  expect(await again('upsertCustomers')).toEqual({ created: 1, updated: 2 });
  expect(await again('recordOutcomes')).toEqual({ recorded: 3, unknown: ['nobody'] });
});
