import { randomUUID } from 'node:crypto';
import { graphql } from '@holdfast/schema';
import type { DataSource } from 'typeorm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { databaseParts } from '../src/app.js';
import { MonitoringStore } from '../src/modules/monitoring/monitoring.store.js';
import { DeliveryStore } from '../src/modules/webhooks/sending/delivery.store.js';
import { DestinationGuard } from '../src/modules/webhooks/sending/destination-guard.js';
import { WebhookClient } from '../src/modules/webhooks/sending/webhook-client.js';
import { WebhookSender } from '../src/modules/webhooks/sending/webhook-sender.js';
import { systemClock } from '../src/platform/clock.js';
import { createDataSource } from '../src/platform/database/data-source.js';
import { toGlobalId } from '../src/platform/graphql/global-id.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { createLogger } from '../src/platform/logger.js';
import { createApiClient } from './client.js';
import { importCsv } from './import-client.js';
import { createShop, GENEROUS, shopCsv } from './operations/shops.js';
import { createTestApp, type TestApp } from './test-app.js';
import { startReceiver, type WebhookReceiver } from './webhook-receiver.js';

const ALLOW = ['127.0.0.0/8'];
const SOON = { timeout: 15_000, interval: 20 };

const CreateMutation = graphql(`
  mutation CreateEndpoint($input: CreateWebhookEndpointInput!) {
    createWebhookEndpoint(input: $input) {
      webhookEndpoint { id url events enabled } secret userErrors { field code message }
    }
  }
`);
const UpdateMutation = graphql(`
  mutation UpdateEndpoint($input: UpdateWebhookEndpointInput!) {
    updateWebhookEndpoint(input: $input) {
      webhookEndpoint { enabled disabledReason failingSince events url } userErrors { field code message }
    }
  }
`);
const DeleteMutation = graphql(`
  mutation DeleteEndpoint($input: DeleteWebhookEndpointInput!) {
    deleteWebhookEndpoint(input: $input) { deletedWebhookEndpointId userErrors { field code } }
  }
`);
const RotateMutation = graphql(`
  mutation RotateSecret($input: RotateWebhookSecretInput!) {
    rotateWebhookSecret(input: $input) { secret webhookEndpoint { previousSecretUntil } userErrors { code } }
  }
`);
const TestMutation = graphql(`
  mutation TestEvent($input: SendTestEventInput!) {
    sendTestEvent(input: $input) { webhookDelivery { id messageId state } userErrors { field code message } }
  }
`);
const ReplayMutation = graphql(`
  mutation Replay($input: ReplayDeliveryInput!) {
    replayDelivery(input: $input) { webhookDelivery { id messageId payload } userErrors { field code } }
  }
`);
const EndpointQuery = graphql(`
  query Endpoint($id: ID!) {
    webhookEndpoint(id: $id) {
      enabled disabledReason failingSince
      deliveries {
        edges { node { id messageId event state attempts responseStatus error createdAt nextAttemptAt payload } }
      }
    }
  }
`);
const EndpointsQuery = graphql(`
  query Endpoints { webhookEndpoints { edges { node { id deliveries { totalCount } } } } }
`);

let app: TestApp;
let receiver: WebhookReceiver;
beforeAll(async () => {
  app = await createTestApp({ limits: GENEROUS, webhookAllow: ALLOW });
});
afterAll(() => app.stop());
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await app.dataSource.query('delete from webhook_endpoints');
  await receiver.stop();
});

async function create(
  events: ('DATASET_IMPORTED' | 'SEGMENT_MEMBERSHIP_CHANGED')[] | readonly string[] = ['DATASET_IMPORTED'],
) {
  const { createWebhookEndpoint } = await app.query(CreateMutation, {
    input: { url: receiver.url, events: events as never },
  });
  expect(createWebhookEndpoint.userErrors).toEqual([]);
  return { id: createWebhookEndpoint.webhookEndpoint!.id, secret: createWebhookEndpoint.secret! };
}

