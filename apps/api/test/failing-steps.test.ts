import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { findInconsistencies } from './consistency.js';
import {
  csv,
  expectEveryMutation,
  MUTATIONS,
  type Mutation,
  makePlace,
  mutate,
  type Outcome,
  type Place,
} from './every-mutation.js';
import { failFileCall } from './failing-file-call.js';
import { failStatement } from './failing-statement.js';
import type { FailingStep } from './failing-step.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

/** How many statements of each use case fail; where these are all of them, in both ways, otherwise in turn. */
const STATEMENTS = Number(process.env.STATEMENTS ?? 2);
/** How many calls for files of each use case fail. */
const FILE_CALLS = Number(process.env.FILE_CALLS ?? 2);
let app: TestApp;
/** A connection of our own, none of whose statements fail. */
let direct: pg.Client;
let end = () => {};
beforeAll(async () => {
  app = await createTestApp();
  direct = new pg.Client({ connectionString: app.databaseUrl });
  await direct.connect();
});
afterAll(async () => {
  await direct.end();
  await app.stop();
});
afterEach(() => end());

/** A dataset that has been analysed. */
let place: Place;
beforeAll(async () => {
  place = await makePlace(app);
  await settle();
});

/** A use case, and what it is about, made anew for each time; \`i\` is another number each time. */
interface UseCase extends Pick<Mutation, 'doneAlready' | 'over'> {
  readonly make?: (i: number) => Promise<unknown>;
  readonly call: (i: number, made: never) => Promise<Outcome>;
}

/** Waits until nothing is to be done any more. */
async function settle(): Promise<void> {
  for (;;) {
    const { rows } = await direct.query(
      `select (select count(*) from jobs where state in ('PENDING', 'RUNNING'))::int
         + (select count(*) from outbox where given_up_at is null)::int as open`,
    );
    if (rows[0].open === 0) return;
    await delay(25);
  }
}

/** The answer with the code of its job's error, if it started one. A cancelled job has ended as it was to. */
async function completed(answer: Outcome): Promise<Outcome> {
  const job = answer.payload?.job as { id: string } | null | undefined;
  if (!job) return answer;
  await settle();
  const id = fromGlobalId('Job', job.id);
  const { rows } = await direct.query('select error_code from jobs where id = $1', [id]);
  const codes = rows.flatMap(({ error_code: code }) => (code === 'CANCELLED' ? [] : (code ?? [])));
  return { ...answer, codes: [...answer.codes, ...codes] };
}

/** A mutation as a use case; a dataset that is deleted is another one. */
function useCaseOf(name: string, { prepare, input, fields, doneAlready, over }: Mutation): UseCase {
  const other = (datasetId: unknown) => ({ ...place, datasetId: datasetId as string });
  const isDeletion = name === 'deleteDataset';
  return {
    make: async (i) =>
      isDeletion ? importCsv(app, 'id,a\nx,1\ny,2\n') : ((await prepare?.(place, i)) as unknown),
    call: async (i, made) => {
      const at = isDeletion ? other(made) : place;
      return completed(await mutate(app, name, input(at, i, made), fields));
    },
    ...(doneAlready !== undefined && { doneAlready }),
    ...(over !== undefined && { over }),
  };
}

const USE_CASES: Readonly<Record<string, UseCase>> = {
  upload: {
    call: async () => {
      const answer = await app.fetch('/uploads?filename=a.csv', { method: 'POST', body: csv });
      const payload = (await answer.json()) as { uploadId?: string; code?: string };
      if (!answer.ok) return { payload, codes: [String(payload.code)] };
      const removed = await app.fetch(`/uploads/${payload.uploadId}`, { method: 'DELETE' });
      return { payload, codes: removed.ok ? [] : [((await removed.json()) as { code: string }).code] };
    },
  },
  ...Object.fromEntries(
    Object.entries(MUTATIONS).map(([name, mutation]) => [name, useCaseOf(name, mutation)]),
  ),
};

const USES_FILES: ReadonlySet<string> = new Set([
  'upload',
  'eraseCustomer',
  'deleteDataset',
  'importDataset',
  'fitSegmentation',
  'trainChurnModel',
  'checkDrift',
]);

