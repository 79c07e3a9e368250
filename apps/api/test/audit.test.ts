import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { graphql, type ResultOf } from '@holdfast/schema';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AuditStore } from '../src/modules/audit/audit.store.js';
import { AuditWriter } from '../src/modules/audit/audit-writer.js';
import { createLogger } from '../src/platform/logger.js';
import { createApiClient } from './client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

/** Nothing of a customer may be in the audit: neither the id nor a value. */
const CUSTOMER = 'Ms-Quixote-77';
const VALUE = 4_711_223;
const CSV = `customer_id,visits,spend\n${CUSTOMER},1,${VALUE}\nb,2,3\nc,4,5\n`;

let app: TestApp;
/** The role that owns the tables, and the service's. */
let owner: pg.Client;
let service: pg.Client;
let datasetId: string;
beforeAll(async () => {
  app = await createTestApp();
  [owner, service] = [await connect(app.databaseUrl), await connect(serviceUrl())];
  datasetId = await importCsv(app, CSV);
});
afterAll(async () => {
  await owner.end();
  await service.end();
  await app.stop();
});

function serviceUrl(): string {
  return (app.dataSource.options as { url: string }).url;
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  return client;
}

const EventsQuery = graphql(`
  query AuditEvents($first: Int, $after: String, $filter: AuditFilter) {
    auditEvents(first: $first, after: $after, filter: $filter) {
      edges {
        cursor
        node { id at actor actorId action subject datasetId address outcome codes settledAt hash settledHash }
      }
      pageInfo { hasNextPage endCursor }
      totalCount
    }
  }
`);

type Event = ResultOf<typeof EventsQuery>['auditEvents']['edges'][number]['node'];

async function events(filter = {}, first = 100): Promise<Event[]> {
  const { auditEvents } = await app.query(EventsQuery, { first, filter });
  return auditEvents.edges.map(({ node }) => node);
}

/** The newest event of an action. */
const last = async (action: string) => (await events({ action }, 1))[0];

async function createKey(input: object): Promise<{ secret: string; id: string; prefix: string }> {
  const { createApiKey } = await app.query<{
    createApiKey: { secret: string; apiKey: { id: string; prefix: string } };
  }>(
    'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id prefix } } }',
    {
      input,
    },
  );
  return { secret: createApiKey.secret, ...createApiKey.apiKey };
}

const setCost = (id: string, contactCost = 3) =>
  `setAssumptions(input: { datasetId: "${id}", contactCost: ${contactCost} }) { userErrors { code } }`;