async function test(webhookEndpointId: string) {
  const { sendTestEvent } = await app.query(TestMutation, { input: { webhookEndpointId } });
  return sendTestEvent;
}

async function endpoint(id: string) {
  return (await app.query(EndpointQuery, { id })).webhookEndpoint!;
}

async function deliveries(id: string) {
  return (await endpoint(id)).deliveries.edges.map(({ node }) => node);
}

const arrived = (count: number) => vi.waitUntil(() => receiver.received.length >= count, SOON);

/** The newest delivery of an endpoint, once it is as asked for. */
async function newest(id: string, as: { state?: string; attempts?: number }) {
  return vi.waitFor(async () => {
    const [delivery] = await deliveries(id);
    expect(delivery).toMatchObject(as);
    return delivery!;
  }, SOON);
}

/** Lets the time pass that deliveries wait for. */
async function skipPause(): Promise<void> {
  await app.dataSource.query(`update webhook_deliveries set next_attempt_at = now() where state = 'PENDING'`);
}

const rowsOf = (id: string) => fromGlobalId('WebhookEndpoint', id)!;

describe('an endpoint', () => {
  it('receives a signed event that its library verifies, with ids and counts and no personal data', async () => {
    const { id, secret } = await create();
    const dataset = await importCsv(app, shopCsv('north'), { name: 'north' });
    await arrived(1);
    const [request] = receiver.received;
    expect(receiver.verify(request!, secret)).toEqual(request!.payload);
    expect(request!.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': expect.stringMatching(/^msg_[0-9a-f]{32}$/),
    });
    expect(request!.payload).toEqual({
      type: 'DATASET_IMPORTED',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: {
        datasetId: dataset,
        mode: 'NEW',
        counts: { customers: 240 },
        url: expect.stringMatching(new RegExp(`^http://.*/d/${dataset}$`)),
      },
    });
    expect(await newest(id, { state: 'DELIVERED' })).toMatchObject({
      messageId: request!.id,
      event: 'DATASET_IMPORTED',
      attempts: 1,
      responseStatus: 204,
      error: null,
      nextAttemptAt: null,
      payload: request!.payload,
    });
  });

  it('is told of what it asked for alone', async () => {
    const { id } = await create(['CHURN_MODEL_PROMOTED']);
    await createShop(app, 'quiet');
    await arrived(1);
    await newest(id, { state: 'DELIVERED' });
    expect(receiver.received.map(({ payload }) => payload.type)).toEqual(['CHURN_MODEL_PROMOTED']);
  });

  it('that is deleted while something is being sent to it is told nothing more', async () => {
    const { id } = await create();
    let release = () => {};
    receiver.answer = (response) => {
      release = () => response.writeHead(503).end();
    };
    await test(id);
    await test(id);
    await arrived(2);
    await app.query(DeleteMutation, { input: { webhookEndpointId: id } });
    release();
    await test(id);
    expect(
      (await app.query(DeleteMutation, { input: { webhookEndpointId: id } })).deleteWebhookEndpoint,
    ).toEqual({
      deletedWebhookEndpointId: null,
      userErrors: [{ field: ['webhookEndpointId'], code: 'NOT_FOUND' }],
    });
    expect(await app.dataSource.query('select from webhook_deliveries')).toEqual([]);
    expect(receiver.received).toHaveLength(2);
  });

  it('is refused for an address that is not public, and what is wrong is said beside the field', async () => {
    for (const url of [
      'https://169.254.169.254/latest',
      'http://[::ffff:10.0.0.1]/',
      'https://me@example.com/',
    ]) {
      const { createWebhookEndpoint } = await app.query(CreateMutation, {
        input: { url, events: ['DATASET_IMPORTED'] },
      });
      expect(createWebhookEndpoint).toMatchObject({
        webhookEndpoint: null,
        secret: null,
        userErrors: [{ field: ['url'], code: 'BAD_USER_INPUT' }],
      });
    }
    const { createWebhookEndpoint } = await app.query(CreateMutation, {
      input: { url: receiver.url, events: [] },
    });
    expect(createWebhookEndpoint.userErrors).toEqual([
      {
        field: ['events'],
        code: 'BAD_USER_INPUT',
        message: 'events is empty; it must name at least one event.',
      },
    ]);
  });

  it('whose name leads to an inner address gets nothing, and its log says why', async () => {
    const { id } = await create();
    // As if the name had been a public one when the endpoint was created.
    await app.dataSource.query('update webhook_endpoints set url = $1', ['http://0/hook']);
    await test(id);
    expect(await newest(id, { attempts: 1 })).toMatchObject({
      state: 'PENDING',
      responseStatus: null,
      error: expect.stringMatching(/^0\.0\.0\.0 is not a public address/),
    });
  });
});

