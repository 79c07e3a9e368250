import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { READ_TOOLS } from '../src/modules/agents/tools/read-tools.js';
import { WRITE_TOOLS } from '../src/modules/agents/tools/write-tools.js';
import { createShop, type Shop } from './operations/shops.js';
import { createTestApp, type TestApp } from './test-app.js';

const TOOLS = [...READ_TOOLS, ...WRITE_TOOLS];
const WRITES = WRITE_TOOLS.map(({ name }) => name);

let app: TestApp;
let own: Shop;
let other: Shop;
/** Agents with a key for `own` alone: one that reads, one whose key says that it may write. */
let reader: Client;
let writer: Client;
beforeAll(async () => {
  app = await createTestApp();
  [own, other] = [await createShop(app, 'own'), await createShop(app, 'other')];
  reader = await connect(await createKey('ANALYST', false));
  writer = await connect(await createKey('ANALYST', true));
});
afterAll(async () => {
  await reader.close();
  await writer.close();
  await app.stop();
});

async function createKey(role: string, agentMayWrite: boolean): Promise<string> {
  const { createApiKey } = await app.query<{ createApiKey: { secret: string } }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
    { input: { name: 'agent', role, agentMayWrite, datasetIds: [own.dataset] } },
  );
  return createApiKey.secret;
}