describe('a mutation', () => {
  it('is noted with who, what, when, from where and on which dataset', async () => {
    const before = new Date();
    await app.query(`mutation { ${setCost(datasetId)} }`);
    const event = (await last('setAssumptions'))!;
    expect(event).toMatchObject({ subject: datasetId, datasetId, outcome: 'DONE', codes: [] });
    expect(event.address).toMatch(/^(::ffff:)?127\.0\.0\.1$/);
    expect(event.actor).toBe(`${app.adminKey.slice(0, 9)} (tests)`);
    expect(new Date(event.at).getTime()).toBeGreaterThan(before.getTime() - 1000);
    expect(new Date(event.settledAt!) >= new Date(event.at)).toBe(true);
    expect(event.hash).toMatch(/^[0-9a-f]{64}$/);
    expect(event.settledHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is noted by the name of its key, and names what it made', async () => {
    const { id, prefix, secret } = await createKey({ name: 'CRM', role: 'ANALYST' });
    expect(await last('createApiKey')).toMatchObject({ subject: id, outcome: 'DONE' });
    await createApiClient(app.url, secret).query(`mutation { ${setCost(datasetId)} }`);
    expect(await last('setAssumptions')).toMatchObject({ actor: `${prefix} (CRM)`, actorId: id });
  });

  it('is noted once for each of its fields, by the name of the mutation', async () => {
    const { totalCount } = (await app.query(EventsQuery, { filter: { action: 'setAssumptions' } }))
      .auditEvents;
    await app.query(
      `mutation { a: ${setCost(datasetId)} b: ${setCost(datasetId, -1)} c: ${setCost(datasetId)} }`,
    );
    const found = await events({ action: 'setAssumptions' });
    expect(found).toHaveLength(totalCount + 3);
    expect(found.slice(0, 3).map(({ outcome, codes }) => [outcome, codes])).toEqual([
      ['DONE', []],
      ['REFUSED', ['BAD_USER_INPUT']],
      ['DONE', []],
    ]);
  });

  it.each([
    ['of somebody whose role is too low', 'VIEWER', (): string => setCost(datasetId), 'FORBIDDEN'],
    ['of an unknown thing', 'ADMIN', (): string => setCost('bm90aGluZw'), 'NOT_FOUND'],
    [
      'that does not fit the schema',
      'ADMIN',
      (): string => 'setAssumptions(input: { x: 1 }) { y }',
      'BAD_USER_INPUT',
    ],
    [
      'inside a fragment',
      'ADMIN',
      (): string => '... on Mutation { setAssumptions { y } }',
      'BAD_USER_INPUT',
    ],
  ] as const)('%s is noted as refused', async (name, role, body, code) => {
    const { secret, id } = await createKey({ name, role });
    await createApiClient(app.url, secret).ask(`mutation { ${body()} }`);
    await expect
      .poll(() => events({ actorId: id }))
      .toEqual([expect.objectContaining({ action: 'setAssumptions', outcome: 'REFUSED', codes: [code] })]);
  });

  it('whose variables are of another type is noted as refused, and once a minute only', async () => {
    const { secret, id } = await createKey({ name: 'clumsy', role: 'ADMIN' });
    const client = createApiClient(app.url, secret);
    for (let i = 0; i < 5; i++) {
      await client.ask(
        'mutation ($input: SetAssumptionsInput!) { setAssumptions(input: $input) { userErrors { code } } }',
        { input: { datasetId, contactCost: 'much' } },
      );
    }
    await expect.poll(async () => (await events({ actorId: id })).length).toBe(1);
  });

  it('of somebody who asks again and again for what they may not do is refused unseen', async () => {
    const { secret, id } = await createKey({ name: 'insistent', role: 'VIEWER' });
    const client = createApiClient(app.url, secret);
    for (let i = 0; i < 100; i++) await client.ask(`mutation { ${setCost(datasetId)} }`);
    const { errors } = await client.ask(`mutation { ${setCost(datasetId)} }`);
    expect(errors![0]!.extensions!.code).toBe('RATE_LIMITED');
    expect(errors![0]!.message).toMatch(/^You asked 100 times within a minute for what you may not do/);
    const { auditEvents } = await app.query(EventsQuery, { first: 1, filter: { actorId: id } });
    expect(auditEvents.totalCount).toBeGreaterThanOrEqual(100);
    expect(auditEvents.totalCount).toBeLessThanOrEqual(101);
  });

  it('about customers names the dataset, and nothing of them', async () => {
    const customers = `[{ externalId: "${CUSTOMER}", attributes: { spend: ${VALUE} } }]`;
    const of = `datasetId: "${datasetId}"`;
    await app.query(`mutation {
      upsertCustomers(input: { ${of}, customers: ${customers}, idempotencyKey: "${CUSTOMER}" }) { updated }
      recordOutcomes(input: { ${of}, outcomes: [{ externalId: "${CUSTOMER}", left: true }] }) { recorded }
      saveAudience(input: { ${of}, name: "${CUSTOMER}", filter: { search: "${CUSTOMER}" } }) { audience { id } }
      eraseCustomer(input: { ${of}, externalId: "${CUSTOMER}" }) { erased }
    }`);
    for (const action of ['upsertCustomers', 'recordOutcomes', 'saveAudience', 'eraseCustomer']) {
      expect(await last(action)).toMatchObject({ datasetId, outcome: 'DONE' });
    }
    await app.ask(
      `mutation { eraseCustomer(input: { datasetId: "${CUSTOMER}", externalId: "x" }) { erased } }`,
    );
    const { rows } = await owner.query<{ text: string }>('select e::text as text from audit_events e');
    const told = rows.filter(({ text }) => text.includes(CUSTOMER) || text.includes(String(VALUE)));
    expect(told).toEqual([]);
  });

  it('on something of a dataset that has gone names the dataset', async () => {
    const { saveAudience } = await app.query<{ saveAudience: { audience: { id: string } } }>(
      `mutation { saveAudience(input: { datasetId: "${datasetId}", name: "all", filter: {} }) { audience { id } } }`,
    );
    const audienceId = saveAudience.audience.id;
    await app.query(
      `mutation { deleteAudience(input: { audienceId: "${audienceId}" }) { deletedAudienceId } }`,
    );
    expect(await last('deleteAudience')).toMatchObject({ subject: audienceId, datasetId });
  });

  it('of which nobody noted what came of it, as the process died, shows as UNKNOWN', async () => {
    const writer = new AuditWriter(new AuditStore(app.dataSource), createLogger('silent'));
    await writer.open({ actor: { name: 'somebody', id: null }, action: 'interrupted', address: null });
    expect(await last('interrupted')).toMatchObject({
      outcome: 'UNKNOWN',
      settledAt: null,
      settledHash: null,
    });
  });

  it('that cannot be noted is not done, and neither is an export or a sign-in', async () => {
    await owner.query('alter table audit_events rename to audit_events_away');
    const mutation = 'mutation { createApiKey(input: { name: "unseen", role: ADMIN }) { secret } }';
    const { data, errors } = await app.ask(mutation);
    const exported = await app.fetch(`/datasets/${datasetId}/customers.csv`);
    const signedIn = await fetch(`${app.url}/auth/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ apiKey: app.adminKey }),
    });
    expect([exported.status, signedIn.status]).toEqual([500, 500]);
    expect(await exported.text()).not.toContain('customer_id');
    expect(signedIn.headers.getSetCookie()).toEqual([]);
    await owner.query('alter table audit_events_away rename to audit_events');
    expect(data).toBeNull();
    expect(errors![0]!.extensions!.code).toBe('INTERNAL');
    const { rows } = await owner.query(`select from api_keys where name = 'unseen'`);
    expect(rows).toEqual([]);
  });
});

describe('what is noted besides', () => {
  const post = (path: string, body: object, headers = {}) =>
    fetch(app.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });

  it('are sign-ins by key, and sign-outs', async () => {
    const { secret, id } = await createKey({ name: 'browser', role: 'VIEWER' });
    const answer = await post('/auth/session', { apiKey: secret });
    expect(await last('sign in by key')).toMatchObject({ actorId: id, outcome: 'DONE' });
    const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
    await fetch(`${app.url}/auth/session`, { method: 'DELETE', headers: { cookie, origin: app.url } });
    expect(await last('sign out')).toMatchObject({ actorId: id, outcome: 'DONE' });
    await post('/auth/session', { apiKey: 'hf_nothing' });
    await expect
      .poll(() => last('sign in by key'))
      .toMatchObject({ actor: 'unknown', actorId: null, outcome: 'REFUSED', codes: ['UNAUTHENTICATED'] });
  });

  it('are sign-ins by link and by password, and whose password was tried', async () => {
    const email = 'ada@example.com';
    const { inviteUser } = await app.query<{ inviteUser: { link: string; user: { id: string } } }>(
      `mutation { inviteUser(input: { email: "${email}", role: VIEWER }) { link user { id } } }`,
    );
    const { id } = inviteUser.user;
    const answer = await fetch(app.url + inviteUser.link, { redirect: 'manual' });
    expect(await last('sign in by link')).toMatchObject({ actor: email, actorId: id, outcome: 'DONE' });
    await fetch(app.url + inviteUser.link, { redirect: 'manual' });
    await expect.poll(() => last('sign in by link')).toMatchObject({ actor: 'unknown', outcome: 'REFUSED' });
    const cookie = answer.headers.getSetCookie()[0]!.split(';')[0]!;
    const password = 'a long enough password';
    const set = await fetch(`${app.url}/auth/password`, {
      method: 'PUT',
      headers: { cookie, origin: app.url, 'content-type': 'application/json' },
      body: JSON.stringify({ password }),
    });
    expect(set.status).toBe(204);
    expect(await last('set password')).toMatchObject({ actor: email, outcome: 'DONE' });
    await post('/auth/session', { email, password });
    expect(await last('sign in by password')).toMatchObject({ actor: email, outcome: 'DONE' });
    await post('/auth/session', { email, password: 'a wrong password' });
    await expect
      .poll(() => last('sign in by password'))
      .toMatchObject({ actor: 'unknown', subject: id, outcome: 'REFUSED', codes: ['UNAUTHENTICATED'] });
    await post('/auth/session', { email: 'my-password-by-mistake', password: 'x' });
    const { rows } = await owner.query('select e::text as text from audit_events e');
    expect(rows.some(({ text }) => text.includes('mistake'))).toBe(false);
  });

  it('are exports, those that were refused as well, and uploads', async () => {
    await (await app.fetch(`/datasets/${datasetId}/customers.csv?filter={"search":"${CUSTOMER}"}`)).text();
    await expect
      .poll(() => last('export customers.csv'))
      .toMatchObject({
        subject: datasetId,
        datasetId,
        outcome: 'DONE',
        actor: `${app.adminKey.slice(0, 9)} (tests)`,
      });
    await (await app.fetch(`/datasets/${datasetId}/customers.parquet`)).arrayBuffer();
    await expect.poll(() => last('export customers.parquet')).toMatchObject({ outcome: 'DONE' });
    await (await app.fetch(`/datasets/${datasetId}/rejected.csv`)).text();
    await expect.poll(() => last('export rejected.csv')).toMatchObject({ datasetId, outcome: 'DONE' });
    await app.fetch(`/churn-models/${datasetId}/onnx`);
    await expect
      .poll(() => last('export churn model'))
      .toMatchObject({ outcome: 'REFUSED', codes: ['NOT_FOUND'] });
    expect(await last('upload')).toMatchObject({ outcome: 'DONE' });
  });

  it('is where a request came from behind a proxy only if that is trusted', async () => {
    await app.fetch(`/datasets/${datasetId}/rejected.csv`, { headers: { 'x-forwarded-for': '203.0.113.9' } });
    const { address } = (await last('export rejected.csv'))!;
    expect(address).toMatch(/127\.0\.0\.1$/);

    const behind = await createTestApp({ trustedProxies: ['127.0.0.1', '10.0.0.0/8'] });
    const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9, 10.0.0.7' };
    await behind.fetch(`/datasets/${datasetId}/rejected.csv`, { headers });
    const seen = () => behind.query(EventsQuery, { filter: { action: 'export rejected.csv' } });
    // What stands before the first that is not trusted may be made up.
    await expect.poll(async () => (await seen()).auditEvents.edges[0]?.node.address).toBe('203.0.113.9');
    await behind.stop();
  });
});

describe('the list', () => {
  beforeAll(async () => {
    const costs = [1, 2, 3, -1, 4, 5, 6].map((cost, i) => `m${i}: ${setCost(datasetId, cost)}`);
    await app.query(`mutation { ${costs.join(' ')} }`);
  });

  it('goes from page to page, the newest first', async () => {
    const all = await events();
    const { auditEvents: one } = await app.query(EventsQuery, { first: 3 });
    const { auditEvents: two } = await app.query(EventsQuery, { first: 3, after: one.pageInfo.endCursor });
    const shown = [...one.edges, ...two.edges].map(({ node }) => node.id);
    expect(shown).toEqual(all.slice(0, 6).map(({ id }) => id));
  });

  it('is filtered by who, what, outcome, dataset and time, each page by the same', async () => {
    const all = await events();
    const { at } = all[4]!;
    expect((await events({ since: at })).length).toBe(5);
    expect((await events({ until: at }, 1))[0]!.id).toBe(all[5]!.id);
    const refused = await events({ outcome: 'REFUSED', datasetId });
    expect(refused.length).toBeGreaterThan(0);
    expect(refused.every((event) => event.outcome === 'REFUSED' && event.datasetId === datasetId)).toBe(true);
    const { auditEvents } = await app.query(EventsQuery, { first: 1, filter: { outcome: 'DONE' } });
    const { errors } = await app.ask(EventsQuery, { after: auditEvents.pageInfo.endCursor });
    expect(errors![0]!.extensions!.code).toBe('BAD_CURSOR');
  });

  it.each(['', 'nothing'])('refuses "%s" as the id of a dataset', async (id) => {
    const { errors } = await app.ask(EventsQuery, { filter: { datasetId: id } });
    expect(errors![0]!.extensions).toMatchObject({ code: 'NOT_FOUND', field: ['filter', 'datasetId'] });
  });

  it('is for an ADMIN of everything', async () => {
    for (const input of [
      { name: 'analyst', role: 'ANALYST' },
      { name: 'confined', role: 'ADMIN', datasetIds: [datasetId] },
    ]) {
      const { secret } = await createKey(input);
      const { errors } = await createApiClient(app.url, secret).ask(EventsQuery);
      expect(errors![0]!.extensions!.code).toBe('FORBIDDEN');
    }
  });
});

describe('the role of the service', () => {
  it.each([
    [`update audit_events set actor = 'nobody'`, 'permission denied for table audit_events'],
    ['delete from audit_events', 'permission denied for table audit_events'],
    ['truncate audit_events', 'permission denied for table audit_events'],
    ['drop table audit_events', 'must be owner of table audit_events'],
    ['alter table audit_events disable trigger all', 'must be owner of table audit_events'],
    ['drop trigger link on audit_events', 'must be owner of relation audit_events'],
    ['create or replace view audit_acts as select 1', 'permission denied for schema public'],
    [`set session_replication_role = 'replica'`, 'permission denied to set parameter'],
    [
      `insert into audit_events (id, seq, actor, action, outcome, codes, hash, at)
       select id, 1, 'x', 'x', 'DONE', '{}', '', now() from audit_events limit 1
       on conflict (id) do update set actor = 'x'`,
      'permission denied for table audit_events',
    ],
  ])('may not: %s', async (statement, message) => {
    await expect(service.query(statement)).rejects.toThrow(message);
  });

  it('can neither date an event back nor choose its place or its hash', async () => {
    await service.query(
      'create temp table audit_events as select 99::bigint as seq, decode($$00$$, $$hex$$) as hash',
    );
    await service.query(
      `insert into public.audit_events (id, seq, actor, action, outcome, codes, hash, at)
       values (gen_random_uuid(), 1, 'forger', 'forge', 'DONE', '{}', '\\x00', '2001-01-01')`,
    );
    await service.query('drop table pg_temp.audit_events');
    const [forged] = await events({ action: 'forge' });
    expect(Date.now() - new Date(forged!.at).getTime()).toBeLessThan(60_000);
    expect((await app.slices.audit.verify()).broken).toBeNull();
  });

  it('is not alone: an owner cannot change an event either, unless they remove what keeps it', async () => {
    for (const statement of [
      'delete from audit_events',
      `update audit_events set actor = 'x'`,
      'truncate audit_events',
    ]) {
      await expect(owner.query(statement)).rejects.toThrow('audit_events can only be added to');
    }
  });
});

describe('the chain', () => {
  /** Runs the command, and answers with what it prints and its exit code. */
  async function verify(...args: string[]): Promise<{ stdout: string; code: number }> {
    const program = join(import.meta.dirname, '../dist/verify-audit.js');
    if (!existsSync(program)) throw new Error('apps/api is not built; run "pnpm build" first.');
    const env = { ...process.env, DATABASE_URL: serviceUrl() };
    return promisify(execFile)(process.execPath, [program, ...args], { env }).then(
      ({ stdout }) => ({ stdout, code: 0 }),
      ({ stdout, code }: { stdout: string; code: number }) => ({ stdout, code }),
    );
  }

  /** Changes the events as somebody would who has the whole database, and puts everything back afterwards. */
  async function tampered<T>(statements: readonly string[], work: () => Promise<T>): Promise<T> {
    await owner.query(`set session_replication_role = 'replica'; create table kept as table audit_events`);
    try {
      for (const statement of statements) await owner.query(statement);
      return await work();
    } finally {
      await owner.query(
        `delete from audit_events; insert into audit_events table kept; drop table kept; reset session_replication_role`,
      );
    }
  }

  const counted = async () => Number((await owner.query('select count(*) from audit_events')).rows[0].count);

  it('holds, and the command prints how long it is and its head', async () => {
    const { rows } = await owner.query(
      `select encode(hash, 'hex') as hash from audit_events order by seq desc limit 1`,
    );
    const { stdout, code } = await verify();
    expect(stdout).toContain('events, and the chain holds.');
    expect(stdout).toContain(`Head: ${rows[0].hash}`);
    expect(code).toBe(0);
  });

  it('holds when fifty at a time write from two processes', async () => {
    const before = await counted();
    const writers = [1, 2].map(() => new AuditWriter(new AuditStore(app.dataSource), createLogger('silent')));
    const act = { actor: { name: 'crowd', id: null }, action: 'crowd', address: null };
    await Promise.all(
      Array.from({ length: 50 }, async (_, i) => {
        const open = await writers[i % 2]!.open(act);
        await open.settle({ outcome: 'DONE', codes: [] });
      }),
    );
    expect(await counted()).toBe(before + 100);
    expect((await app.slices.audit.verify()).broken).toBeNull();
  });

  it.each([
    ['an event was changed', [`update audit_events set actor = 'somebody else' where seq = 5`], 5, 5],
    ['a code was changed', [`update audit_events set codes = '{FORBIDDEN}' where seq = 5`], 5, 5],
    ['an event was dated back', [`update audit_events set at = at - interval '1 us' where seq = 5`], 5, 5],
    ['a link is missing', ['delete from audit_events where seq = 5'], 5, 6],
    ['the first link is missing', ['delete from audit_events where seq = 1'], 1, 2],
    [
      'two events changed places',
      [
        'update audit_events set seq = -1 where seq = 5',
        'update audit_events set seq = 5 where seq = 6',
        'update audit_events set seq = 6 where seq = -1',
      ],
      5,
      5,
    ],
  ])('breaks where %s', async (_, statements, expected, found) => {
    const { report, output } = await tampered(statements, async () => ({
      report: await app.slices.audit.verify(),
      output: await verify(),
    }));
    expect(report.broken).toMatchObject({ expectedSeq: String(expected), foundSeq: String(found) });
    expect(report.events).toBe(expected - 1);
    expect(output.code).toBe(1);
    expect(output.stdout).toContain(`${expected - 1} events hold, the next one does not`);
    expect(output.stdout).toContain(`Number: ${found}; it must be ${expected}.`);
    expect((await app.slices.audit.verify()).broken).toBeNull();
  });

  it('shows a changed event even where its hash was made to fit: the next one does not then', async () => {
    const statement = `update audit_events set hash = sha256('x') where seq = 5`;
    const report = await tampered([statement], () => app.slices.audit.verify());
    expect(report.broken).toMatchObject({ expectedSeq: '5' });
  });

  it('shows a cut end, and a chain that was made anew, to whoever kept a head elsewhere', async () => {
    const { events: number, head } = await app.slices.audit.verify();
    const cut = [`delete from audit_events where seq > ${number - 3}`];
    const { alone, against } = await tampered(cut, async () => ({
      alone: await verify(),
      against: await verify(String(number), head),
    }));
    expect(alone.code).toBe(0);
    expect(against.code).toBe(1);
    expect(against.stdout).toContain(`Number: missing; it must be ${number}.`);
    expect((await verify(String(number), head)).code).toBe(0);
    expect((await verify(String(number), '0'.repeat(64))).code).toBe(1);
  });

  it('can be followed with psql and sha256sum alone', async () => {
    const { rows } = await service.query<{ line: string; hash: string }>(
      `select audit_line(e) as line, encode(hash, 'hex') as hash from audit_events e order by seq`,
    );
    let hash = '0'.repeat(64);
    for (const row of rows) {
      hash = createHash('sha256').update(`${hash}\n${row.line}`).digest('hex');
      expect(hash).toBe(row.hash);
    }
  });
});