describe('a delivery', () => {
  it('that fails is sent again later under the same id, until it arrives', async () => {
    const { id, secret } = await create();
    receiver.answer = 500;
    const { webhookDelivery } = await test(id);
    const failed = await newest(id, { attempts: 1 });
    expect(failed).toMatchObject({
      state: 'PENDING',
      responseStatus: 500,
      error: 'the receiver answered with the status 500',
    });
    const pause = Date.parse(failed.nextAttemptAt!) - Date.now();
    expect(pause).toBeGreaterThan(1000);
    expect(pause).toBeLessThan(7000);
    expect((await endpoint(id)).failingSince).not.toBeNull();
    receiver.answer = 200;
    await skipPause();
    expect(await newest(id, { state: 'DELIVERED' })).toMatchObject({ attempts: 2, error: null });
    expect(receiver.received.map((request) => request.id)).toEqual(Array(2).fill(webhookDelivery!.messageId));
    for (const request of receiver.received) receiver.verify(request, secret);
    expect((await endpoint(id)).failingSince).toBeNull();
  });

  it('is given up after three days, and its endpoint disabled, until someone enables it again', async () => {
    const { id } = await create();
    receiver.answer = 500;
    await test(id);
    await newest(id, { attempts: 1 });
    await app.dataSource.query(`update webhook_deliveries set created_at = created_at - interval '73 hours'`);
    await app.dataSource.query(
      `update webhook_endpoints set failing_since = failing_since - interval '73 hours'`,
    );
    await skipPause();
    expect(await newest(id, { state: 'FAILED' })).toMatchObject({ attempts: 2, nextAttemptAt: null });
    expect(await endpoint(id)).toMatchObject({
      enabled: false,
      disabledReason: 'Nothing has arrived for three days.',
    });
    expect(await test(id)).toEqual({
      webhookDelivery: null,
      userErrors: [
        {
          field: ['webhookEndpointId'],
          code: 'CONFLICT',
          message: 'The endpoint is disabled; it must be enabled first.',
        },
      ],
    });
    receiver.answer = 200;
    const { updateWebhookEndpoint } = await app.query(UpdateMutation, {
      input: { webhookEndpointId: id, enabled: true },
    });
    expect(updateWebhookEndpoint.webhookEndpoint).toMatchObject({
      enabled: true,
      disabledReason: null,
      failingSince: null,
    });
    await test(id);
    await newest(id, { state: 'DELIVERED' });
  });

  it('keeps its endpoint enabled as long as another arrives', async () => {
    const { id } = await create();
    receiver.answer = (response, { payload }) => {
      response.writeHead(payload.type === 'DATASET_IMPORTED' ? 500 : 200).end();
    };
    await test(id);
    await newest(id, { attempts: 1 });
    await app.dataSource.query(
      `update webhook_endpoints set failing_since = failing_since - interval '73 hours'`,
    );
    await app.query(TestMutation, { input: { webhookEndpointId: id, event: 'CHURN_MODEL_PROMOTED' } });
    await newest(id, { state: 'DELIVERED' });
    await skipPause();
    await vi.waitUntil(async () => (await deliveries(id))[1]!.attempts === 2, SOON);
    expect((await endpoint(id)).enabled).toBe(true);
  });

  it('that is answered with 410 disables its endpoint, and gives up what waits', async () => {
    const { id } = await create();
    receiver.answer = 500;
    await test(id);
    await newest(id, { attempts: 1 });
    receiver.answer = 410;
    await test(id);
    expect(await newest(id, { state: 'FAILED' })).toMatchObject({ responseStatus: 410 });
    expect(await endpoint(id)).toMatchObject({
      enabled: false,
      disabledReason: 'The receiver answered with the status 410: it is gone.',
    });
    expect((await deliveries(id))[1]).toMatchObject({
      state: 'FAILED',
      error: 'the receiver answered with the status 500; its endpoint was disabled',
    });
  });

  it('can be replayed: a new one of the same payload under the same webhook-id', async () => {
    const { id, secret } = await create();
    await test(id);
    const first = await newest(id, { state: 'DELIVERED' });
    const { replayDelivery } = await app.query(ReplayMutation, { input: { webhookDeliveryId: first.id } });
    expect(replayDelivery.webhookDelivery).toMatchObject({
      messageId: first.messageId,
      payload: first.payload,
    });
    expect(replayDelivery.webhookDelivery!.id).not.toBe(first.id);
    await arrived(2);
    expect(receiver.verify(receiver.received[1]!, secret)).toEqual(first.payload);
    const unknown = Buffer.from('WebhookDelivery:00000000-0000-4000-8000-000000000000').toString('base64url');
    for (const webhookDeliveryId of [unknown, id, 'x']) {
      const refused = await app.query(ReplayMutation, { input: { webhookDeliveryId } });
      expect(refused.replayDelivery.userErrors).toEqual([
        { field: ['webhookDeliveryId'], code: 'NOT_FOUND' },
      ]);
    }
  });

  it('is made once for an event, however often that is handled', async () => {
    const { id } = await create();
    await app.dataSource.transaction(async (manager) => {
      for (let i = 0; i < 3; i++) {
        await new DeliveryStore(app.dataSource).announce(
          manager,
          'DATASET_IMPORTED',
          'event-1',
          {},
          new Map(),
        );
      }
    });
    expect(await deliveries(id)).toHaveLength(1);
  });

  it('is removed from the log a month later', async () => {
    const { id } = await create();
    await test(id);
    await newest(id, { state: 'DELIVERED' });
    await test(id);
    await app.dataSource.query(
      `update webhook_deliveries set created_at = created_at - interval '31 days' where state = 'DELIVERED'`,
    );
    await new DeliveryStore(app.dataSource).sweep();
    expect((await deliveries(id)).length).toBeLessThan(2);
  });
});

