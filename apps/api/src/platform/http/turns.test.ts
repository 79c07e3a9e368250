import { createServer, type IncomingMessage, request as send } from 'node:http';
import Fastify from 'fastify';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { AppError } from '../errors/app-error.js';
import { requireCaller } from './open-call.js';
import { Turns } from './turns.js';

/** A server that answers nothing until it is told to, and knows whoever names themself. */
async function serve(ofSender: number, waiting = 10, together = 100) {
  const begun: string[] = [];
  const answers: (() => void)[] = [];
  const arrived: IncomingMessage[] = [];
  const refused: number[] = [];
  let time = 0;
  const limits = {
    ofSender,
    together: () => together,
    waiting,
    fewest: 0,
    waitMs: 500,
    burstWaitMs: 2000,
    burstMs: 1000,
  };
  const turns = new Turns(limits, () => time);
  const app = Fastify({
    serverFactory: (listener) =>
      createServer(
        turns.before(listener, {
          headers: (id) => ({ 'x-request-id': id }),
          refused: (status) => refused.push(status),
          concerns: ({ method }) => method === 'GET',
        }),
      ),
  });
  app.addHook('onRequest', async ({ raw }) => void arrived.push(raw));
  turns.takeIn(app);
  requireCaller(app, async ({ authorization }) =>
    authorization?.startsWith('stranger')
      ? null
      : { id: authorization!.toLowerCase(), email: null, role: 'VIEWER', scope: null },
  );
  app.setErrorHandler<AppError>(({ code }, _request, reply) => reply.code(418).send({ code }));
  app.route({
    method: ['GET', 'PUT'],
    url: '/:name',
    handler: async ({ params }) => {
      begun.push((params as { name: string }).name);
      await new Promise<void>((resolve) => answers.push(resolve));
      return 'done';
    },
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(async () => {
    for (const answer of answers) answer();
    await app.close();
  });
  const ask = (sender: string, name: string, signal?: AbortSignal, method = 'GET') =>
    fetch(`${url}/${name}`, { method, headers: { authorization: sender }, signal: signal ?? null });
  /** Lets each of them be known. */
  const greet = async (...senders: string[]) => {
    for (const sender of senders) {
      const greeting = ask(sender, 'greeting');
      await vi.waitFor(() => expect(answers).toHaveLength(1));
      answers.pop()!();
      expect((await greeting).status).toBe(200);
    }
    begun.length = arrived.length = 0;
  };
  const haveBegun = (...names: string[]) => vi.waitFor(() => expect(begun).toEqual(names));
  return { url, ask, greet, haveBegun, answers, arrived, refused, pass: (ms: number) => (time += ms) };
}

it('a sender has some requests at a time, in the order in which they came, and others have theirs', async () => {
  const { ask, greet, haveBegun, answers } = await serve(2);
  await greet('a', 'b');
  const first = [ask('a', 'a1'), ask('a', 'a2')];
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  const third = ask('a', 'a3');
  const other = ask('b', 'b1');
  await vi.waitFor(() => expect(answers).toHaveLength(3));
  for (const answer of answers.splice(0, 3)) answer();
  await vi.waitFor(() => expect(answers).toHaveLength(1));
  answers[0]!();
  for (const response of await Promise.all([...first, third, other])) expect(response.status).toBe(200);
  await haveBegun('a1', 'a2', 'b1', 'a3');
});

it('who has too many waiting is refused before any hook, and told when to ask again', async () => {
  const { ask, greet, answers, haveBegun, arrived, refused } = await serve(1, 1);
  await greet('a');
  const running = ask('a', 'a1');
  await haveBegun('a1');
  const asked = [ask('a', 'a2'), ask('a', 'a3')];
  const answer = await Promise.race(asked);
  expect([answer.status, await answer.json(), answer.headers.get('retry-after')]).toEqual([
    429,
    { errors: [{ message: expect.any(String), extensions: { code: 'RATE_LIMITED' } }] },
    '1',
  ]);
  expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  expect([arrived.length, refused]).toEqual([2, [429]]);
  answers[0]!();
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]!();
  expect((await running).status).toBe(200);
  expect((await Promise.all(asked)).map(({ status }) => status).sort()).toEqual([200, 429]);
});

it('what is not refused before the hooks is refused by them', async () => {
  const { ask, greet, haveBegun } = await serve(1, 0);
  await greet('a');
  void ask('a', 'a1');
  await haveBegun('a1');
  const answer = await ask('a', 'a2', undefined, 'PUT');
  expect([answer.status, await answer.json()]).toEqual([418, { code: 'RATE_LIMITED' }]);
});

it('who goes while waiting leaves the turn to the next, and nothing is done for them', async () => {
  const { ask, greet, answers, haveBegun, arrived } = await serve(1);
  await greet('a');
  const running = ask('a', 'a1');
  await haveBegun('a1');
  const gone = new AbortController();
  const left = ask('a', 'a2', gone.signal);
  await vi.waitFor(() => expect(arrived).toHaveLength(2));
  gone.abort();
  await expect(left).rejects.toThrow();
  await vi.waitFor(() => expect(arrived[1]!.destroyed).toBe(true));
  const next = ask('a', 'a3');
  answers[0]!();
  await haveBegun('a1', 'a3');
  answers[1]!();
  expect([(await running).status, (await next).status]).toEqual([200, 200]);
});

it('credentials that are made up give nobody more turns, and keep those who are known from none', async () => {
  const { ask, greet, answers } = await serve(2, 2, 3);
  await greet('a');
  // Each is a new caller until they are known: together they are one.
  const strange = Array.from({ length: 5 }, (_, i) => ask(`new ${i}`, `new ${i}`));
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  const known = ask('a', 'known');
  await vi.waitFor(() => expect(answers).toHaveLength(3));
  for (let answered = 0; answered < 5; answered++) {
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0));
    answers.shift()!();
  }
  expect((await known).status).toBe(200);
  expect((await Promise.all(strange)).map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 429]);
  expect((await ask('stranger', 'any')).status).toBe(418);
});

it('one caller has no more turns for sending their key in different words', async () => {
  const { ask, greet, haveBegun } = await serve(1, 0);
  await greet('a', 'A');
  void ask('a', 'a1');
  await haveBegun('a1');
  expect((await ask('A', 'a2')).status).toBe(429);
});

it('the body of a refused request is not waited for', async () => {
  const { url, ask, greet, haveBegun } = await serve(1, 0);
  await greet('a');
  void ask('a', 'a1');
  await haveBegun('a1');
  const status = await new Promise<number>((resolve, reject) => {
    const headers = { authorization: 'a', 'content-length': 1_000_000 };
    const request = send(`${url}/a2`, { method: 'GET', headers }, (response) => {
      resolve(response.statusCode!);
      request.destroy();
    });
    request.once('error', reject);
    request.write('{');
  });
  expect(status).toBe(429);
});
