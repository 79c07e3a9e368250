import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApiClient } from '../../../test/client.js';
import { createTestApp, type TestApp } from '../../../test/test-app.js';
import { CallContext } from '../../platform/call/call-context.js';
import { fromGlobalId } from '../../platform/graphql/read-global-id.js';
import { ApiKeysService } from './api-keys.service.js';

const HOUR = 3_600_000;
const START = Date.parse('2026-03-01T12:00:00Z');

let app: TestApp;
/** The service with a clock that the tests set. */
let keys: ApiKeysService;
let now = START;
beforeAll(async () => {
  app = await createTestApp();
  keys = new ApiKeysService(app.dataSource, { now: () => new Date(now) }, async () => ({}));
});
afterAll(() => app.stop());
beforeEach(() => {
  now = START;
});

const SERVER_CALL = CallContext.ofServer();
const isValid = async (secret: string) => (await keys.recognise(secret)) !== null;

async function create(options: { expiresAt?: Date; datasetIds?: string[] } = {}) {
  const { apiKey, secret } = await keys.create(SERVER_CALL, { name: 'CRM', role: 'ANALYST', ...options });
  return { id: apiKey.id, globalId: apiKey.globalId, secret };
}

describe('a rotated key', () => {
  it('and its successor are both valid within the overlap, and only the successor after it', async () => {
    const before = await create();
    const { apiKey, previous, secret } = await keys.rotate(SERVER_CALL, before.id, 24);
    expect(previous).toMatchObject({ replacedBy: apiKey.id, revokedAt: null });
    expect(previous.expiresAt).toEqual(new Date(START + 24 * HOUR));
    for (const at of [START, START + 24 * HOUR - 1]) {
      now = at;
      expect([await isValid(before.secret), await isValid(secret)]).toEqual([true, true]);
    }
    now = START + 24 * HOUR;
    expect([await isValid(before.secret), await isValid(secret)]).toEqual([false, true]);
  });

  it('ends at once without an overlap, with the sessions that it opened', async () => {
    const before = await create();
    await app.dataSource.query(
      `insert into auth."session" (id, "expiresAt", token, "updatedAt", "userId", "apiKeyId")
       select 's', now() + interval '1 day', 't', now(), id, $1 from auth."user" limit 1`,
      [before.id],
    );
    const { previous, secret } = await keys.rotate(SERVER_CALL, before.id, 0);
    expect(previous.revokedAt).toEqual(new Date(START));
    expect([await isValid(before.secret), await isValid(secret)]).toEqual([false, true]);
    const sessions = await app.dataSource.query('select from auth."session" where "apiKeyId" = $1', [
      before.id,
    ]);
    expect(sessions).toEqual([]);
  });

  it('hands name, role, expiry and datasets on, and lives no longer because of the overlap', async () => {
    const datasetIds = ['00000000-0000-4000-8000-00000000000a'];
    const expiresAt = new Date(START + HOUR);
    const before = await create({ expiresAt, datasetIds });
    const { apiKey, previous, secret } = await keys.rotate(SERVER_CALL, before.id, 24);
    expect(apiKey).toMatchObject({ name: 'CRM', role: 'ANALYST', datasetIds, lastUsedAt: null });
    expect(apiKey.expiresAt).toEqual(expiresAt);
    expect(previous.expiresAt).toEqual(expiresAt);
    expect((await keys.recognise(secret))!.scope).toEqual(new Set(datasetIds));
    now = START + HOUR;
    expect([await isValid(before.secret), await isValid(secret)]).toEqual([false, false]);
  });

  it('is stored as a hash: neither secret is in the table', async () => {
    const before = await create();
    const { secret } = await keys.rotate(SERVER_CALL, before.id, 24);
    const rows = JSON.stringify(
      await app.dataSource.query('select row_to_json(api_keys)::text from api_keys'),
    );
    for (const shown of [before.secret, secret]) expect(rows).not.toContain(shown.slice(9));
  });
});

