import { graphql } from '@holdfast/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

const ViewerQuery = graphql(`
  query Viewer {
    viewer { email role }
  }
`);

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('POST /graphql', () => {
  it('answers who the caller is', async () => {
    const { viewer } = await app.query(ViewerQuery);
    expect(viewer).toEqual({ email: null, role: 'ADMIN' });
  });

  it('refuses an anonymous caller with a code and the status 401', async () => {
    const response = await post({ query: '{ viewer { id } }' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  });

  it('names what is wrong with a query and never shows a stack', async () => {
    const answer = await app.ask('{ viewer { nme } }');
    expect(answer.errors).toMatchObject([
      { message: 'Cannot query field "nme" on type "Viewer".', extensions: { code: 'BAD_USER_INPUT' } },
    ]);
    expect(JSON.stringify(answer)).not.toContain('stacktrace');
  });

  it('refuses a syntax error and a body that is not JSON', async () => {
    expect((await app.ask('{ viewer {')).errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT' });
    const response = await post('{', { authorization: `Bearer ${app.adminKey}` });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'BAD_USER_INPUT' });
  });

  it('refuses a page of 101, naming the value and the limit', async () => {
    const { errors } = await app.ask('{ jobs(first: 101) { totalCount } }');
    expect(errors).toMatchObject([
      {
        message: 'first is 101; it must be 1..100.',
        path: ['jobs'],
        extensions: { code: 'BAD_USER_INPUT', field: ['first'] },
      },
    ]);
  });

  it('answers 404 for GET, which a page of another site could send', async () => {
    const response = await app.fetch('/graphql?query={viewer{id}}');
    expect(response.status).toBe(404);
  });
});

describe('health', () => {
  it('is alive and ready, without a key', async () => {
    expect((await fetch(`${app.url}/healthz`)).status).toBe(200);
    expect(await (await fetch(`${app.url}/readyz`)).json()).toEqual({ status: 'ready' });
  });
});