async function connect(secret: string): Promise<Client> {
  const client = new Client({ name: 'test', version: '1.0.0' });
  const requestInit = { headers: { authorization: `Bearer ${secret}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL(`${app.url}/mcp`), { requestInit }));
  return client;
}

interface Called {
  readonly isError?: boolean;
  readonly structuredContent?: unknown;
  readonly content: { readonly text: string }[];
}

async function call(agent: Client, name: string, input: Record<string, unknown>): Promise<Called> {
  return (await agent.callTool({ name, arguments: input })) as unknown as Called;
}

/** A valid call of each tool about a shop. */
const inputsFor = (shop: Shop): Record<string, Record<string, unknown>> => {
  const { dataset: datasetId, customer: externalId } = shop;
  return {
    list_datasets: {},
    list_segments: { datasetId },
    who_may_leave: { datasetId, segmentKey: shop.segmentKey },
    whom_to_call_first: { datasetId },
    get_customer: { datasetId, externalId },
    score_customers: { datasetId, customers: [{ visits: 1 }] },
    contact_plan: { datasetId, contacts: 10 },
    list_campaigns: { datasetId },
    campaign_effect: { campaignId: shop.campaign },
    monitoring: { datasetId },
    note_on_customer: { datasetId, externalId, kind: 'NOTE', note: 'Prefers letters.' },
    create_campaign: { datasetId, name: 'by an agent', audienceId: shop.audience },
    record_outcomes: { datasetId, outcomes: [{ externalId, left: true }] },
  };
};

describe('the tools of agents', () => {
  it.each(TOOLS)('$name asks only for what the schema holds', ({ document }) => {
    expect(validate(app.schema, document).map(({ message }) => message)).toEqual([]);
  });

  it('are listed with what they mean, each input described', async () => {
    const { tools } = await writer.listTools();
    expect(tools.map(({ name }) => name)).toEqual(TOOLS.map(({ name }) => name));
    for (const { name, description, inputSchema, annotations } of tools) {
      expect(description?.length, name).toBeGreaterThan(60);
      expect(annotations?.readOnlyHint).toBe(!WRITES.includes(name));
      for (const [input, schema] of Object.entries(inputSchema.properties ?? {}))
        expect(schema, `${name}.${input}`).toHaveProperty('description');
    }
  });

  it.each(TOOLS)(
    '$name answers about its own dataset as /graphql does',
    async ({ name, document, variables }) => {
      const input = inputsFor(own)[name]!;
      const called = await call(writer, name, input);
      expect(called.isError, called.content[0]!.text).toBeFalsy();
      expect(JSON.parse(called.content[0]!.text)).toEqual(called.structuredContent);
      expect(Object.values(called.structuredContent as object)).not.toContain(null);
      if (WRITES.includes(name) || name === 'list_datasets') return;
      const given = variables({ first: 10, ...input });
      const { data } = await app.ask(document as never, given as never);
      expect(called.structuredContent).toEqual(data);
    },
  );

  it.each(TOOLS)('$name says nothing of another dataset', async ({ name }) => {
    const { structuredContent, isError, content } = await call(writer, name, inputsFor(other)[name]!);
    if (name === 'list_datasets') {
      expect(structuredContent).toMatchObject({
        datasets: { totalCount: 1, edges: [{ node: { id: own.dataset } }] },
      });
    } else if (isError) expect(content[0]!.text).toMatch(/^NOT_FOUND: /);
    else expect(Object.values(structuredContent as object)).toEqual([null]);
  });
});

describe('an agent', () => {
  it('only reads, unless its key says otherwise', async () => {
    const { tools } = await reader.listTools();
    expect(tools.map(({ name }) => name)).toEqual(READ_TOOLS.map(({ name }) => name));
    for (const name of WRITES) {
      const { isError, content } = await call(reader, name, inputsFor(own)[name]!);
      expect(isError).toBe(true);
      expect(content[0]!.text).toContain(`Tool ${name} not found`);
    }
  });

  it('gets no key for writing that its role refuses', async () => {
    const answer = await app.query(
      `mutation { createApiKey(input: { name: "n", role: VIEWER, agentMayWrite: true }) { secret userErrors { code field message } } }`,
    );
    expect(answer).toEqual({
      createApiKey: {
        secret: null,
        userErrors: [
          {
            code: 'BAD_USER_INPUT',
            field: ['agentMayWrite'],
            message:
              'agentMayWrite is true and role is VIEWER; it must be ANALYST or ADMIN for an agent to write.',
          },
        ],
      },
    });
  });

  it('is told what is wrong with an input, with both sides', async () => {
    const campaign = { datasetId: own.dataset, name: '', audienceId: own.audience };
    const refused = await call(writer, 'create_campaign', campaign);
    expect(refused).toMatchObject({ isError: true });
    expect(refused.content[0]!.text).toMatch(/^BAD_USER_INPUT: name /);
    const tooMany = await call(reader, 'who_may_leave', { datasetId: own.dataset, first: 101 });
    expect(tooMany.isError).toBe(true);
  });

  it('stands in the audit under its key, as whatever the tool did', async () => {
    await call(writer, 'note_on_customer', inputsFor(own).note_on_customer!);
    const { auditEvents } = await app.query<{
      auditEvents: { edges: { node: { actor: string; action: string } }[] };
    }>(
      '{ auditEvents(first: 1, filter: { action: "giveCustomerFeedback" }) { edges { node { actor action outcome } } } }',
    );
    expect(auditEvents.edges[0]!.node).toMatchObject({
      actor: expect.stringContaining('(agent)'),
      outcome: 'DONE',
    });
  });

  it('spends what its key may spend', async () => {
    const costs = async () => {
      const secret = await createKey('VIEWER', false);
      const agent = await connect(secret);
      await call(agent, 'list_segments', { datasetId: own.dataset });
      await agent.close();
      const response = await fetch(`${app.url}/graphql`, {
        method: 'POST',
        headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
        body: JSON.stringify({ query: '{ viewer { id } }' }),
      });
      const limit = Number(response.headers.get('x-ratelimit-limit'));
      return limit - Number(response.headers.get('x-ratelimit-remaining'));
    };
    expect(await costs()).toBeGreaterThan(100);
  });
});

describe('/mcp', () => {
  const post = (body: unknown, headers: Record<string, string> = {}) =>
    app.fetch('/mcp', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json, text/event-stream',
        ...headers,
      },
      body: JSON.stringify(body),
    });
  const list = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

  it('answers nobody without a key', async () => {
    const response = await post(list, { authorization: 'Bearer hf_unknown' });
    expect(response.status).toBe(401);
  });

  it('takes one message at a time, and has no sessions', async () => {
    const many = await post([list, list]);
    expect([many.status, await many.json()]).toEqual([
      400,
      { code: 'BAD_USER_INPUT', message: 'The body is a list of 2 messages; it must be one message.' },
    ]);
    for (const method of ['GET', 'DELETE']) expect((await app.fetch('/mcp', { method })).status).toBe(405);
  });

  it('answers what is no message with an error of the protocol', async () => {
    const response = await post({ hello: 1 });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', error: { code: -32700 } });
  });
});
