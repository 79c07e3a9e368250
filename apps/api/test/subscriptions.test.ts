import { graphql, type ResultOf } from '@holdfast/schema';
import { print } from 'graphql';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
let finish = () => {};
beforeAll(async () => {
  app = await createTestApp();
  app.slices.jobs.service.define({
    kind: 'test-subscription',
    run: (_payload, { progress }) => {
      progress(0.5, 'half-way');
      return new Promise((resolve) => {
        finish = resolve;
      });
    },
  });
});
afterAll(() => app.stop());

const JobSubscription = graphql(`
  subscription Job($id: ID!) {
    job(id: $id) { state progress step }
  }
`);
type Job = ResultOf<typeof JobSubscription>['job'];

const follow = (id: string) => ({ query: print(JobSubscription), variables: { id } });

const connect = (authorization: string | undefined) =>
  createClient({
    url: `${app.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    connectionParams: { authorization },
  });

describe('Subscription.job', () => {
  it('sends the job now, then every change until it settles', async () => {
    const key = await app.slices.jobs.service.enqueue('test-subscription', {});
    const id = Buffer.from(`Job:${key}`).toString('base64url');
    const client = connect(`Bearer ${app.adminKey}`);
    const seen: Job[] = [];
    for await (const { data } of client.iterate<{ job: Job }>(follow(id))) {
      seen.push(data!.job);
      if (data!.job.step === 'half-way') finish();
    }
    expect(seen.at(-1)).toEqual({ state: 'COMPLETED', progress: 1, step: null });
    expect(seen).toContainEqual({ state: 'RUNNING', progress: 0.5, step: 'half-way' });
    await client.dispose();
  });

  it('refuses an unknown job with a code', async () => {
    const client = connect(`Bearer ${app.adminKey}`);
    const answers = client.iterate(follow('bm9uZQ'));
    const outcome = await answers.next().then(
      ({ value }) => value.errors,
      (errors: unknown) => errors,
    );
    expect(outcome).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    await client.dispose();
  });

  it('closes the socket of a caller without a key', async () => {
    const client = connect(undefined);
    const answers = client.iterate(follow('bm9uZQ'));
    await expect(answers.next()).rejects.toMatchObject({ code: 4401 });
    await client.dispose();
  });

  it('serves no query or mutation over the socket', async () => {
    const client = connect(`Bearer ${app.adminKey}`);
    const answers = client.iterate({ query: '{ viewer { id } }' });
    await expect(answers.next()).rejects.toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
    await client.dispose();
  });
});