describe('a secret that is rotated', () => {
  it('signs beside the new one for a day, and no longer', async () => {
    const { id, secret: before } = await create();
    const { rotateWebhookSecret } = await app.query(RotateMutation, { input: { webhookEndpointId: id } });
    const now = rotateWebhookSecret.secret!;
    const until = Date.parse(rotateWebhookSecret.webhookEndpoint!.previousSecretUntil!);
    expect((until - Date.now()) / 3_600_000).toBeCloseTo(24, 1);
    await test(id);
    await arrived(1);
    const both = receiver.received[0]!;
    expect(both.headers['webhook-signature']!.split(' ')).toHaveLength(2);
    for (const secret of [before, now]) receiver.verify(both, secret);
    await app.dataSource.query(`update webhook_endpoints set previous_secret_until = now()`);
    await test(id);
    await arrived(2);
    receiver.verify(receiver.received[1]!, now);
    expect(() => receiver.verify(receiver.received[1]!, before)).toThrow();
  });
});

describe('processes that send', () => {
  const senders: { sender: WebhookSender; own: DataSource }[] = [];
  afterEach(async () => {
    for (const { sender, own } of senders.splice(0)) {
      await sender.stop();
      await own.destroy();
    }
  });

  async function startSender(): Promise<WebhookSender> {
    const own = await createDataSource(app.databaseUrl, databaseParts, 4).initialize();
    const client = new WebhookClient(new DestinationGuard(ALLOW));
    const sender = new WebhookSender(new DeliveryStore(own), client, systemClock, createLogger('silent'));
    senders.push({ sender, own });
    sender.start();
    return sender;
  }

  async function queue(id: string, count: number): Promise<void> {
    await app.dataSource.query(
      `insert into webhook_deliveries (endpoint_id, message_id, event, payload)
       select $1, 'msg_' || i, 'DATASET_IMPORTED', json_build_object('i', i) from generate_series(1, $2::int) i`,
      [rowsOf(id), count],
    );
  }

  it('deliver each once between them', async () => {
    const { id } = await create();
    await startSender();
    await startSender();
    await queue(id, 500);
    await arrived(500);
    await vi.waitUntil(
      async () =>
        (await app.dataSource.query(`select from webhook_deliveries where state = 'PENDING'`)).length === 0,
      SOON,
    );
    expect(new Set(receiver.received.map((request) => request.id)).size).toBe(500);
    expect(receiver.received).toHaveLength(500);
  });

  it('are not kept from other endpoints by one that is slow', async () => {
    const slow = await startReceiver();
    slow.answer = () => {};
    const { createWebhookEndpoint } = await app.query(CreateMutation, {
      input: { url: slow.url, events: ['DATASET_IMPORTED'] },
    });
    await queue(createWebhookEndpoint.webhookEndpoint!.id, 200);
    const { id } = await create();
    await queue(id, 20);
    await arrived(20);
    // Some to the slow one are under way, and most have not been taken.
    expect(slow.received.length).toBeLessThanOrEqual(32);
    await slow.stop();
  });

  it('leave what they were sending to others when they stop', async () => {
    const { id } = await create();
    const sender = await startSender();
    await app.slices.webhooks.sender.stop();
    receiver.answer = () => {};
    await queue(id, 1);
    sender.wake();
    await arrived(1);
    receiver.answer = 200;
    await senders[0]!.sender.stop();
    const [delivery] = await deliveries(id);
    expect(delivery).toMatchObject({ state: 'PENDING', attempts: 0 });
    await startSender();
    expect(await newest(id, { state: 'DELIVERED' })).toMatchObject({ attempts: 1 });
  });
});

