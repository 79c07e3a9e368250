import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { findInconsistencies } from './consistency.js';
import {
  erasedId,
  expectEveryMutation,
  MUTATIONS,
  makePlace,
  mutate,
  type Outcome,
  type Place,
} from './every-mutation.js';
import { createTestApp, type TestApp } from './test-app.js';

/** `PAIRS=all` tries every pair of mutations, 20 calls of each at once; `PAIRS=2/5` the second fifth of them. */
const [, PART = '1', PARTS = '1'] = /^(?:all|(\d+)\/(\d+))$/.exec(process.env.PAIRS ?? '') ?? [];
const ALL = process.env.PAIRS !== undefined;
const AT_ONCE = ALL ? 20 : 4;
let app: TestApp;
beforeAll(async () => {
  // One caller makes all of them: what a caller may ask for is tested elsewhere.
  app = await createTestApp(ALL ? { limits: { jobsPerCaller: 1000, queryRate: 1_000_000 } } : {});
});
afterAll(() => app.stop());

/** Asks as a client does: what could not be carried out for want of a connection is asked for again. */
async function insist(name: string, input: object, fields: string): Promise<Outcome> {
  for (;;) {
    const outcome = await mutate(app, name, input, fields);
    if (outcome.codes[0] !== 'UNAVAILABLE') return outcome;
    repeated++;
    await delay(1000);
  }
}

let repeated = 0;

let shared: Promise<Place> | undefined;

/** A dataset for a pair. Those share one that leave it there; one that is deleted is analysed only if all are tried. */
function placeFor(isDeleted: boolean): Promise<Place> {
  if (isDeleted) return makePlace(app, ALL ? [1] : []);
  shared ??= makePlace(app);
  return shared;
}

/** Calls that differ from those of other pairs: the numbers of one pair begin here. */
let first = 0;

const NAMES = Object.keys(MUTATIONS);
const EVERY = NAMES.flatMap((one, i) => NAMES.slice(i).map((other) => [one, other] as const)).filter(
  (_pair, i) => i % Number(PARTS) === Number(PART) - 1,
);
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
  ['deleteDataset', 'restoreDataset'],
  ['createApiKey', 'revokeApiKey'],
  ['rotateApiKey', 'rotateApiKey'],
  ['inviteUser', 'deactivateUser'],
  ['revokeSession', 'revokeApiKey'],
  ['renamePasskey', 'removePasskey'],
  ['removePasskey', 'removePasskey'],
  ['setUserRole', 'deactivateUser'],
  ['createCampaign', 'createCampaign'],
  ['createCampaign', 'eraseCustomer'],
  ['exportCustomers', 'eraseCustomer'],
  ['createReportLink', 'deleteDataset'],
  ['createReportLink', 'revokeReportLink'],
  ['startWeeklyReport', 'deleteDataset'],
  ['startWeeklyReport', 'stopWeeklyReport'],
  ['deleteCampaign', 'recordOutcomes'],
  ['startGlobalHoldOut', 'createCampaign'],
  ['startGlobalHoldOut', 'endGlobalHoldOut'],
  ['importOutcomes', 'recordOutcomes'],
  ['giveCustomerFeedback', 'withdrawCustomerFeedback'],
  ['giveStrategyFeedback', 'withdrawStrategyFeedback'],
  ['checkDrift', 'setMonitoring'],
  ['acknowledgeMonitoring', 'checkDrift'],
  ['renameSegment', 'fitSegmentation'],
  ['noteSegment', 'renameSegment'],
  ['labelColumn', 'importDataset'],
  ['saveAudience', 'deleteAudience'],
  ['saveQuantileSegments', 'saveQuantileSegments'],
  ['setAssumptions', 'promoteChurnModel'],
  ['createWebhookEndpoint', 'deleteWebhookEndpoint'],
  ['updateWebhookEndpoint', 'sendTestEvent'],
  ['rotateWebhookSecret', 'replayDelivery'],
  ['replayDeliveries', 'updateWebhookEndpoint'],
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
async function findImpossible(key: string, isDeleted: boolean, done: ReadonlySet<string>): Promise<string[]> {
  const found = await findInconsistencies((s) => app.dataSource.query(s), app.storage.dataDir);
  const [state] = await app.dataSource.query(
    `select (select count(*) from segmentations where dataset_id = $1 and active)::int as active,
       (select count(*) from churn_models where dataset_id = $1 and stage = 'CHAMPION')::int as champions,
       (select count(*) from datasets where id = $1)::int as datasets,
       (select count(*) from jobs where dataset_id = $1 and state = 'FAILED')::int as failed,
       array(select external_id from customers where dataset_id = $1) as ids`,
    [key],
  );
  const expected = isDeleted ? 0 : 1;
  for (const what of ['active', 'champions', 'datasets'] as const) {
    if (state[what] !== expected) found.push(`${what} is ${state[what]}`);
  }
  // A job may find that its dataset is gone.
  if (!isDeleted && state.failed > 0) found.push(`${state.failed} jobs failed`);
  if (isDeleted) return found;
  const has = (id: string) => state.ids.includes(id);
  for (let i = first; i < first + AT_ONCE; i++) {
    if (done.has(`eraseCustomer ${i}`) && has(erasedId(i))) found.push(`${erasedId(i)} was not erased`);
    if (done.has(`upsertCustomers ${i}`) && !has(`upsert${i}`)) found.push(`upsert${i} was not kept`);
    if (done.has(`importDataset ${i}`) && !has(`import${i}`)) found.push(`import${i} was not kept`);
  }
  return found;
}

it('tries every mutation of the schema', () => {
  expectEveryMutation(app);
  expect(NAMES.filter((name) => !SOME.some((pair) => pair.some((one) => one === name)))).toEqual([]);
});

it.each(ALL ? EVERY : SOME)(
  '%s and %s at once are carried out as if one after the other',
  async (one, other) => {
    const isDeleted = one === 'deleteDataset' || other === 'deleteDataset';
    const place = await placeFor(isDeleted);
    first += 2 * AT_ONCE;
    const calls: { name: string; i: number; prepared: unknown }[] = [];
    for (const name of new Set([one, other])) {
      for (let i = first; i < first + AT_ONCE * (one === other ? 2 : 1); i++) {
        calls.push({ name, i, prepared: await MUTATIONS[name]!.prepare?.(place, i) });
      }
    }
    const outcomes = await Promise.all(
      calls.map(async ({ name, i, prepared }) => {
        const { input, fields } = MUTATIONS[name]!;
        return { name, i, ...(await insist(name, input(place, i, prepared as never), fields)) };
      }),
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
    const key = fromGlobalId('Dataset', place.datasetId)!;
    await app.slices.outbox.delivered(key, 20_000);
    const done = outcomes.filter(({ codes }) => codes.length === 0).map(({ name, i }) => `${name} ${i}`);
    expect(await findImpossible(key, isDeleted, new Set(done))).toEqual([]);
    // There may be fifty, and the next pair needs room for its own.
    await app.dataSource.query('delete from webhook_endpoints where id <> $1', [
      fromGlobalId('WebhookEndpoint', (await placeFor(false)).endpointId),
    ]);
  },
  300_000,
);
