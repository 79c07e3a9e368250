import type { IncomingMessage } from 'node:http';
import Fastify from 'fastify';
import { expect, it, onTestFinished, vi } from 'vitest';
import type { AppError } from '../errors/app-error.js';
import { takeTurns } from './turns.js';

/** A server that answers nothing until it is told to. */
async function serve(some: { atOnce: number; waiting: number; busy?: number }, now = () => 0) {
  const begun: string[] = [];
  const answers: (() => void)[] = [];
  const arrived: IncomingMessage[] = [];
  const app = Fastify();
  app.addHook('onRequest', async ({ raw }) => void arrived.push(raw));
  takeTurns(app, { busy: 1000, slowMs: 1000, ...some }, now);
  app.setErrorHandler<AppError>((error, _request, reply) => reply.code(429).send({ code: error.code }));
  app.get('/:name', async ({ params }) => {
    begun.push((params as { name: string }).name);
    await new Promise<void>((resolve) => answers.push(resolve));
    return 'done';
  });
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  onTestFinished(async () => {
    for (const answer of answers) answer();
    await app.close();
  });
  const ask = (sender: string, name: string, signal?: AbortSignal) =>
    fetch(`${url}/${name}`, { headers: { authorization: sender }, signal: signal ?? null });
  const haveBegun = (...names: string[]) => vi.waitFor(() => expect(begun).toEqual(names));
  return { ask, haveBegun, answers, arrived };
}

it('a sender has some requests at a time, in the order in which they came, and others have theirs', async () => {
  const { ask, haveBegun, answers } = await serve({ atOnce: 2, waiting: 10 });
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

it('who has too many waiting is refused, and told when to ask again', async () => {
  const { ask, answers, haveBegun } = await serve({ atOnce: 1, waiting: 1 });
  const running = ask('a', 'a1');
  await haveBegun('a1');
  const answered = [ask('a', 'a2'), ask('a', 'a3')];
  const refused = await Promise.race(answered);
  expect([refused.status, await refused.json()]).toEqual([429, { code: 'RATE_LIMITED' }]);
  answers[0]!();
  await vi.waitFor(() => expect(answers).toHaveLength(2));
  answers[1]!();
  expect((await running).status).toBe(200);
  expect((await Promise.all(answered)).map(({ status }) => status).sort()).toEqual([200, 429]);
});

it('who goes while waiting leaves the turn to the next, and nothing is done for them', async () => {
  const { ask, answers, haveBegun, arrived } = await serve({ atOnce: 1, waiting: 10 });
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

it('where more is sent than can be answered, whoever has something under way is refused until that is over', async () => {
  let time = 0;
  const { ask, answers } = await serve({ atOnce: 100, waiting: 100, busy: 3 }, () => time);
  const names = Array.from({ length: 50 }, (_, i) => String(i));
  const first = names.map((name) => ask('ann', name));
  await vi.waitFor(() => expect(answers).toHaveLength(50));
  // All of it takes five seconds, but for the last three.
  time = 5000;
  for (const answer of answers.slice(0, 47)) answer();
  await Promise.all(first.slice(0, 47));
  const refused = await ask('ann', 'more');
  expect([refused.status, await refused.json()]).toEqual([429, { code: 'UNAVAILABLE' }]);
  const other = ask('bob', 'one thing');
  await vi.waitFor(() => expect(answers).toHaveLength(51));
  for (const answer of answers.slice(47)) answer();
  expect((await other).status).toBe(200);
  await Promise.all(first);
  const again = ask('ann', 'again');
  await vi.waitFor(() => expect(answers).toHaveLength(52));
  answers[51]!();
  expect((await again).status).toBe(200);
});