describe('events of customers', () => {
  interface Moves {
    readonly counts: { moved: number; added: number };
    readonly moves: { from: string; to: string; customers: number }[];
    readonly url: string;
    readonly datasetId: string;
  }
  const told = (type: string) =>
    receiver.received
      .filter(({ payload }) => payload.type === type)
      .map(({ payload }) => payload.data as unknown as Moves);

  it('are one for a dataset and a run, with counts and a link to the customers', async () => {
    app = await app.restart();
    const shop = await createShop(app, 'east');
    const { id } = await create(['SEGMENT_MEMBERSHIP_CHANGED', 'CUSTOMER_RISK_BAND_CHANGED']);
    await app.slices.outbox.delivered('webhooks', 10_000);

    // Everybody is in another band: one event.
    await app.query(
      'mutation ($id: ID!) { setAssumptions(input: { datasetId: $id, mediumFrom: 0, highFrom: 0 }) { userErrors { message } } }',
      { id: shop.dataset },
    );
    await vi.waitUntil(() => told('CUSTOMER_RISK_BAND_CHANGED').length === 1, SOON);
    const [bands] = told('CUSTOMER_RISK_BAND_CHANGED');
    expect(bands!.datasetId).toBe(shop.dataset);
    expect(bands!.moves.every(({ from, to }) => from !== 'HIGH' && to === 'HIGH')).toBe(true);
    expect(bands!.counts.moved).toBe(bands!.moves.reduce((sum, { customers }) => sum + customers, 0));
    expect(bands!.counts.moved).toBeGreaterThan(100);
    const list = await app.fetch(new URL(bands!.url).pathname + new URL(bands!.url).search);
    expect((await list.text()).trim().split('\n')).toHaveLength(241);

    // Another k: who has another key has moved.
    const { segmentation } = await app.query<{ segmentation: { selectedK: number } }>(
      'query ($id: ID!) { segmentation(id: $id) { selectedK } }',
      { id: shop.segmentation },
    );
    await app.query(
      'mutation ($id: ID!, $k: Int!) { selectSegmentationK(input: { segmentationId: $id, k: $k }) { userErrors { message } } }',
      { id: shop.segmentation, k: segmentation.selectedK === 2 ? 3 : 2 },
    );
    await vi.waitUntil(() => told('SEGMENT_MEMBERSHIP_CHANGED').length >= 1, SOON);
    const key = fromGlobalId('Dataset', shop.dataset)!;
    await app.slices.outbox.delivered(key, 10_000);
    const before = told('SEGMENT_MEMBERSHIP_CHANGED').length;
    expect(told('SEGMENT_MEMBERSHIP_CHANGED')[0]!.counts.moved).toBeGreaterThan(0);

    // A customer who changes nothing is in no event, and one who is new has not moved.
    await app.query(
      `mutation ($id: ID!) { upsertCustomers(input: { datasetId: $id, customers: [
         { externalId: "newcomer", attributes: { visits: 3, spend: 20 } } ] }) { userErrors { message } } }`,
      { id: shop.dataset },
    );
    await app.slices.outbox.delivered(key, 10_000);
    expect(told('SEGMENT_MEMBERSHIP_CHANGED')).toHaveLength(before);
    expect(told('CUSTOMER_RISK_BAND_CHANGED')).toHaveLength(1);
    expect((await endpoint(id)).enabled).toBe(true);
  });

  it('begin with where customers are when someone first asks to be told', async () => {
    const shop = await createShop(app, 'west');
    await create(['CUSTOMER_RISK_BAND_CHANGED']);
    await app.slices.outbox.delivered('webhooks', 10_000);
    await app.query(
      `mutation ($id: ID!) { upsertCustomers(input: { datasetId: $id, customers: [
         { externalId: "west1", attributes: { visits: 0, spend: 0 } } ] }) { userErrors { message } } }`,
      { id: shop.dataset },
    );
    const key = fromGlobalId('Dataset', shop.dataset)!;
    await app.slices.outbox.delivered(key, 10_000);
    await app.slices.outbox.delivered(key, 10_000);
    const events = told('CUSTOMER_RISK_BAND_CHANGED');
    expect(events.length).toBeLessThanOrEqual(1);
    for (const { counts } of events) expect(counts).toEqual({ moved: 1, added: 0 });
  });
});

