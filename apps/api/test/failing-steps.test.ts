import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { train } from './churn-client.js';
import { findInconsistencies } from './consistency.js';
import { failFileCall } from './failing-file-call.js';
import { failStatement } from './failing-statement.js';
import type { FailingStep } from './failing-step.js';
import { importCsv, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

/** How many statements of each use case fail; where these are all of them, in both ways, otherwise in turn. */
const STATEMENTS = Number(process.env.STATEMENTS ?? 2);
/** How many calls for files of each use case fail. */
const FILE_CALLS = Number(process.env.FILE_CALLS ?? 2);
const QUICK = { algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' };
const sample = generateSample({ size: 260 });
const csv = [...sampleCsv(sample.customers)].join('');

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
let datasetId: string;
let segmentationId: string;
let churnModelId: string;
beforeAll(async () => {
  datasetId = await importCsv(app, csv);
  const { payload } = await mutate('fitSegmentation', { datasetId, maxK: 3 }, 'segmentation { id }');
  segmentationId = (payload!.segmentation as { id: string }).id;
  churnModelId = (await train(app, { datasetId, ...QUICK })).id;
  await settle();
});

interface Answer {
  readonly codes: readonly string[];
  readonly payload: Record<string, unknown> | null;
}

async function mutate(name: string, input: object, fields: string): Promise<Answer> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { ${fields} userErrors { code message } } }`;
  const { data, errors } = await app.ask<Record<string, Record<string, unknown>>>(query, { input });
  const payload = data?.[name] ?? null;
  const refused = (payload?.userErrors ?? []) as { code: string }[];
  const thrown = (errors ?? []).map(({ extensions }) => String(extensions?.code));
  return { payload, codes: [...thrown, ...refused.map(({ code }) => code)] };
}

/** A use case, and what it is about, made anew for each time. */
interface UseCase {
  readonly make?: (n: number) => Promise<unknown>;
  readonly call: (n: number, made: never) => Promise<Answer>;
  /** The code with which a repetition is refused if what it asks for has been done. */
  readonly doneAlready?: string;
  /** The code with which it is refused if what it is about has ended by itself. */
  readonly over?: string;
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

/** The answer with the code of its job's error, if it started one. */
async function completed(answer: Answer): Promise<Answer> {
  const job = answer.payload?.job as { id: string } | null | undefined;
  if (!job) return answer;
  await settle();
  const id = fromGlobalId('Job', job.id);
  const { rows } = await direct.query('select error_code from jobs where id = $1', [id]);
  return { ...answer, codes: [...answer.codes, ...rows.flatMap(({ error_code: code }) => code ?? [])] };
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
  createApiKey: { call: (n) => mutate('createApiKey', { name: `key ${n}`, role: 'VIEWER' }, 'secret') },
  upsertCustomers: {
    call: (n) => {
      const customers = [
        { externalId: `new${n}`, attributes: { income: n } },
        { externalId: sample.customers[0]!.id, attributes: { income: n } },
      ];
      return mutate(
        'upsertCustomers',
        { datasetId, customers, idempotencyKey: `key${n}` },
        'created updated',
      );
    },
  },
  eraseCustomer: {
    call: (n) => mutate('eraseCustomer', { datasetId, externalId: sample.customers[n]!.id }, 'erased'),
    doneAlready: 'NOT_FOUND',
  },
  selectSegmentationK: {
    call: (n) =>
      mutate('selectSegmentationK', { segmentationId, k: 2 + (n % 2) }, 'segmentation { selectedK }'),
  },
  promoteChurnModel: {
    call: () => mutate('promoteChurnModel', { churnModelId }, 'churnModel { stage }'),
  },
  setAssumptions: {
    call: (n) => mutate('setAssumptions', { datasetId, contactCost: n }, 'dataset { id }'),
  },
  cancelJob: {
    make: async (n) => {
      const { payload } = await mutate('fitSegmentation', { datasetId, maxK: 3, seed: n }, 'job { id }');
      return (payload!.job as { id: string }).id;
    },
    call: (_n, jobId: string) =>
      mutate('cancelJob', { jobId }, 'job { id state }').then(completedOrCancelled),
    over: 'CONFLICT',
  },
  deleteDataset: {
    make: () => importCsv(app, 'id,a\nx,1\ny,2\n'),
    call: (_n, other: string) => mutate('deleteDataset', { datasetId: other }, 'deletedDatasetId'),
    doneAlready: 'NOT_FOUND',
  },
  importDataset: {
    make: () => upload(app, csv),
    call: async (_n, uploadId: string) => {
      const input = { uploadId, name: 'again', intoDatasetId: datasetId, mode: 'APPEND' };
      return completed(await mutate('importDataset', input, 'job { id }'));
    },
    // The upload has been imported.
    doneAlready: 'NOT_FOUND',
  },
  fitSegmentation: {
    call: async (n) =>
      completed(await mutate('fitSegmentation', { datasetId, maxK: 3, seed: n }, 'job { id }')),
  },
  trainChurnModel: {
    call: async (n) =>
      completed(await mutate('trainChurnModel', { datasetId, ...QUICK, seed: n }, 'job { id }')),
  },
};

const USES_FILES: ReadonlySet<string> = new Set([
  'upload',
  'eraseCustomer',
  'deleteDataset',
  'importDataset',
  'fitSegmentation',
  'trainChurnModel',
]);

async function completedOrCancelled(answer: Answer): Promise<Answer> {
  const { codes } = await completed(answer);
  return { ...answer, codes: codes.filter((code) => code !== 'CANCELLED') };
}

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

/** Makes the n-th step of a call fail; what is half done fails the test. */
async function callFailing({ make, call, doneAlready, over }: UseCase, n: number, fault: Fault) {
  const made = (await make?.(n)) as never;
  const failing = await fault.begin(n);
  end = failing.end;
  const { codes, payload } = await call(n, made);
  await settle();
  end();
  const where = `${n} ${fault.name}: ${failing.failed()?.replace(/\s+/g, ' ').slice(0, 80)}`;
  if (codes.length === 0) expect(payload, where).not.toBeNull();
  // The step may have been one of the job that it is about, which has ended by that.
  else expect(['INTERNAL', 'UNAVAILABLE', 'OUTCOME_UNKNOWN', over], where).toContain(codes.join());
  expect(await findHalfDone(), where).toEqual([]);
  const again = await call(n, made);
  await settle();
  // Whoever was told of an error, and is not left in doubt, finds nothing done.
  const isDone = codes.length === 0 || codes.includes('OUTCOME_UNKNOWN');
  expect(['', over, isDone ? doneAlready : ''], where).toContain(again.codes.join());
  expect(await findHalfDone(), where).toEqual([]);
  return { count: failing.count(), failed: failing.failed(), told: `${where} → ${codes.join() || 'done'}` };
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

it.each(Object.entries(USE_CASES).filter(([name]) => name !== 'upload'))(
  'a statement of %s that fails leaves nothing half done, and the next call succeeds',
  (_name, useCase) => tryFaults(useCase, STATEMENT_FAULTS, STATEMENTS, 2),
  STATEMENTS * 60_000,
);

it.each(Object.entries(USE_CASES).filter(([name]) => USES_FILES.has(name)))(
  'a call for a file of %s that fails leaves nothing half done, and the next call succeeds',
  (_name, useCase) => tryFaults(useCase, FILE_FAULTS, FILE_CALLS, 0),
  FILE_CALLS * 60_000,
);