describe('the mutation rotateApiKey', () => {
  interface Rotated {
    readonly secret: string | null;
    readonly apiKey: { readonly id: string } | null;
    readonly previous: { readonly replacedById: string; readonly expiresAt: string } | null;
    readonly userErrors: readonly {
      readonly code: string;
      readonly message: string;
      readonly field: string[];
    }[];
  }

  async function rotate(input: object, client = app as Pick<TestApp, 'ask'>) {
    const { data, errors } = await client.ask<{ rotateApiKey: Rotated }>(
      `mutation ($input: RotateApiKeyInput!) { rotateApiKey(input: $input) {
        secret apiKey { id } previous { replacedById expiresAt } userErrors { code message field } } }`,
      { input },
    );
    return { rotated: data?.rotateApiKey, code: errors?.[0]?.extensions?.code };
  }

  async function createKey(input: object): Promise<{ id: string; secret: string }> {
    const { createApiKey } = await app.query<{ createApiKey: { secret: string; apiKey: { id: string } } }>(
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id } } }',
      { input },
    );
    return { secret: createApiKey.secret, id: createApiKey.apiKey.id };
  }

  const viewer = (secret: string) => createApiClient(app.url, secret).ask('{ viewer { id } }');

  it('shows a new secret once, and leaves the one before a day if nothing else is asked for', async () => {
    const { id, secret } = await createKey({ name: 'CRM', role: 'VIEWER' });
    const { rotated } = await rotate({ apiKeyId: id });
    expect(rotated!.userErrors).toEqual([]);
    expect(rotated!.previous!.replacedById).toBe(rotated!.apiKey!.id);
    const left = Date.parse(rotated!.previous!.expiresAt) - Date.now();
    expect(left).toBeGreaterThan(23 * HOUR);
    expect(left).toBeLessThanOrEqual(24 * HOUR);
    expect(await viewer(rotated!.secret!)).toMatchObject({ data: { viewer: { id: rotated!.apiKey!.id } } });
    expect(await viewer(secret)).toMatchObject({ data: { viewer: { id } } });
  });

  it('refuses a key that was revoked, has expired or was rotated before, and says which', async () => {
    const revoked = await createKey({ name: 'gone', role: 'VIEWER' });
    await app.query(
      'mutation ($id: ID!) { revokeApiKey(input: { apiKeyId: $id }) { apiKey { id } } }',
      revoked,
    );
    const expired = await createKey({ name: 'old', role: 'VIEWER' });
    await app.dataSource.query(`update api_keys set expires_at = '2020-01-01' where id = $1`, [
      fromGlobalId('ApiKey', expired.id),
    ]);
    const twice = await createKey({ name: 'twice', role: 'VIEWER' });
    await rotate({ apiKeyId: twice.id });
    for (const [{ id }, message] of [
      [revoked, /^The key "gone" was revoked on /],
      [expired, /^The key "old" expired on 2020-01-01/],
      [twice, /^The key "twice" was rotated before/],
    ] as const) {
      const { rotated } = await rotate({ apiKeyId: id });
      expect(rotated).toMatchObject({ secret: null, apiKey: null, previous: null });
      expect(rotated!.userErrors).toMatchObject([{ code: 'CONFLICT', field: ['apiKeyId'] }]);
      expect(rotated!.userErrors[0]!.message).toMatch(message);
    }
  });

  it('refuses an unknown key and an overlap outside of its range', async () => {
    const { id } = await createKey({ name: 'CRM', role: 'VIEWER' });
    expect((await rotate({ apiKeyId: 'nothing' })).rotated!.userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    for (const overlapHours of [-1, 721]) {
      const { rotated } = await rotate({ apiKeyId: id, overlapHours });
      expect(rotated!.userErrors).toMatchObject([
        {
          code: 'BAD_USER_INPUT',
          field: ['overlapHours'],
          message: `overlapHours is ${overlapHours}; it must be a whole number, 0..720.`,
        },
      ]);
    }
  });

  it('is for an ADMIN of everything: nobody gets a stronger key out of it', async () => {
    const { id } = await createKey({ name: 'strong', role: 'ADMIN' });
    for (const role of ['VIEWER', 'ANALYST']) {
      const { secret } = await createKey({ name: role, role });
      expect((await rotate({ apiKeyId: id }, createApiClient(app.url, secret))).code).toBe('FORBIDDEN');
    }
    const confined = await keys.create(SERVER_CALL, {
      name: 'confined',
      role: 'ADMIN',
      datasetIds: ['00000000-0000-4000-8000-00000000000a'],
    });
    expect((await rotate({ apiKeyId: id }, createApiClient(app.url, confined.secret))).code).toBe(
      'FORBIDDEN',
    );
  });

  it('makes one successor where it is asked for by many at once', async () => {
    const { id } = await createKey({ name: 'crowd', role: 'VIEWER' });
    const answers = await Promise.all(Array.from({ length: 20 }, () => rotate({ apiKeyId: id })));
    expect(answers.filter(({ rotated }) => rotated!.secret !== null)).toHaveLength(1);
    const { apiKeys } = await app.query<{ apiKeys: { edges: { node: { name: string } }[] } }>(
      '{ apiKeys(first: 100) { edges { node { name } } } }',
    );
    expect(apiKeys.edges.filter(({ node }) => node.name === 'crowd')).toHaveLength(2);
  });
});
