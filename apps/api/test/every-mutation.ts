import { WEBHOOK_EVENTS } from '@holdfast/schema';
import { expect } from 'vitest';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { toGlobalId } from '../src/platform/graphql/global-id.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { train } from './churn-client.js';
import { importCsv, upload } from './import-client.js';
import type { TestApp } from './test-app.js';

/** The customers of every place. */
export const sample = generateSample({ size: 260 });
export const csv = [...sampleCsv(sample.customers)].join('');
const [HEAD, ...LINES] = csv.trim().split('\n') as [string, ...string[]];

/** What makes a training quick. */
const QUICK = { algorithm: 'LOGISTIC_REGRESSION', imbalance: 'NONE' };

/** What a mutation answered: its payload, and the codes of errors and user errors. */
export interface Outcome {
  readonly payload: Record<string, unknown> | null;
  readonly codes: readonly string[];
}

/** Calls a mutation by its name, with its input and the fields that are wanted of its answer. */
export async function mutate(app: TestApp, name: string, input: object, fields: string): Promise<Outcome> {
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input!`;
  const query = `mutation ($input: ${type}) { ${name}(input: $input) { ${fields} userErrors { code message } } }`;
  const { data, errors } = await app.ask<Record<string, Record<string, unknown>>>(query, { input });
  const payload = data?.[name] ?? null;
  const refused = (payload?.userErrors ?? []) as { code: string }[];
  const thrown = (errors ?? []).map(({ extensions }) => String(extensions?.code));
  return { payload, codes: [...thrown, ...refused.map(({ code }) => code)] };
}

/** A dataset that has been analysed, and an endpoint that is told of it. */
export interface Place {
  readonly app: TestApp;
  readonly datasetId: string;
  readonly segmentationIds: readonly string[];
  readonly modelIds: readonly string[];
  /** A segment of the last segmentation. */
  readonly segmentKey: string;
  readonly endpointId: string;
  readonly deliveryId: string;
  readonly userIds: readonly string[];
}

/** A mutation as it is called many times, each time about something of its own where it can be. */
export interface Mutation {
  /** Makes what the i-th call is about. */
  readonly prepare?: (place: Place, i: number) => Promise<unknown>;
  readonly input: (place: Place, i: number, prepared: never) => object;
  /** What is wanted of its answer. */
  readonly fields: string;
  /** What a successful answer of the i-th call holds. */
  readonly answer?: (place: Place, i: number) => object;
  /** Codes with which it may be refused because of its like, or of another mutation at the same time. */
  readonly refusals?: readonly string[];
  /** The code with which a repetition is refused if what it asks for has been done. */
  readonly doneAlready?: string;
  /** The code with which it is refused if what it is about has ended by itself. */
  readonly over?: string;
}

/** The id of what a mutation makes for another one to be about. */
async function make(place: Place, name: string, input: object, what: string): Promise<string> {
  const { payload, codes } = await mutate(place.app, name, input, `${what} { id }`);
  if (codes.length > 0) throw new Error(`${name} was refused: ${codes.join()}`);
  return (payload![what] as { id: string }).id;
}

const pick = <T>(list: readonly T[], i: number): T => list[i % list.length]!;

const EVENTS = Object.keys(WEBHOOK_EVENTS);
/** No such host exists, so that nothing is sent anywhere. */
const ENDPOINT = { url: 'https://receiver.invalid/', events: EVENTS };

const webhooks = {
  createWebhookEndpoint: {
    input: () => ENDPOINT,
    fields: 'webhookEndpoint { enabled } secret',
    answer: () => ({ webhookEndpoint: { enabled: true }, secret: expect.any(String) }),
    // There may be fifty.
    refusals: ['CONFLICT'],
  },
  updateWebhookEndpoint: {
    input: ({ endpointId: webhookEndpointId }, i) => ({ webhookEndpointId, enabled: i % 4 !== 1 }),
    fields: 'webhookEndpoint { enabled }',
    answer: (_place, i) => ({ webhookEndpoint: { enabled: i % 4 !== 1 } }),
  },
  rotateWebhookSecret: {
    input: ({ endpointId: webhookEndpointId }) => ({ webhookEndpointId }),
    fields: 'webhookEndpoint { id } secret',
    answer: ({ endpointId }) => ({ webhookEndpoint: { id: endpointId }, secret: expect.any(String) }),
  },
  sendTestEvent: {
    prepare: enable,
    input: ({ endpointId: webhookEndpointId }) => ({ webhookEndpointId }),
    fields: 'webhookDelivery { id event }',
    answer: () => ({ webhookDelivery: { event: EVENTS[0] } }),
    // The endpoint may be disabled meanwhile.
    refusals: ['CONFLICT'],
  },
  replayDelivery: {
    prepare: enable,
    input: ({ deliveryId: webhookDeliveryId }) => ({ webhookDeliveryId }),
    fields: 'webhookDelivery { id event }',
    answer: () => ({ webhookDelivery: { event: EVENTS[0] } }),
    refusals: ['CONFLICT'],
  },
  replayDeliveries: {
    prepare: enable,
    input: ({ endpointId: webhookEndpointId }) => ({ webhookEndpointId, since: '2020-01-01T00:00:00Z' }),
    fields: 'replayed',
    answer: () => ({ replayed: expect.any(Number) }),
    refusals: ['CONFLICT'],
  },
  deleteWebhookEndpoint: {
    prepare: (place) => make(place, 'createWebhookEndpoint', ENDPOINT, 'webhookEndpoint'),
    input: (_place, _i, webhookEndpointId: string) => ({ webhookEndpointId }),
    fields: 'deletedWebhookEndpointId',
    answer: () => ({ deletedWebhookEndpointId: expect.any(String) }),
    doneAlready: 'NOT_FOUND',
  },
} satisfies Record<string, Mutation>;

function enable(place: Place): Promise<string> {
  const input = { webhookEndpointId: place.endpointId, enabled: true };
  return make(place, 'updateWebhookEndpoint', input, 'webhookEndpoint');
}

const people = {
  createApiKey: {
    input: ({ datasetId }, i) => ({ name: `key ${i}`, role: 'VIEWER', datasetIds: [datasetId] }),
    fields: 'apiKey { name } secret',
    answer: (_place, i) => ({ apiKey: { name: `key ${i}` } }),
  },
  revokeApiKey: {
    prepare: (place, i) => make(place, 'createApiKey', { name: `key ${i}`, role: 'VIEWER' }, 'apiKey'),
    input: (_place, _i, apiKeyId: string) => ({ apiKeyId }),
    fields: 'apiKey { id revokedAt }',
    answer: () => ({ apiKey: { revokedAt: expect.any(String) } }),
  },
  rotateApiKey: {
    prepare: (place, i) => make(place, 'createApiKey', { name: `key ${i}`, role: 'VIEWER' }, 'apiKey'),
    input: (_place, _i, apiKeyId: string) => ({ apiKeyId }),
    fields: 'apiKey { role } secret',
    answer: () => ({ apiKey: { role: 'VIEWER' }, secret: expect.any(String) }),
    // It has a successor by then.
    doneAlready: 'CONFLICT',
  },
  inviteUser: {
    input: (_place, i) => ({ email: `${i % 3}@example.com`, role: 'VIEWER' }),
    fields: 'user { role } link',
    answer: () => ({ user: { role: 'VIEWER' } }),
  },
  setUserRole: {
    input: ({ userIds }, i) => ({ userId: pick(userIds, i), role: pick(['VIEWER', 'ANALYST', 'ADMIN'], i) }),
    fields: 'user { id role }',
    answer: ({ userIds }, i) => ({
      user: { id: pick(userIds, i), role: pick(['VIEWER', 'ANALYST', 'ADMIN'], i) },
    }),
  },
  revokeSession: {
    prepare: ({ app }) => openSession(app),
    input: (_place, _i, sessionId: string) => ({ sessionId }),
    fields: 'revokedSessionId',
    answer: () => ({ revokedSessionId: expect.any(String) }),
    doneAlready: 'NOT_FOUND',
  },
  renamePasskey: {
    prepare: ({ app }) => addPasskey(app),
    input: (_place, i, passkeyId: string) => ({ passkeyId, name: `Laptop ${i}` }),
    fields: 'passkey { id name }',
    answer: (_place, i) => ({ passkey: { id: expect.any(String), name: `Laptop ${i}` } }),
  },
  removePasskey: {
    prepare: ({ app }) => addPasskey(app),
    input: (_place, _i, passkeyId: string) => ({ passkeyId }),
    fields: 'removedPasskeyId',
    answer: () => ({ removedPasskeyId: expect.any(String) }),
    doneAlready: 'NOT_FOUND',
  },
  deactivateUser: {
    prepare: (place, i) =>
      make(place, 'inviteUser', { email: `leaver${i}@example.com`, role: 'ADMIN' }, 'user'),
    input: (_place, _i, userId: string) => ({ userId }),
    fields: 'user { active }',
    answer: () => ({ user: { active: false } }),
  },
} satisfies Record<string, Mutation>;

/** Signs the key in, and returns the id of that session. */
async function openSession(app: TestApp): Promise<string> {
  const headers = { 'content-type': 'application/json', origin: app.url };
  const opened = await fetch(`${app.url}/auth/session`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ apiKey: app.adminKey }),
  });
  const cookie = opened.headers.getSetCookie().map((one) => one.split(';')[0]);
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { ...headers, cookie: cookie.join('; ') },
    body: JSON.stringify({ query: '{ viewer { sessions { id current } } }' }),
  });
  const { data } = (await response.json()) as {
    data: { viewer: { sessions: { id: string; current: boolean }[] } };
  };
  return data.viewer.sessions.find(({ current }) => current)!.id;
}

/** Gives the caller, who is a key and would have none, a passkey, and returns its id. */
async function addPasskey(app: TestApp): Promise<string> {
  const { viewer } = await app.query<{ viewer: { id: string } }>('{ viewer { id } }');
  const [{ id }]: [{ id: string }] = await app.dataSource.query(
    `with person as (
       insert into auth."user" (id, name, email, "emailVerified", role) values ($1, $1, $1, false, 'VIEWER')
       on conflict do nothing
     )
     insert into auth.passkey (id, "userId", "credentialID", "publicKey", counter, "deviceType", "backedUp", "createdAt")
     values (gen_random_uuid(), $1, gen_random_uuid(), '', 0, 'singleDevice', false, now())
     returning md5(id)::uuid as id`,
    [fromGlobalId('ApiKey', viewer.id)],
  );
  return toGlobalId('Passkey', id);
}

const datasets = {
  importDataset: {
    prepare: ({ app }, i) => {
      const added = LINES[0]!.replace(/^[^,]*/, `import${i}`);
      return upload(app, [HEAD, ...LINES.slice(i % 100, (i % 100) + 3), added].join('\n'));
    },
    input: ({ datasetId }, _i, uploadId: string) => {
      return { uploadId, name: 'again', intoDatasetId: datasetId, mode: 'APPEND' };
    },
    fields: 'dataset { id } job { id }',
    answer: ({ datasetId }) => ({ dataset: { id: datasetId } }),
    // The upload has been imported.
    doneAlready: 'NOT_FOUND',
  },
  labelColumn: {
    input: ({ datasetId }, i) => ({ datasetId, column: 'income', label: `Income ${i}` }),
    fields: 'dataset { id }',
    answer: ({ datasetId }) => ({ dataset: { id: datasetId } }),
  },
  deleteDataset: {
    input: ({ datasetId }) => ({ datasetId, forever: true }),
    fields: 'deletedDatasetId',
    answer: ({ datasetId }) => ({ deletedDatasetId: datasetId }),
    refusals: ['NOT_FOUND'],
    doneAlready: 'NOT_FOUND',
  },
  restoreDataset: {
    input: ({ datasetId }) => ({ datasetId }),
    fields: 'dataset { id }',
    answer: ({ datasetId }) => ({ dataset: { id: datasetId } }),
    refusals: ['NOT_FOUND'],
  },
  upsertCustomers: {
    input: ({ datasetId }, i) => {
      const ids = [`upsert${i}`, 'shared', sample.customers[100 + (i % 5)]!.id];
      const customers = ids.map((externalId) => ({ externalId, attributes: { income: 1000 + i } }));
      return { datasetId, customers, idempotencyKey: `upsert${i}` };
    },
    fields: 'created updated',
  },
  eraseCustomer: {
    prepare: ({ app, datasetId }, i) => {
      const customers = [{ externalId: erasedId(i), attributes: { income: i } }];
      return mutate(app, 'upsertCustomers', { datasetId, customers }, 'created');
    },
    input: ({ datasetId }, i) => ({ datasetId, externalId: erasedId(i) }),
    fields: 'erased',
    // While a file is being imported that may name the person.
    refusals: ['CONFLICT'],
    doneAlready: 'NOT_FOUND',
  },
  recordOutcomes: {
    input: ({ datasetId }, i) => {
      const ids = [sample.customers[i % 50]!.id, sample.customers[50]!.id];
      const outcomes = ids.map((externalId) => ({ externalId, left: i % 2 === 0 }));
      return { datasetId, outcomes, idempotencyKey: `outcomes${i}` };
    },
    fields: 'recorded unknown',
    answer: () => ({ recorded: 2, unknown: [] }),
  },
  importOutcomes: {
    prepare: ({ app }, i) => {
      const ids = [sample.customers[i % 50]!.id, sample.customers[50]!.id];
      return upload(app, ['id,left', ...ids.map((one) => `${one},${i % 2 === 0 ? 'yes' : 'no'}`)].join('\n'));
    },
    input: ({ datasetId }, _i, uploadId: string) => {
      return { datasetId, uploadId, idColumn: 'id', outcomeColumn: 'left', leftValue: 'yes' };
    },
    fields: 'recorded unknownCount rejectedCount',
    answer: () => ({ recorded: 2, unknownCount: 0, rejectedCount: 0 }),
  },
  giveCustomerFeedback: {
    input: (place, i) => aboutSomebody(place, i),
    fields: 'feedback { note } customer { mayBeContacted }',
    answer: (_place, i) => ({ feedback: { note: `remark ${i}` } }),
  },
  giveStrategyFeedback: {
    prepare: (place) => strategyOf(place),
    input: ({ datasetId }, i, strategyId: string) => {
      return { datasetId, strategyId, kind: 'REFUSED', note: `remark ${i}` };
    },
    fields: 'feedback { note }',
    answer: (_place, i) => ({ feedback: { note: `remark ${i}` } }),
    // Other segments may have taken the place of those that it was read of.
    refusals: ['NOT_FOUND'],
  },
  withdrawStrategyFeedback: {
    prepare: async (place) => {
      const { datasetId } = place;
      const input = { datasetId, strategyId: await strategyOf(place), kind: 'TAKEN', note: 'done' };
      return make(place, 'giveStrategyFeedback', input, 'feedback');
    },
    input: (_place, _i, feedbackId: string) => ({ feedbackId }),
    fields: 'feedback { note }',
    answer: () => ({ feedback: { note: 'done' } }),
    doneAlready: 'NOT_FOUND',
  },
  withdrawCustomerFeedback: {
    prepare: (place, i) => make(place, 'giveCustomerFeedback', aboutSomebody(place, i), 'feedback'),
    input: (_place, _i, feedbackId: string) => ({ feedbackId }),
    fields: 'feedback { note }',
    answer: (_place, i) => ({ feedback: { note: `remark ${i}` } }),
    doneAlready: 'NOT_FOUND',
  },
} satisfies Record<string, Mutation>;

/** The id of a strategy of the active segmentation. */
async function strategyOf({ app, datasetId }: Place): Promise<string> {
  const { dataset } = await app.query<{
    dataset: { activeSegmentation: { segments: { strategies: { id: string }[] }[] } };
  }>('query ($id: ID!) { dataset(id: $id) { activeSegmentation { segments { strategies { id } } } } }', {
    id: datasetId,
  });
  const { segments } = dataset.activeSegmentation;
  return segments.flatMap(({ strategies }) => strategies)[0]!.id;
}

function aboutSomebody({ datasetId }: Place, i: number): object {
  const externalId = sample.customers[i % 50]!.id;
  return { datasetId, externalId, kind: 'DO_NOT_CONTACT', note: `remark ${i}` };
}

/** The customer whom the i-th erasure is about. */
export const erasedId = (i: number) => `erased${i}`;

const analyses = {
  fitSegmentation: {
    input: ({ datasetId }, i) => ({ datasetId, maxK: 3, seed: i }),
    fields: 'segmentation { seed } job { id }',
    answer: (_place, i) => ({ segmentation: { seed: i } }),
  },
  selectSegmentationK: {
    input: ({ segmentationIds }, i) => ({ segmentationId: pick(segmentationIds, i), k: 2 + (i % 3) }),
    fields: 'segmentation { id selectedK }',
    answer: ({ segmentationIds }, i) => ({
      segmentation: { id: pick(segmentationIds, i), selectedK: 2 + (i % 3) },
    }),
  },
  renameSegment: {
    input: ({ segmentationIds, segmentKey: key }, i) => {
      return { segmentationId: segmentationIds.at(-1), key, name: `Name ${i}` };
    },
    fields: 'segment { key name }',
    answer: ({ segmentKey: key }, i) => ({ segment: { key, name: `Name ${i}` } }),
  },
  noteSegment: {
    input: ({ segmentationIds, segmentKey: key }, i) => {
      return { segmentationId: segmentationIds.at(-1), key, note: `Note ${i}` };
    },
    fields: 'segment { key note }',
    answer: ({ segmentKey: key }, i) => ({ segment: { key, note: `Note ${i}` } }),
  },
  trainChurnModel: {
    input: ({ datasetId }, i) => ({ datasetId, ...QUICK, seed: i }),
    fields: 'churnModel { version } job { id }',
  },
  promoteChurnModel: {
    input: ({ modelIds }, i) => ({ churnModelId: pick(modelIds, i), reason: `Reason ${i}` }),
    fields: 'churnModel { id stage }',
    answer: ({ modelIds }, i) => ({ churnModel: { id: pick(modelIds, i), stage: 'CHAMPION' } }),
  },
  setAssumptions: {
    input: ({ datasetId }, i) => ({ datasetId, contactCost: i }),
    fields: 'dataset { id }',
    answer: ({ datasetId }) => ({ dataset: { id: datasetId } }),
  },
  exportCustomers: {
    input: ({ datasetId }) => ({ datasetId, format: 'CSV' }),
    fields: 'customerExport { format url }',
    answer: () => ({ customerExport: { format: 'CSV', url: null } }),
  },
  createReportLink: {
    input: ({ datasetId }) => ({ datasetId, kind: 'OVERVIEW', days: 7 }),
    fields: 'reportLink { id title } url',
    answer: () => ({ reportLink: { title: 'Overview' }, url: expect.any(String) }),
    // There may be a hundred.
    refusals: ['CONFLICT'],
  },
  revokeReportLink: {
    prepare: (place) => {
      return make(place, 'createReportLink', { datasetId: place.datasetId, kind: 'OVERVIEW' }, 'reportLink');
    },
    input: (_place, _i, reportLinkId: string) => ({ reportLinkId }),
    fields: 'reportLink { title revokedAt }',
    answer: () => ({ reportLink: { title: 'Overview', revokedAt: expect.any(String) } }),
  },
  startWeeklyReport: {
    input: ({ datasetId }) => ({ datasetId, kind: 'OVERVIEW' }),
    fields: 'weeklyReport { id title }',
    answer: () => ({ weeklyReport: { title: 'Overview' } }),
  },
  stopWeeklyReport: {
    prepare: (place) => {
      return make(
        place,
        'startWeeklyReport',
        { datasetId: place.datasetId, kind: 'OVERVIEW' },
        'weeklyReport',
      );
    },
    input: (_place, _i, weeklyReportId: string) => ({ weeklyReportId }),
    fields: 'weeklyReport { title }',
    answer: () => ({ weeklyReport: { title: 'Overview' } }),
    doneAlready: 'NOT_FOUND',
    // Another has stopped it.
    refusals: ['NOT_FOUND'],
  },
  checkDrift: {
    input: ({ datasetId }) => ({ datasetId }),
    fields: 'job { id }',
    answer: () => ({ job: { id: expect.any(String) } }),
  },
  setMonitoring: {
    input: ({ datasetId }, i) => ({ datasetId, everyHours: 1 + i }),
    fields: 'settings { everyHours }',
    answer: (_place, i) => ({ settings: { everyHours: 1 + i } }),
  },
  acknowledgeMonitoring: {
    prepare: ({ app, datasetId }) =>
      app.dataSource.query(`update monitoring_reports set state = 'WATCH' where dataset_id = $1`, [
        fromGlobalId('Dataset', datasetId),
      ]),
    input: ({ datasetId }, i) => ({ datasetId, note: `Seen ${i}.` }),
    fields: 'acknowledgement { note }',
    answer: (_place, i) => ({ acknowledgement: { note: `Seen ${i}.` } }),
    // Another check has come to QUIET.
    refusals: ['CONFLICT'],
  },
  cancelJob: {
    prepare: (place, i) =>
      make(place, 'fitSegmentation', { datasetId: place.datasetId, maxK: 3, seed: i }, 'job'),
    input: (_place, _i, jobId: string) => ({ jobId }),
    fields: 'job { id state }',
    // The job may have ended by then.
    refusals: ['CONFLICT'],
    over: 'CONFLICT',
  },
} satisfies Record<string, Mutation>;

const lists = {
  saveAudience: {
    input: ({ datasetId }, i) => ({ datasetId, name: `audience ${i}`, filter: { left: false } }),
    fields: 'audience { name }',
    answer: (_place, i) => ({ audience: { name: `audience ${i}` } }),
    // By then the name is taken.
    doneAlready: 'CONFLICT',
  },
  saveQuantileSegments: {
    input: ({ datasetId }) => ({ datasetId }),
    fields: 'audiences { name }',
    answer: () => ({ audiences: expect.any(Array) }),
  },
  deleteAudience: {
    prepare: (place, i) =>
      make(place, 'saveAudience', { datasetId: place.datasetId, name: `short ${i}`, filter: {} }, 'audience'),
    input: (_place, _i, audienceId: string) => ({ audienceId }),
    fields: 'deletedAudienceId',
    answer: () => ({ deletedAudienceId: expect.any(String) }),
    doneAlready: 'NOT_FOUND',
  },
  createCampaign: {
    input: ({ datasetId }, i) => {
      return { datasetId, name: `campaign ${i}`, filter: { left: false }, seed: i };
    },
    fields: 'campaign { name }',
    answer: (_place, i) => ({ campaign: { name: `campaign ${i}` } }),
  },
  deleteCampaign: {
    prepare: (place) =>
      make(place, 'createCampaign', { datasetId: place.datasetId, name: 'short', filter: {} }, 'campaign'),
    input: (_place, _i, campaignId: string) => ({ campaignId }),
    fields: 'deletedCampaignId',
    answer: () => ({ deletedCampaignId: expect.any(String) }),
    doneAlready: 'NOT_FOUND',
  },
  startGlobalHoldOut: {
    prepare: ({ app, datasetId }) =>
      mutate(app, 'endGlobalHoldOut', { datasetId }, 'globalHoldOut { share }'),
    input: ({ datasetId }) => ({ datasetId, share: 0.1 }),
    fields: 'globalHoldOut { share }',
    answer: () => ({ globalHoldOut: { share: 0.1 } }),
    // One runs.
    refusals: ['CONFLICT'],
    doneAlready: 'CONFLICT',
  },
  endGlobalHoldOut: {
    prepare: ({ app, datasetId }) =>
      mutate(app, 'startGlobalHoldOut', { datasetId, share: 0.2 }, 'globalHoldOut { share }'),
    input: ({ datasetId }) => ({ datasetId }),
    fields: 'globalHoldOut { share }',
    answer: () => ({ globalHoldOut: { share: expect.any(Number) } }),
    // None runs.
    refusals: ['CONFLICT'],
    doneAlready: 'CONFLICT',
  },
} satisfies Record<string, Mutation>;

/** Every mutation of the schema, by its name; `expectEveryMutation` fails where one is missing. */
export const MUTATIONS: Readonly<Record<string, Mutation>> = {
  ...datasets,
  ...analyses,
  ...lists,
  ...webhooks,
  ...people,
};

/** Fails if the schema has a mutation that nobody tries, or none of a name that is tried. */
export function expectEveryMutation({ schema }: TestApp): void {
  const fields = schema.getMutationType()!.getFields();
  expect(Object.keys(MUTATIONS).sort()).toEqual(Object.keys(fields).sort());
}

let places = 0;

/** Imports a dataset, and analyses it with each of the seeds. */
export async function makePlace(app: TestApp, seeds: readonly number[] = [1, 2]): Promise<Place> {
  const datasetId = await importCsv(app, csv);
  const nowhere = { app, datasetId, segmentationIds: [], modelIds: [], segmentKey: '' };
  const place = { ...nowhere, endpointId: '', deliveryId: '', userIds: [] };
  const endpointId = await make(place, 'createWebhookEndpoint', ENDPOINT, 'webhookEndpoint');
  const deliveryId = await make(place, 'sendTestEvent', { webhookEndpointId: endpointId }, 'webhookDelivery');
  places++;
  const userIds: string[] = [];
  for (const i of [1, 2]) {
    const input = { email: `riser${i}.${places}@example.com`, role: 'VIEWER' };
    userIds.push(await make(place, 'inviteUser', input, 'user'));
  }
  const segmentationIds: string[] = [];
  const modelIds: string[] = [];
  for (const seed of seeds) {
    segmentationIds.push(await make(place, 'fitSegmentation', { datasetId, maxK: 4, seed }, 'segmentation'));
    modelIds.push((await train(app, { datasetId, ...QUICK, seed })).id);
  }
  await app.idle(datasetId);
  const { dataset } = await app.query<{
    dataset: { activeSegmentation: { segments: { key: string }[] } | null };
  }>('query ($id: ID!) { dataset(id: $id) { activeSegmentation { segments { key } } } }', { id: datasetId });
  const segmentKey = dataset.activeSegmentation?.segments[0]?.key ?? '';
  return { app, datasetId, segmentationIds, modelIds, segmentKey, endpointId, deliveryId, userIds };
}