describe('events of campaigns and checks', () => {
  const data = (type: string) =>
    receiver.received.filter(({ payload }) => payload.type === type).map(({ payload }) => payload.data);

  it('are one for each verdict on a campaign, and one for each check that came to ALERT', async () => {
    const shop = await createShop(app, 'verdicts');
    await create(['CAMPAIGN_MEASURED', 'MONITORING_ALERT']);
    const { createCampaign } = await app.query<{ createCampaign: { campaign: { id: string } } }>(
      `mutation ($id: ID!) {
        createCampaign(input: { datasetId: $id, name: "half", filter: {}, holdOutShare: 0.5 }) { campaign { id } }
      }`,
      { id: shop.dataset },
    );
    const { id: campaignId } = createCampaign.campaign;
    const members = '{ edges { node { externalId } } }';
    const { arms } = await app.query<{
      arms: Record<'contacted' | 'heldOut', { edges: { node: { externalId: string } }[] }>;
    }>(
      `query ($id: ID!) { arms: campaign(id: $id) {
        contacted: members(first: 100, arm: CONTACTED) ${members}
        heldOut: members(first: 100, arm: HOLD_OUT) ${members}
      } }`,
      { id: campaignId },
    );
    const outcomes = [
      ...arms.contacted.edges.map(({ node }) => ({ ...node, left: false })),
      ...arms.heldOut.edges.map(({ node }) => ({ ...node, left: true })),
    ];
    const record = () =>
      app.query(
        'mutation ($input: RecordOutcomesInput!) { recordOutcomes(input: $input) { recorded userErrors { message } } }',
        { input: { datasetId: shop.dataset, outcomes } },
      );
    const key = fromGlobalId('Dataset', shop.dataset)!;
    for (let i = 0; i < 3; i++) {
      await record();
      await app.slices.outbox.delivered(key, 10_000);
    }
    const { campaign } = await app.query<{ campaign: { effect: { verdict: string } } }>(
      'query ($id: ID!) { campaign(id: $id) { effect { verdict } } }',
      { id: campaignId },
    );
    expect(campaign.effect.verdict).toBe('WORKS');
    await arrived(1);
    expect(data('CAMPAIGN_MEASURED')).toEqual([
      {
        datasetId: shop.dataset,
        campaignId,
        verdict: 'WORKS',
        url: expect.stringMatching(new RegExp(`/d/${shop.dataset}/campaigns/${campaignId}$`)),
      },
    ]);

    await app.idle(shop.dataset);
    const store = new MonitoringStore(app.dataSource, app.slices.outbox);
    const report = (await store.page(key, 1, null)).edges[0]!.node;
    const found = { ...report, id: randomUUID(), state: 'ALERT', alerts: ['RANKING'] } as const;
    // A job that is run twice finds the same.
    for (let i = 0; i < 2; i++) await store.add({ ...found, alerts: [...found.alerts] });
    await store.add({ ...report, id: randomUUID(), state: 'WATCH', alerts: [] });
    await vi.waitUntil(() => data('MONITORING_ALERT').length > 0, SOON);
    await app.slices.outbox.delivered(key, 10_000);
    expect(data('MONITORING_ALERT')).toEqual([
      {
        datasetId: shop.dataset,
        monitoringReportId: toGlobalId('MonitoringReport', found.id),
        churnModelId: toGlobalId('ChurnModel', report.churnModelId),
        alerts: ['RANKING'],
        url: expect.stringMatching(/\/monitoring$/),
      },
    ]);
  });
});