/** What is half there, for good. A job that failed because its step did is not: its answer says so. */
async function findHalfDone(): Promise<string[]> {
  await app.slices.datasets.service.sweep();
  const found = await findInconsistencies(async (s) => (await direct.query(s)).rows, app.storage.dataDir);
  return found.filter((what) => !what.endsWith('jobs that failed by a fault of ours'));
}

/** A way in which the n-th step from now on fails. */
interface Fault {
  readonly name: string;
  readonly begin: (n: number) => FailingStep | Promise<FailingStep>;
}

const STATEMENT_FAULTS: readonly Fault[] = (['is refused', 'is not answered'] as const).map((name) => ({
  name,
  begin: (n) => failStatement(n, name),
}));
const FILE_FAULTS: readonly Fault[] = [{ name: 'fails', begin: (n) => failFileCall(app.storage.dataDir, n) }];

let calls = 0;

/** Makes the n-th step of a call fail; what is half done fails the test. */
async function callFailing({ make, call, doneAlready, over }: UseCase, n: number, fault: Fault) {
  const i = ++calls;
  // There may be fifty, and some make another one each time.
  const kept = fromGlobalId('WebhookEndpoint', place.endpointId);
  await direct.query('delete from webhook_endpoints where id <> $1', [kept]);
  const made = (await make?.(i)) as never;
  await settle();
  const failing = await fault.begin(n);
  end = failing.end;
  const { codes, payload } = await call(i, made);
  await settle();
  end();
  const where = `${n} ${fault.name}: ${failing.failed()?.replace(/\s+/g, ' ').slice(0, 80)}`;
  if (codes.length === 0) expect(payload, where).not.toBeNull();
  // The step may have been one of the job that it is about, which has ended by that.
  else expect(['INTERNAL', 'UNAVAILABLE', 'OUTCOME_UNKNOWN', over], where).toContain(codes.join());
  expect(await findHalfDone(), where).toEqual([]);
  const told = `${where} → ${codes.join() || 'done'}`;
  if (failing.failed() === null) return { count: failing.count(), failed: null, told };
  const again = await call(i, made);
  await settle();
  // Whoever was told of an error, and is not left in doubt, finds nothing done.
  const isDone = codes.length === 0 || codes.includes('OUTCOME_UNKNOWN');
  expect(['', over, isDone ? doneAlready : ''], where).toContain(again.codes.join());
  expect(await findHalfDone(), where).toEqual([]);
  return { count: failing.count(), failed: failing.failed(), told };
}

/** Makes steps of a use case fail: a few spread over all of them, or each one in every way, and tells what came of it. */
async function tryFaults(useCase: UseCase, faults: readonly Fault[], tried: number, atLeast: number) {
  const { count } = await callFailing(useCase, 0, faults[0]!);
  expect(count).toBeGreaterThan(atLeast);
  if (tried < count) {
    for (let i = 0; i < tried; i++) {
      const n = 1 + Math.floor(((i + 0.5) * count) / tried);
      await callFailing(useCase, n, faults[i % faults.length]!);
    }
    return;
  }
  for (const fault of faults) {
    for (let n = 1, failed: string | null = ''; failed !== null && n <= tried; n++) {
      const result = await callFailing(useCase, n, fault);
      failed = result.failed;
      console.log(result.told);
    }
  }
}

it('tries every mutation of the schema', () => expectEveryMutation(app));

it.each(Object.entries(USE_CASES).filter(([name]) => name !== 'upload'))(
  'a statement of %s that fails leaves nothing half done, and the next call succeeds',
  (_name, useCase) => tryFaults(useCase, STATEMENT_FAULTS, STATEMENTS, 1),
  STATEMENTS * 60_000,
);

it.each(Object.entries(USE_CASES).filter(([name]) => USES_FILES.has(name)))(
  'a call for a file of %s that fails leaves nothing half done, and the next call succeeds',
  (_name, useCase) => tryFaults(useCase, FILE_FAULTS, FILE_CALLS, 0),
  FILE_CALLS * 60_000,
);
