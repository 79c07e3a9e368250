import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { train } from './churn-client.js';
import { findInconsistencies } from './consistency.js';
import { importCsv, upload } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

/** `PAIRS=all` tries every pair of mutations, 20 calls of each at once; it takes a quarter of an hour. */
const ALL = process.env.PAIRS === 'all';
const AT_ONCE = ALL ? 20 : 4;
const QUICK = { algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' };
const sample = generateSample({ size: 260 });
const csv = [...sampleCsv(sample.customers)].join('');
const [HEAD, ...LINES] = csv.trim().split('\n') as [string, ...string[]];

let app: TestApp;
beforeAll(async () => {
  // One caller makes all of them: what a caller may ask for is tested elsewhere.
  app = await createTestApp(ALL ? { limits: { jobsPerCaller: 1000, queryRate: 1_000_000 } } : {});
});
afterAll(() => app.stop());

/** A dataset that has been analysed. */
interface Place {
  readonly datasetId: string;
  readonly key: string;
  readonly segmentationIds: readonly string[];
  readonly modelIds: readonly string[];
}

/** What a mutation answered: its payload, or a GraphQL error. */
interface Outcome {
  readonly payload: Record<string, unknown> | null;
  /** The codes of errors and user errors. */
  readonly codes: readonly string[];
}

/** Asks as a client does: what could not be carried out for want of a connection is asked for again. */
async function mutate(name: string, input: object, fields: string): Promise<Outcome> {
  for (;;) {
    const outcome = await mutateOnce(name, input, fields);
    if (outcome.codes[0] !== 'UNAVAILABLE') return outcome;
    repeated++;
    await delay(1000);
  }
}

let repeated = 0;

async function mutateOnce(name: string, input: object, fields: string): Promise<Outcome> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { ${fields} userErrors { code message } } }`;
  const { data, errors } = await app.ask<Record<string, Record<string, unknown>>>(query, { input });
  const payload = data?.[name] ?? null;
  const refused = (payload?.userErrors ?? []) as { code: string }[];
  return {
    payload,
    codes: [
      ...(errors ?? []).map(({ extensions }) => String(extensions?.code)),
      ...refused.map(({ code }) => code),
    ],
  };
}

/** One mutation of the API, called many times at once. */
interface Mutation {
  /** Makes what the i-th call is about. */
  readonly prepare?: (place: Place, i: number) => Promise<unknown>;
  readonly call: (place: Place, i: number, prepared: never) => Promise<Outcome>;
  /** Codes with which it may be refused because of its like. */
  readonly refusals?: readonly string[];
  /** What a successful answer of the i-th call holds. */
  readonly answer?: (place: Place, i: number) => object;
}

const pick = <T>(list: readonly T[], i: number): T => list[i % list.length]!;

const MUTATIONS: Readonly<Record<string, Mutation>> = {
  importDataset: {
    prepare: (_place, i) => {
      const added = LINES[0]!.replace(/^[^,]*/, `import${i}`);
      return upload(app, [HEAD, ...LINES.slice(i, i + 3), added].join('\n'));
    },
    call: ({ datasetId }, _i, uploadId: string) => {
      const input = { uploadId, name: 'again', intoDatasetId: datasetId, mode: 'APPEND' };
      return mutate('importDataset', input, 'dataset { id } job { id }');
    },
    answer: ({ datasetId }) => ({ dataset: { id: datasetId } }),
  },
  upsertCustomers: {
    call: ({ datasetId }, i) => {
      const ids = [`upsert${i}`, 'shared', sample.customers[100 + (i % 5)]!.id];
      const customers = ids.map((externalId) => ({ externalId, attributes: { income: 1000 + i } }));
      return mutate('upsertCustomers', { datasetId, customers }, 'created updated');
    },
  },
  eraseCustomer: {
    call: ({ datasetId }, i) => mutate('eraseCustomer', { datasetId, externalId: erasedId(i) }, 'erased'),
    // While a file is being imported that may name the person.
    refusals: ['CONFLICT'],
  },
  fitSegmentation: {
    call: ({ datasetId }, i) =>
      mutate('fitSegmentation', { datasetId, maxK: 3, seed: i }, 'segmentation { seed } job { id }'),
    answer: (_place, i) => ({ segmentation: { seed: i } }),
  },
  selectSegmentationK: {
    call: ({ segmentationIds }, i) => {
      const input = { segmentationId: pick(segmentationIds, i), k: 2 + (i % 3) };
      return mutate('selectSegmentationK', input, 'segmentation { id selectedK }');
    },
    answer: ({ segmentationIds }, i) => ({
      segmentation: { id: pick(segmentationIds, i), selectedK: 2 + (i % 3) },
    }),
  },
  trainChurnModel: {
    call: ({ datasetId }, i) =>
      mutate('trainChurnModel', { datasetId, ...QUICK, seed: i }, 'churnModel { version } job { id }'),
  },
  promoteChurnModel: {
    call: ({ modelIds }, i) =>
      mutate('promoteChurnModel', { churnModelId: pick(modelIds, i) }, 'churnModel { id stage }'),
    answer: ({ modelIds }, i) => ({ churnModel: { id: pick(modelIds, i), stage: 'CHAMPION' } }),
  },
  setAssumptions: {
    call: ({ datasetId }, i) => mutate('setAssumptions', { datasetId, contactCost: i }, 'dataset { id }'),
    answer: ({ datasetId }) => ({ dataset: { id: datasetId } }),
  },
  cancelJob: {
    prepare: async ({ datasetId }, i) => {
      const { payload } = await mutate('fitSegmentation', { datasetId, maxK: 3, seed: i }, 'job { id }');
      return (payload!.job as { id: string }).id;
    },
    call: (_place, _i, jobId: string) => mutate('cancelJob', { jobId }, 'job { state }'),
    // The job may have ended by then.
    refusals: ['CONFLICT'],
  },
  deleteDataset: {
    call: ({ datasetId }) => mutate('deleteDataset', { datasetId }, 'deletedDatasetId'),
    refusals: ['NOT_FOUND'],
    answer: ({ datasetId }) => ({ deletedDatasetId: datasetId }),
  },
  createApiKey: {
    call: ({ datasetId }, i) => {
      const input = { name: `key ${i}`, role: 'VIEWER', datasetIds: [datasetId] };
      return mutate('createApiKey', input, 'apiKey { name } secret');
    },
    answer: (_place, i) => ({ apiKey: { name: `key ${i}` } }),
  },
  revokeApiKey: {
    prepare: async (_place, i) => {
      const { payload } = await mutate('createApiKey', { name: `key ${i}`, role: 'VIEWER' }, 'apiKey { id }');
      return (payload!.apiKey as { id: string }).id;
    },
    call: (_place, _i, apiKeyId: string) => mutate('revokeApiKey', { apiKeyId }, 'apiKey { id revokedAt }'),
    answer: () => ({ apiKey: { revokedAt: expect.any(String) } }),
  },
  inviteUser: {
    call: (_place, i) =>
      mutate('inviteUser', { email: `${i % 3}@example.com`, role: 'VIEWER' }, 'user { role } link'),
    answer: () => ({ user: { role: 'VIEWER' } }),
  },
  deactivateUser: {
    prepare: async (_place, i) => {
      const input = { email: `leaver${i}@example.com`, role: 'ADMIN' };
      const { payload } = await mutate('inviteUser', input, 'user { id }');
      return (payload!.user as { id: string }).id;
    },
    call: (_place, _i, userId: string) => mutate('deactivateUser', { userId }, 'user { active }'),
    answer: () => ({ user: { active: false } }),
  },
};

const erasedId = (i: number) => sample.customers[200 + i]!.id;

async function makePlace(seeds: readonly number[] = [1, 2]): Promise<Place> {
  const datasetId = await importCsv(app, csv);
  const segmentationIds: string[] = [];
  const modelIds: string[] = [];
  for (const seed of seeds) {
    const input = { datasetId, maxK: 4, seed };
    const { payload } = await mutate('fitSegmentation', input, 'segmentation { id } job { id }');
    const { segmentation, job } = payload as { segmentation: { id: string }; job: { id: string } };
    expect((await app.settled(job.id)).state).toBe('COMPLETED');
    segmentationIds.push(segmentation.id);
    modelIds.push((await train(app, { datasetId, ...QUICK, seed })).id);
  }
  return { datasetId, key: fromGlobalId('Dataset', datasetId)!, segmentationIds, modelIds };
}

let shared: Promise<Place> | undefined;

/** A dataset for a pair; each has its own when all are tried, otherwise those share one that leave it there. */
function placeFor(isDeleted: boolean): Promise<Place> {
  if (ALL) return makePlace();
  if (isDeleted) return makePlace([]);
  shared ??= makePlace();
  return shared;
}

const NAMES = Object.keys(MUTATIONS);
const EVERY = NAMES.flatMap((one, i) => NAMES.slice(i).map((other) => [one, other] as const));
/** Each mutation at least once, and those that have got in each other's way. */
const SOME = [
  ['importDataset', 'deleteDataset'],
  ['upsertCustomers', 'eraseCustomer'],
  ['upsertCustomers', 'deleteDataset'],
  ['fitSegmentation', 'selectSegmentationK'],
  ['selectSegmentationK', 'selectSegmentationK'],
  ['trainChurnModel', 'promoteChurnModel'],
  ['cancelJob', 'deleteDataset'],
  ['deleteDataset', 'deleteDataset'],
  ['createApiKey', 'revokeApiKey'],
  ['inviteUser', 'deactivateUser'],
] as const;

/** What the calls of a pair answered: how often with which codes. */
function countCodes(outcomes: readonly { name: string; codes: readonly string[] }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { name, codes } of outcomes) {
    const what = `${name}: ${codes.join() || 'done'}`;
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
}

/** What no order of the calls, one after the other, can have led to. */
async function findImpossible(
  place: Place,
  isDeleted: boolean,
  done: ReadonlySet<string>,
): Promise<string[]> {
  const found = await findInconsistencies((s) => app.dataSource.query(s), app.storage.dataDir);
  const [state] = await app.dataSource.query(
    `select (select count(*) from segmentations where dataset_id = $1 and active)::int as active,
       (select count(*) from churn_models where dataset_id = $1 and stage = 'CHAMPION')::int as champions,
       (select count(*) from datasets where id = $1)::int as datasets,
       (select count(*) from jobs where dataset_id = $1 and state = 'FAILED')::int as failed,
       array(select external_id from customers where dataset_id = $1) as ids`,
    [place.key],
  );
  const expected = isDeleted ? 0 : 1;
  for (const what of ['active', 'champions', 'datasets'] as const) {
    if (state[what] !== expected) found.push(`${what} is ${state[what]}`);
  }
  // A job may find that its dataset is gone.
  if (!isDeleted && state.failed > 0) found.push(`${state.failed} jobs failed`);
  if (isDeleted) return found;
  const has = (id: string) => state.ids.includes(id);
  for (let i = 0; i < AT_ONCE; i++) {
    if (done.has(`eraseCustomer ${i}`) && has(erasedId(i))) found.push(`${erasedId(i)} was not erased`);
    if (done.has(`upsertCustomers ${i}`) && !has(`upsert${i}`)) found.push(`upsert${i} was not kept`);
    if (done.has(`importDataset ${i}`) && !has(`import${i}`)) found.push(`import${i} was not kept`);
  }
  return found;
}

it.each(ALL ? EVERY : SOME)(
  '%s and %s at once are carried out as if one after the other',
  async (one, other) => {
    const isDeleted = one === 'deleteDataset' || other === 'deleteDataset';
    const place = await placeFor(isDeleted);
    const calls: { name: string; i: number; prepared: unknown }[] = [];
    for (const name of new Set([one, other])) {
      for (let i = 0; i < AT_ONCE * (one === other ? 2 : 1); i++) {
        calls.push({ name, i, prepared: await MUTATIONS[name]!.prepare?.(place, i) });
      }
    }
    const outcomes = await Promise.all(
      calls.map(async ({ name, i, prepared }) => ({
        name,
        i,
        ...(await MUTATIONS[name]!.call(place, i, prepared as never)),
      })),
    );
    if (ALL) console.log(one, other, JSON.stringify({ ...countCodes(outcomes), repeated }));
    repeated = 0;
    const gone = isDeleted ? ['NOT_FOUND', 'CONFLICT'] : [];
    for (const { name, i, codes, payload } of outcomes) {
      const { refusals = [], answer } = MUTATIONS[name]!;
      if (codes.length > 0) expect([...gone, ...refusals], name).toEqual(expect.arrayContaining([...codes]));
      else expect(payload, name).toMatchObject(answer?.(place, i) ?? {});
    }
    if (!isDeleted) await app.idle(place.datasetId);
    const deletions = outcomes.filter(({ name, codes }) => name === 'deleteDataset' && codes.length === 0);
    expect(deletions).toHaveLength(isDeleted ? 1 : 0);
    await app.slices.outbox.delivered(place.key, 20_000);
    const done = outcomes.filter(({ codes }) => codes.length === 0).map(({ name, i }) => `${name} ${i}`);
    expect(await findImpossible(place, isDeleted, new Set(done))).toEqual([]);
    if (ALL) await mutate('deleteDataset', { datasetId: place.datasetId }, 'deletedDatasetId');
  },
  300_000,
);
