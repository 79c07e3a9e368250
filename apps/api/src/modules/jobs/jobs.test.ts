import { CallContext } from '../../platform/call/call-context.js';
import { currentCall, inCall } from '../../platform/call/current-call.js';
import 'reflect-metadata';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/test-database.js';
import { createDataSource } from '../../platform/database/data-source.js';
import { AppError } from '../../platform/errors/app-error.js';
import { createLogger } from '../../platform/logger.js';
import { createJobs, entities, type Job, type JobsDependencies } from './index.js';

type Jobs = ReturnType<typeof createJobs>;

const SERVER_CALL = CallContext.ofServer();
let database: TestDatabase;
let dataSource: DataSource;
const started: Jobs[] = [];
const children: ChildProcess[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  dataSource = await createDataSource(database.url, { entities, migrations: [] }).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await database.drop();
});
beforeEach(() => dataSource.query('truncate jobs'));
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  for (const jobs of started.splice(0)) {
    await jobs.worker.stop();
    await jobs.signals.close();
  }
});

/** A process with jobs, as far as the database can tell: it has a lock and connections of its own. */
async function startJobs(define: (jobs: Jobs) => void, limits?: JobsDependencies['limits']): Promise<Jobs> {
  const jobs = createJobs({ dataSource, url: database.url, logger: createLogger('silent'), limits });
  define(jobs);
  await jobs.signals.connect();
  started.push(jobs);
  await jobs.worker.start();
  return jobs;
}

async function settled(jobs: Jobs, key: string): Promise<Job> {
  let last: Job | undefined;
  for await (const job of await jobs.service.watch(SERVER_CALL, key)) last = job;
  return last!;
}

/** A promise and what settles it. */
function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted'))));

describe('a job', () => {
  it('runs with its payload and is reported from pending to completed', async () => {
    const [watched, seen] = [gate(), gate()];
    const jobs = await startJobs(({ service }) =>
      service.define<{ greeting: string }>({
        kind: 'greet',
        run: async ({ greeting }, { progress }) => {
          await watched.opened;
          progress(0.5, greeting);
          await seen.opened;
        },
      }),
    );
    const key = await jobs.service.enqueue(SERVER_CALL, 'greet', { greeting: 'hello' });
    const told: Job[] = [];
    for await (const job of await jobs.service.watch(SERVER_CALL, key)) {
      told.push(job);
      watched.open();
      if (job.step === 'hello' && job.progress === 0.5) seen.open();
    }
    expect(['PENDING', 'RUNNING']).toContain(told[0]!.state);
    expect(told.at(-1)).toMatchObject({ state: 'COMPLETED', progress: 1, attempts: 1, error: null });
    expect(told.at(-1)!.settledAt).toBeInstanceOf(Date);
  });

  it('that throws an AppError fails with its code, is cleaned up once and is not retried', async () => {
    const outcomes: unknown[] = [];
    const jobs = await startJobs(({ service }) =>
      service.define({
        kind: 'refuse',
        run: async () => {
          throw new AppError('NO_ROWS', 'The file has 0 rows; it must have 1 or more.');
        },
        onFailed: async (_payload, outcome) => void outcomes.push(outcome),
      }),
    );
    const job = await settled(jobs, await jobs.service.enqueue(SERVER_CALL, 'refuse', {}));
    expect(job).toMatchObject({
      state: 'FAILED',
      attempts: 1,
      error: { code: 'NO_ROWS', message: 'The file has 0 rows; it must have 1 or more.' },
    });
    expect(outcomes).toEqual([{ ...job.error, cancelled: false }]);
  });

  it('that breaks is INTERNAL with an id and without the details', async () => {
    const jobs = await startJobs(({ service }) =>
      service.define({
        kind: 'break',
        run: async () => {
          throw new Error('password=hunter2');
        },
      }),
    );
    const { error } = await settled(jobs, await jobs.service.enqueue(SERVER_CALL, 'break', {}));
    expect(error?.code).toBe('INTERNAL');
    expect(error?.message).toMatch(/see [0-9a-f-]{36} in the log\.$/);
    expect(error?.message).not.toContain('hunter2');
  });

  it('is made once while one with its job key is unsettled, and again after that', async () => {
    const go = gate();
    const jobs = await startJobs(({ service }) => service.define({ kind: 'wait', run: () => go.opened }));
    const first = await jobs.service.enqueue(SERVER_CALL, 'wait', {}, { jobKey: 'fit:1' });
    expect(await jobs.service.enqueue(SERVER_CALL, 'wait', {}, { jobKey: 'fit:1' })).toBe(first);
    expect(await jobs.service.enqueue(SERVER_CALL, 'wait', {}, { jobKey: 'fit:2' })).not.toBe(first);
    go.open();
    await settled(jobs, first);
    expect(await jobs.service.enqueue(SERVER_CALL, 'wait', {}, { jobKey: 'fit:1' })).not.toBe(first);
  });

  it('is not made when the transaction that asks for it rolls back', async () => {
    const ran: string[] = [];
    const jobs = await startJobs(({ service }) =>
      service.define({ kind: 'note', run: async (_, { jobId }) => void ran.push(jobId) }),
    );
    const lost = dataSource.transaction(async (manager) => {
      await jobs.service.enqueue(SERVER_CALL, 'note', {}, { manager });
      throw new Error('rolled back');
    });
    await expect(lost).rejects.toThrow('rolled back');
    const kept = await jobs.service.enqueue(SERVER_CALL, 'note', {});
    await settled(jobs, kept);
    expect(ran).toEqual([kept]);
    expect(await dataSource.query('select count(*)::int as n from jobs')).toEqual([{ n: 1 }]);
  });
});

