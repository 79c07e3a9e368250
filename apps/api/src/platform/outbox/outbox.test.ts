import 'reflect-metadata';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { createDataSource } from '../database/data-source.js';
import { createLogger } from '../logger.js';
import { Outbox } from './outbox.js';
import { OutboxDelivery } from './outbox-delivery.js';

declare module './outbox.js' {
  interface OutboxEvents {
    'test.happened': { n: number };
    'test.alsoHappened': { n: number };
  }
}

let database: TestDatabase;
let dataSource: DataSource;
const running: OutboxDelivery[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url, { entities: [], migrations: [] }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});
beforeEach(() => dataSource.query('delete from outbox'));
afterEach(async () => {
  for (const delivery of running.splice(0)) await delivery.stop();
});

async function deliver(outbox: Outbox): Promise<OutboxDelivery> {
  const delivery = new OutboxDelivery(outbox, dataSource, database.url, createLogger('silent'));
  running.push(delivery);
  await delivery.start();
  return delivery;
}

const append = (outbox: Outbox, n: number, stream = 'a') =>
  dataSource.transaction((manager) => outbox.append(manager, stream, 'test.happened', { n }));

const open = async () => (await dataSource.query('select from outbox where given_up_at is null')).length;

/** An outbox whose handler notes what it receives. */
function recording(): { outbox: Outbox; received: number[] } {
  const outbox = new Outbox(dataSource);
  const received: number[] = [];
  outbox.on('test.happened', 'recorder', async ({ n }) => void received.push(n));
  return { outbox, received };
}