describe('who may', () => {
  it('see and change endpoints is an ADMIN of everything', async () => {
    const { id } = await create();
    const dataset = await importCsv(app, shopCsv('scope'), { name: 'scope' });
    const key = async (role: string, datasetIds: string[] | null) => {
      const { createApiKey } = await app.query<{ createApiKey: { secret: string } }>(
        'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
        { input: { name: role, role, datasetIds } },
      );
      return createApiClient(app.url, createApiKey.secret);
    };
    const named = { input: { webhookEndpointId: id } };
    const unknown = Buffer.from('WebhookDelivery:00000000-0000-4000-8000-000000000000').toString('base64url');
    for (const client of [
      await key('VIEWER', null),
      await key('ANALYST', null),
      await key('ADMIN', [dataset]),
    ]) {
      for (const answer of [
        await client.ask(EndpointsQuery),
        await client.ask(EndpointQuery, { id }),
        await client.ask(CreateMutation, { input: { url: receiver.url, events: ['DATASET_IMPORTED'] } }),
        await client.ask(UpdateMutation, named),
        await client.ask(DeleteMutation, named),
        await client.ask(RotateMutation, named),
        await client.ask(TestMutation, named),
        await client.ask(ReplayMutation, { input: { webhookDeliveryId: unknown } }),
      ]) {
        expect(answer.errors?.map(({ extensions }) => extensions?.code)).toEqual(['FORBIDDEN']);
      }
    }
    expect(JSON.stringify(await app.query(EndpointsQuery))).not.toContain('whsec_');
  });
});
