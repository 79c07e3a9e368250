import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { CallContext } from '../call/call-context.js';
import { inCall } from '../call/current-call.js';
import { createDataSource } from './data-source.js';
import { inTransaction } from './in-transaction.js';

let database: TestDatabase;
let dataSource: ReturnType<typeof createDataSource>;
beforeEach(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.ownerUrl, { entities: [], migrations: [] }, 6).initialize();
});
afterEach(async () => {
  await dataSource.destroy();
  await database.drop();
});

const GONE = new Error('The client went away.');

function open(): { call: CallContext; leave: () => void } {
  const gone = new AbortController();
  return { call: CallContext.ofServer(gone.signal), leave: () => gone.abort(GONE) };
}

/** How many statements run that contain a text, other than this one. */
async function running(text: string): Promise<number> {
  const [row] = await dataSource.query(
    `select count(*)::int as count from pg_stat_activity
     where state = 'active' and query like $1 and pid <> pg_backend_pid() and datname = current_database()`,
    [`%${text}%`],
  );
  return row.count;
}

async function until(expected: number, text: string): Promise<void> {
  const since = Date.now();
  while ((await running(text)) !== expected) {
    if (Date.now() - since > 5000)
      throw new Error(`${await running(text)} of "${text}" run, not ${expected}.`);
  }
}

describe('the connections of a call', () => {
  it('are closed when the call is over, and what runs on them is ended', async () => {
    const { call, leave } = open();
    const sleeping = inCall(call, () => dataSource.query('select pg_sleep(60)'));
    const ended = expect(sleeping).rejects.toThrow();
    await until(1, 'pg_sleep');
    leave();
    await ended;
    await until(0, 'pg_sleep');
    expect(await dataSource.query('select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('end while they wait for a lock of someone else, and their transaction is rolled back', async () => {
    await dataSource.query('create table t (id int primary key)');
    const holder = dataSource.createQueryRunner();
    onTestFinished(() => holder.release());
    await holder.startTransaction();
    await holder.query('insert into t values (2)');
    const { call, leave } = open();
    const writing = inCall(call, () =>
      inTransaction(dataSource, async (manager) => {
        await manager.query('insert into t values (1)');
        await manager.query('insert into t values (2)');
      }),
    );
    const ended = expect(writing).rejects.toThrow();
    await until(1, 'insert into t');
    leave();
    await ended;
    await until(0, 'insert into t');
    await holder.commitTransaction();
    expect(await dataSource.query('select id from t')).toEqual([{ id: 2 }]);
  });

  it('end between two statements of a transaction', async () => {
    await dataSource.query('create table t (id int primary key)');
    const { call, leave } = open();
    const writing = inCall(call, () =>
      inTransaction(dataSource, async (manager) => {
        await manager.query('insert into t values (1)');
        leave();
      }),
    );
    await expect(writing).rejects.toThrow();
    expect(await dataSource.query('select id from t')).toEqual([]);
  });

  it('are not given to a call that is over', async () => {
    const { call, leave } = open();
    leave();
    await expect(inCall(call, () => dataSource.query('select 1'))).rejects.toBe(GONE);
  });

  it('are not waited for by a call that is over, and reach those that wait on', async () => {
    const holders = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const runner = dataSource.createQueryRunner();
        await runner.connect();
        return runner;
      }),
    );
    const { call, leave } = open();
    const waiting = inCall(call, () => dataSource.query('select 1'));
    const ended = expect(waiting).rejects.toBe(GONE);
    leave();
    await ended;
    await Promise.all(holders.map((holder) => holder.release()));
    expect(
      await Promise.all(Array.from({ length: 8 }, () => dataSource.query('select 1 as one'))),
    ).toHaveLength(8);
  });

  it('are four at a time, so that others find one', async () => {
    const { call, leave } = open();
    const sleeping = Array.from({ length: 12 }, () =>
      inCall(call, () => dataSource.query('select pg_sleep(60)')),
    );
    const ended = Promise.all(sleeping.map((one) => expect(one).rejects.toThrow()));
    await until(4, 'pg_sleep');
    const { call: other } = open();
    expect(await inCall(other, () => dataSource.query('select 1 as one'))).toEqual([{ one: 1 }]);
    expect(await running('pg_sleep')).toBe(4);
    leave();
    await ended;
    await until(0, 'pg_sleep');
  });

  it('go back to the pool when they are released, also after a failure', async () => {
    const { call } = open();
    for (let i = 0; i < 20; i++) {
      await inCall(call, () => dataSource.query('select 1'));
      await expect(inCall(call, () => dataSource.query('select x'))).rejects.toThrow('"x"');
    }
    await until(0, 'select x');
  });

  it('hold on to nothing of it when they are idle again', async () => {
    const collect = collector();
    const over = await (async () => {
      const { call } = open();
      await inCall(call, () => Promise.all([1, 2, 3].map((n) => dataSource.query('select $1::int', [n]))));
      return new WeakRef(call);
    })();
    // What was awaited last stays until the turn is over.
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    expect(over.deref()).toBeUndefined();
  });
});

/** A full collection of what nobody holds. */
function collector(): () => void {
  setFlagsFromString('--expose-gc');
  return runInNewContext('gc');
}