describe('an event', () => {
  it('is delivered after its transaction commits, and not when that rolls back', async () => {
    const { outbox, received } = recording();
    await deliver(outbox);
    const lost = dataSource.transaction(async (manager) => {
      await outbox.append(manager, 'a', 'test.happened', { n: 1 });
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    await append(outbox, 2);
    await outbox.delivered('a', 5000);
    expect(received).toEqual([2]);
    expect(await open()).toBe(0);
  });

  it('that was written while no delivery was running is delivered at the next start', async () => {
    const { outbox, received } = recording();
    await append(outbox, 1);
    await deliver(outbox);
    await outbox.delivered('a', 5000);
    expect(received).toEqual([1]);
  });

  it('is delivered in the order of its stream, however many processes deliver', async () => {
    const { outbox, received } = recording();
    await deliver(outbox);
    await deliver(outbox);
    const written = Array.from({ length: 50 }, (_, n) => n);
    for (const n of written) await append(outbox, n);
    await outbox.delivered('a', 10_000);
    expect(received).toEqual(written);
  });

  it('is delivered again if its handler failed, and nothing else waits for that', async () => {
    const outbox = new Outbox(dataSource);
    const [first, other]: [number[], number[]] = [[], []];
    outbox.on('test.happened', 'failing', async ({ n }) => {
      first.push(n);
      if (first.length === 1) throw new Error('not yet');
    });
    outbox.on('test.happened', 'fine', async ({ n }) => void other.push(n));
    await deliver(outbox);
    await append(outbox, 1);
    await append(outbox, 2);
    await vi.waitUntil(() => other.length === 2, { timeout: 5000 });
    await outbox.delivered('a', 10_000);
    expect(first).toEqual([1, 1, 2]);
    expect(other).toEqual([1, 2]);
  });

  it('whose lane is slow does not keep other streams waiting', async () => {
    const outbox = new Outbox(dataSource);
    let release = () => {};
    const released = new Promise<void>((resolve) => {
      release = resolve;
    });
    const received: number[] = [];
    outbox.on('test.happened', 'handler', async ({ n }) => {
      if (n === 1) await released;
      received.push(n);
    });
    await deliver(outbox);
    await append(outbox, 1, 'slow');
    await append(outbox, 2, 'fast');
    await outbox.delivered('fast', 5000);
    expect(received).toEqual([2]);
    release();
    await outbox.delivered('slow', 5000);
    expect(received).toEqual([2, 1]);
  });

  it('is passed to the next process if the one that had it died', async () => {
    const { outbox, received } = recording();
    const hung = new Outbox(dataSource);
    let begun = () => {};
    const running = new Promise<void>((resolve) => {
      begun = resolve;
    });
    hung.on('test.happened', 'recorder', (_, { signal }) => {
      begun();
      return new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    });
    const dying = await deliver(hung);
    await append(outbox, 1);
    await running;
    await deliver(outbox);
    // Its connection ends, and with it its lock, as when the process is killed.
    await dataSource.query(
      `select pg_terminate_backend(l.pid) from pg_locks l join pg_stat_activity a on a.pid = l.pid
       where l.locktype = 'advisory' and a.application_name = 'holdfast outbox' and a.datname = current_database()`,
    );
    await outbox.delivered('a', 10_000);
    expect(received).toEqual([1]);
    await dying.stop();
  });

  it('is set aside after its last attempt, so that those behind it can proceed', async () => {
    const outbox = new Outbox(dataSource);
    const received: number[] = [];
    outbox.on('test.happened', 'picky', async ({ n }) => {
      if (n === 1) throw new Error('never');
      received.push(n);
    });
    await append(outbox, 1);
    await dataSource.query('update outbox set attempts = 19');
    await append(outbox, 2);
    await deliver(outbox);
    await outbox.delivered('a', 5000);
    expect(received).toEqual([2]);
    expect(
      await dataSource.query('select attempts, error from outbox where given_up_at is not null'),
    ).toEqual([{ attempts: 20, error: 'Error: never' }]);
    expect(await outbox.overdue()).toEqual([{ event: 'test.happened', count: 1 }]);
  });

  it('that was set aside is tried again at the next start', async () => {
    const { outbox, received } = recording();
    await append(outbox, 1);
    await dataSource.query('update outbox set attempts = 20, given_up_at = now()');
    await deliver(outbox);
    expect(await outbox.delivered('a', 5000)).toBe(true);
    expect(received).toEqual([1]);
  });

  it('that must not be left undone is never set aside', async () => {
    const outbox = new Outbox(dataSource);
    let attempts = 0;
    const handle = async () => {
      attempts++;
      throw new Error('not yet');
    };
    outbox.on('test.happened', 'stubborn', handle, { untilDone: true });
    await append(outbox, 1);
    await dataSource.query('update outbox set attempts = 5000');
    await deliver(outbox);
    await vi.waitUntil(() => attempts === 1, { timeout: 5000 });
    expect(await outbox.delivered('a', 200)).toBe(false);
    const [{ given_up_at, pause }] = await dataSource.query(
      'select given_up_at, extract(epoch from next_attempt_at - clock_timestamp())::float8 as pause from outbox',
    );
    expect(given_up_at).toBeNull();
    expect(pause).toBeLessThanOrEqual(300);
    expect(await outbox.overdue()).toEqual([{ event: 'test.happened', count: 1 }]);
  });
});

describe('waiting for a delivery', () => {
  it('does not wait for events that come later', async () => {
    const outbox = new Outbox(dataSource);
    outbox.on('test.happened', 'busy', async ({ n }) => {
      // There is always one more.
      if (n < 1000) await append(outbox, n + 1);
    });
    await append(outbox, 1);
    await deliver(outbox);
    const before = Date.now();
    await outbox.delivered('a', 20_000);
    expect(Date.now() - before).toBeLessThan(10_000);
    expect(await open()).toBeGreaterThan(0);
  });

  it('can be for the events of one handler', async () => {
    const outbox = new Outbox(dataSource);
    outbox.on('test.happened', 'failing', () => Promise.reject(new Error('no')));
    outbox.on('test.happened', 'fine', async () => {});
    await append(outbox, 1);
    await deliver(outbox);
    expect(await outbox.delivered('a', 5000, 'fine')).toBe(true);
    expect(await outbox.delivered('a', 100, 'failing')).toBe(false);
    expect(await outbox.delivered('a', 100)).toBe(false);
  });

  it('ends after its time, and never fails', async () => {
    const { outbox } = recording();
    await append(outbox, 1);
    const before = Date.now();
    await outbox.delivered('a', 100);
    expect(Date.now() - before).toBeGreaterThanOrEqual(99);
    expect(await open()).toBe(1);
  });
});