describe('cancelling', () => {
  it('stops a running job by its signal and says so', async () => {
    const running = gate();
    const outcomes: { cancelled: boolean }[] = [];
    const jobs = await startJobs(({ service }) =>
      service.define({
        kind: 'endless',
        run: async (_, { call: { signal } }) => {
          running.open();
          await untilAborted(signal);
        },
        onFailed: async (_payload, outcome) => void outcomes.push(outcome),
      }),
    );
    const key = await jobs.service.enqueue(SERVER_CALL, 'endless', {});
    await running.opened;
    await jobs.service.cancel(SERVER_CALL, key);
    expect(await settled(jobs, key)).toMatchObject({ state: 'CANCELLED', error: { code: 'CANCELLED' } });
    expect(outcomes).toMatchObject([{ cancelled: true }]);
  });

  it('takes a waiting job out of the queue, whichever process requests it', async () => {
    const go = gate();
    const ran: string[] = [];
    const jobs = await startJobs(({ service }) =>
      service.define<{ name: string }>({
        kind: 'wait',
        run: async ({ name }) => {
          ran.push(name);
          await go.opened;
        },
      }),
    );
    const busy = [
      await jobs.service.enqueue(SERVER_CALL, 'wait', { name: 'a' }),
      await jobs.service.enqueue(SERVER_CALL, 'wait', { name: 'b' }),
    ];
    const waiting = await jobs.service.enqueue(SERVER_CALL, 'wait', { name: 'c' });
    expect(await jobs.service.cancel(SERVER_CALL, waiting)).toMatchObject({ state: 'CANCELLED' });
    go.open();
    for (const key of busy) await settled(jobs, key);
    expect(ran.sort()).toEqual(['a', 'b']);
  });

  it('tidies up after a waiting job even if its caller goes', async () => {
    const go = gate();
    const tidied: unknown[] = [];
    const jobs = await startJobs(({ service }) =>
      service.define({
        kind: 'wait',
        run: () => go.opened,
        onFailed: async () => void tidied.push(currentCall()),
      }),
    );
    const keys: string[] = [];
    for (let i = 0; i < 3; i++) keys.push(await jobs.service.enqueue(SERVER_CALL, 'wait', {}));
    await inCall(SERVER_CALL, () => jobs.service.cancel(SERVER_CALL, keys[2]!));
    expect(tidied).toEqual([undefined]);
    go.open();
    for (const key of keys) await settled(jobs, key);
  });

  it('refuses a settled job with its state, and an unknown one', async () => {
    const jobs = await startJobs(({ service }) => service.define({ kind: 'quick', run: async () => {} }));
    const key = await jobs.service.enqueue(SERVER_CALL, 'quick', {});
    await settled(jobs, key);
    await expect(jobs.service.cancel(SERVER_CALL, key)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: 'The job is COMPLETED; only a PENDING or RUNNING job can be cancelled.',
    });
    await expect(
      jobs.service.cancel(SERVER_CALL, '00000000-0000-4000-8000-000000000000'),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('jobs that wait', () => {
  const LIMITS = { jobsAtOnce: 1, jobMemory: 1024 ** 3, jobsPerCaller: 3 };

  it('are taken in turns: one dataset keeps no other waiting, nor one kind of jobs another', async () => {
    const [begun, go] = [gate(), gate()];
    const ran: string[] = [];
    const define = (jobs: Jobs) => {
      for (const kind of ['train', 'import', 'fit']) {
        jobs.service.define<{ name: string }>({
          kind,
          run: async ({ name }) => {
            ran.push(name);
            begun.open();
            await go.opened;
          },
        });
      }
    };
    const jobs = await startJobs(define, LIMITS);
    const [big, small] = [crypto.randomUUID(), crypto.randomUUID()];
    const keys: string[] = [];
    const add = async (kind: string, datasetId: string, name: string) =>
      keys.push(await jobs.service.enqueue(SERVER_CALL, kind, { name }, { datasetId }));
    await add('train', big, 'big train 1');
    await begun.opened;
    for (const number of [2, 3, 4]) await add('train', big, `big train ${number}`);
    await add('import', big, 'big import');
    await add('import', small, 'small import');
    await add('fit', small, 'small fit');
    go.open();
    for (const key of keys) await settled(jobs, key);
    expect(ran).toEqual([
      'big train 1',
      'small import',
      'big import',
      'small fit',
      'big train 2',
      'big train 3',
      'big train 4',
    ]);
  });

  it('are limited for each caller and kind, also when many are requested at once', async () => {
    const go = gate();
    const define = (jobs: Jobs) => {
      for (const kind of ['train', 'fit']) jobs.service.define({ kind, run: () => go.opened });
    };
    const jobs = await startJobs(define, LIMITS);
    const of = (id: string) => new CallContext({ id, email: null, role: 'ANALYST', scope: null });
    const request = (caller: string, kind = 'train') =>
      dataSource.transaction((manager) => jobs.service.enqueue(of(caller), kind, {}, { manager }));
    const answers = await Promise.allSettled(Array.from({ length: 9 }, () => request('greedy')));
    const keys = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
    expect(keys).toHaveLength(3);
    for (const answer of answers) {
      if (answer.status === 'fulfilled') continue;
      expect(answer.reason).toMatchObject({
        code: 'TOO_MANY_JOBS',
        message:
          'You have 3 jobs "train" waiting or running; there may be 3. Wait for one to end, or cancel one.',
      });
    }
    keys.push(await request('greedy', 'fit'), await request('other'));
    for (let i = 0; i < 5; i++) keys.push(await jobs.service.enqueue(SERVER_CALL, 'train', {}));
    go.open();
    for (const key of keys) await settled(jobs, key);
    await settled(jobs, await request('greedy'));
  });
});

describe('a process that ends', () => {
  it('in order puts its jobs back, and the attempt does not count', async () => {
    const running = gate();
    const first = await startJobs(({ service }) =>
      service.define({
        kind: 'import',
        run: async (_, { call: { signal } }) => {
          running.open();
          await untilAborted(signal);
        },
      }),
    );
    const key = await first.service.enqueue(SERVER_CALL, 'import', {});
    await running.opened;
    await first.worker.stop();
    expect(await first.service.get(SERVER_CALL, key)).toMatchObject({ state: 'PENDING', attempts: 0 });
    const second = await startJobs(({ service }) => service.define({ kind: 'import', run: async () => {} }));
    expect(await settled(second, key)).toMatchObject({ state: 'COMPLETED', attempts: 1 });
  });

  it('in order does not wait for a job that it was just taking', async () => {
    const jobs = await startJobs(({ service }) =>
      service.define({ kind: 'import', run: (_, { call: { signal } }) => untilAborted(signal) }),
    );
    const [taking, stopping] = [gate(), gate()];
    const { store } = jobs.worker;
    const takeNext = store.takeNext.bind(store);
    vi.spyOn(store, 'takeNext').mockImplementation(async (...job) => {
      taking.open();
      await stopping.opened;
      return takeNext(...job);
    });
    const key = await jobs.service.enqueue(SERVER_CALL, 'import', {});
    await taking.opened;
    const stopped = jobs.worker.stop();
    stopping.open();
    await stopped;
    expect(await jobs.service.get(SERVER_CALL, key)).toMatchObject({ state: 'PENDING', attempts: 0 });
  });

  it('by kill -9 loses nothing: the next process takes over its job at once', async () => {
    const jobs = createJobs({ dataSource, url: database.url, logger: createLogger('silent') });
    jobs.service.define({ kind: 'endless', run: async () => {} });
    const key = await jobs.service.enqueue(SERVER_CALL, 'endless', {});
    await killWhileRunning();
    const next = await startJobs(({ service }) => service.define({ kind: 'endless', run: async () => {} }));
    expect(await settled(next, key)).toMatchObject({ state: 'COMPLETED', attempts: 2 });
  });

  it('only for the database, by a broken connection, starts its job again', async () => {
    const [running, aborted] = [gate(), gate()];
    let begun = 0;
    const jobs = await startJobs(({ service }) =>
      service.define({
        kind: 'import',
        run: async (_, { call: { signal } }) => {
          if (++begun > 1) return;
          running.open();
          await untilAborted(signal).catch((error: unknown) => {
            aborted.open();
            throw error;
          });
        },
      }),
    );
    const key = await jobs.service.enqueue(SERVER_CALL, 'import', {});
    await running.opened;
    const before = jobs.signals.workerKey;
    await dataSource.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'holdfast jobs' and datname = current_database()`,
    );
    await aborted.opened;
    await vi.waitUntil(() => jobs.signals.workerKey !== before, { timeout: 20_000 });
    await jobs.worker.recover();
    expect(await settled(jobs, key)).toMatchObject({ state: 'COMPLETED', attempts: 2 });
  });

  it('three times with the same job leaves it failed as JOB_LOST, cleaned up', async () => {
    const jobs = createJobs({ dataSource, url: database.url, logger: createLogger('silent') });
    const codes: string[] = [];
    const define = ({ service }: Jobs) =>
      service.define({
        kind: 'endless',
        run: async () => {},
        onFailed: async (_payload, { code }) => void codes.push(code),
      });
    define(jobs);
    const key = await jobs.service.enqueue(SERVER_CALL, 'endless', {});
    for (let attempt = 1; attempt <= 3; attempt++) await killWhileRunning();
    const next = await startJobs(define);
    expect(await settled(next, key)).toMatchObject({
      state: 'FAILED',
      attempts: 3,
      error: {
        code: 'JOB_LOST',
        message: 'The job was interrupted 3 times before it could end; it will not be tried again.',
      },
    });
    expect(codes).toEqual(['JOB_LOST']);
  });
});

/** Starts a process that takes the endless job, and kills it once it has begun. */
async function killWhileRunning(): Promise<void> {
  const root = join(import.meta.dirname, '../../..');
  const program = [
    '--import',
    '@swc-node/register/esm-register',
    'test/fixtures/job-process.ts',
    database.url,
  ];
  const child = spawn(process.execPath, program, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}
