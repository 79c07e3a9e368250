import { graphql } from '@holdfast/schema';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.js';

const SOON = { timeout: 30_000, interval: 20 };
const CSV = `id,spend,visits\n${Array.from({ length: 60 }, (_, i) => `c${i},${i * 3},${i % 7}`).join('\n')}`;

const CreateMutation = graphql(`
  mutation CreateSelecting($input: CreateWebhookEndpointInput!) {
    createWebhookEndpoint(input: $input) { webhookEndpoint { id selection } userErrors { field code message } }
  }
`);
const UpdateMutation = graphql(`
  mutation UpdateSelecting($input: UpdateWebhookEndpointInput!) {
    updateWebhookEndpoint(input: $input) { webhookEndpoint { selection } userErrors { field code message } }
  }
`);
const ReplayMutation = graphql(`
  mutation ReplayRange($input: ReplayDeliveriesInput!) {
    replayDeliveries(input: $input) { replayed userErrors { field code message } }
  }
`);

let app: TestApp;
let receiver: WebhookReceiver;
beforeAll(async () => {
  app = await createTestApp({ webhookAllow: ['127.0.0.0/8'] });
});
afterAll(() => app.stop());
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await app.dataSource.query('delete from webhook_endpoints');
  await receiver.stop();
});

async function create(selection: string | null) {
  const { createWebhookEndpoint } = await app.query(CreateMutation, {
    input: { url: receiver.url, events: ['DATASET_IMPORTED'], selection },
  });
  return createWebhookEndpoint;
}

const arrived = (count: number) => vi.waitUntil(() => receiver.received.length >= count, SOON);

describe('a selection', () => {
  it('is answered in the event, beside what the event says', async () => {
    const { webhookEndpoint } = await create('{ name customerCount champion { version } }');
    expect(webhookEndpoint!.selection).toBe('{ name customerCount champion { version } }');
    const datasetId = await importCsv(app, CSV, { name: 'Chosen' });
    await arrived(1);
    expect(receiver.received[0]!.payload).toMatchObject({
      type: 'DATASET_IMPORTED',
      data: {
        datasetId,
        counts: { customers: 60 },
        selected: { name: 'Chosen', customerCount: 60, champion: null },
      },
    });
    expect(receiver.received[0]!.payload.data).not.toHaveProperty('selectionErrors');
  });

  it('is its endpoint’s alone, and is changed and removed', async () => {
    await create(null);
    const { webhookEndpoint } = await create('{ name }');
    await importCsv(app, CSV);
    await arrived(2);
    expect(receiver.received.map(({ payload }) => payload.data.selected).filter(Boolean)).toEqual([
      { name: 'test' },
    ]);
    const change = async (selection: string) =>
      (await app.query(UpdateMutation, { input: { webhookEndpointId: webhookEndpoint!.id, selection } }))
        .updateWebhookEndpoint;
    expect(await change('{ status }')).toMatchObject({ webhookEndpoint: { selection: '{ status }' } });
    expect((await change('{ nothing }')).userErrors).toMatchObject([
      { field: ['selection'], code: 'BAD_USER_INPUT' },
    ]);
    expect(await change('')).toEqual({ webhookEndpoint: { selection: null }, userErrors: [] });
  });

  it.each([
    ['a field that is not there', '{ nothing }', /Cannot query field "nothing"/],
    ['what is no GraphQL', '{ name', /Syntax Error/],
    ['no selection', 'name', /Syntax Error|is not one selection/],
    ['another root field', '{ name } viewer { role }', /is not one selection/],
    ['a root field behind a fragment', '{ ...f } } fragment f on Dataset { name', /is not one selection/],
    [
      'customers',
      '{ customers { edges { node { externalId } } } }',
      /"customers", of which nothing may be sent/,
    ],
    [
      'customers of a segment',
      '{ activeSegmentation { segments { customers { totalCount } } } }',
      /"customers"/,
    ],
    ['rejected rows', '{ rejectedRows { edges { node { text } } } }', /"rejectedRows"/],
    ['variables of its own', '{ monitoring(first: $n) { edges { node { id } } } }', /"\$n" is not defined/],
    ['too many characters', `{ ${'name '.repeat(900)} }`, /it may have 4,000/],
    ['too many levels', `${'{ champion { dataset '.repeat(30)}{ name }${'} }'.repeat(30)}`, /levels deep/],
  ])('with %s is refused', async (_, selection, message) => {
    const { webhookEndpoint, userErrors } = await create(selection);
    expect(webhookEndpoint).toBeNull();
    expect(userErrors).toMatchObject([{ field: ['selection'], code: 'BAD_USER_INPUT' }]);
    expect(userErrors[0]!.message).toMatch(message);
  });

  it('that costs more than a query may is refused', async () => {
    const campaigns =
      'campaigns(first: 100) { edges { node { dataset { monitoring(first: 100) { edges { node { id } } } } } } }';
    const { userErrors } = await create(
      `{ ${Array.from({ length: 9 }, (_, i) => `a${i}: ${campaigns}`).join(' ')} }`,
    );
    expect(userErrors).toMatchObject([{ field: ['selection'], code: 'QUERY_TOO_COSTLY' }]);
  });
});

describe('a replay of a range', () => {
  it('sends each message of it once more, under its id', async () => {
    const { webhookEndpoint } = await create(null);
    const id = webhookEndpoint!.id;
    await importCsv(app, CSV);
    await importCsv(app, CSV);
    await arrived(2);
    const ids = receiver.received.map((received) => received.id).sort();
    const replay = async (input: object) =>
      (
        await app.query(ReplayMutation, {
          input: { webhookEndpointId: id, since: '2020-01-01T00:00:00Z', ...input },
        })
      ).replayDeliveries;
    await vi.waitUntil(async () => (await replay({ states: ['PENDING'] })).replayed === 0, SOON);
    expect(await replay({})).toEqual({ replayed: 2, userErrors: [] });
    await arrived(4);
    // Those that were replayed before as well.
    expect(await replay({})).toEqual({ replayed: 2, userErrors: [] });
    await arrived(6);
    expect(
      receiver.received
        .slice(2)
        .map((received) => received.id)
        .sort(),
    ).toEqual([...ids, ...ids].sort());
    expect(await replay({ until: '2020-01-02T00:00:00Z' })).toEqual({ replayed: 0, userErrors: [] });
    await app.query(UpdateMutation, { input: { webhookEndpointId: id, enabled: false } });
    expect((await replay({})).userErrors).toMatchObject([{ code: 'CONFLICT' }]);
  });
});
