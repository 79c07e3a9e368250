import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { createTestApp, type TestApp } from '../../../../test/test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

interface Shown {
  readonly id: string;
  readonly userAgent: string | null;
  readonly current: boolean;
}

/** Signs a new person in by a link, in a browser of a name. */
async function invite(email: string): Promise<string> {
  const { inviteUser } = await app.query<{ inviteUser: { link: string } }>(
    'mutation ($email: String!) { inviteUser(input: { email: $email, role: VIEWER }) { link } }',
    { email },
  );
  return inviteUser.link;
}

async function follow(link: string, userAgent: string): Promise<string> {
  const response = await fetch(app.url + link, { redirect: 'manual', headers: { 'user-agent': userAgent } });
  return cookieOf(response);
}

function cookieOf(response: Response): string {
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}

async function ask<T>(cookie: string, query: string, variables: object = {}): Promise<T | number> {
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.url, cookie },
    body: JSON.stringify({ query, variables }),
  });
  return response.status === 200 ? ((await response.json()) as { data: T }).data : response.status;
}

const sessionsOf = async (cookie: string) => {
  const data = await ask<{ viewer: { sessions: Shown[] } }>(
    cookie,
    '{ viewer { sessions { id userAgent current createdAt expiresAt } } }',
  );
  if (typeof data === 'number') throw new Error(`The answer was ${data}.`);
  return data.viewer.sessions;
};

const revoke = (cookie: string, sessionId: string) =>
  ask<{ revokeSession: { revokedSessionId: string | null; userErrors: { code: string }[] } }>(
    cookie,
    'mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { revokedSessionId userErrors { code } } }',
    { input: { sessionId } },
  );

it('shows a person where they are signed in, and which of it asks', async () => {
  const phone = await follow(await invite('ada@example.com'), 'A phone');
  const desk = await follow(await invite('ada@example.com'), 'A desk');
  const sessions = await sessionsOf(desk);
  expect(sessions.map(({ userAgent, current }) => [userAgent, current])).toEqual([
    ['A desk', true],
    ['A phone', false],
  ]);
  expect((await sessionsOf(phone)).map(({ current }) => current)).toEqual([false, true]);
});

it('ends a session at once, and no other', async () => {
  const phone = await follow(await invite('bob@example.com'), 'A phone');
  const desk = await follow(await invite('bob@example.com'), 'A desk');
  const lost = (await sessionsOf(desk)).find(({ userAgent }) => userAgent === 'A phone')!;
  expect(await revoke(desk, lost.id)).toEqual({
    revokeSession: { revokedSessionId: lost.id, userErrors: [] },
  });
  expect(await ask(phone, '{ viewer { id } }')).toBe(401);
  expect(await sessionsOf(desk)).toHaveLength(1);
  expect(await revoke(desk, lost.id)).toMatchObject({
    revokeSession: { userErrors: [{ code: 'NOT_FOUND' }] },
  });
});

it('ends nobody else’s session', async () => {
  const [carl, dora] = [
    await follow(await invite('carl@example.com'), 'Carl'),
    await follow(await invite('dora@example.com'), 'Dora'),
  ];
  const [session] = await sessionsOf(carl);
  expect(await revoke(dora, session!.id)).toMatchObject({
    revokeSession: { revokedSessionId: null, userErrors: [{ code: 'NOT_FOUND' }] },
  });
  expect(await sessionsOf(carl)).toHaveLength(1);
});

it('shows a key the sessions that it opened, and lets it end them', async () => {
  const opened = await fetch(`${app.url}/auth/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: app.url },
    body: JSON.stringify({ apiKey: app.adminKey }),
  });
  const cookie = cookieOf(opened);
  const { viewer } = await app.query<{ viewer: { sessions: Shown[] } }>(
    '{ viewer { sessions { id current } } }',
  );
  expect(viewer.sessions.map(({ current }) => current)).toEqual([false]);
  await app.query(
    'mutation ($input: RevokeSessionInput!) { revokeSession(input: $input) { revokedSessionId } }',
    {
      input: { sessionId: viewer.sessions[0]!.id },
    },
  );
  await vi.waitUntil(async () => (await ask(cookie, '{ viewer { id } }')) === 401);
});
