import { connect } from 'node:net';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '../logger.js';
import { limitBodyPace } from './body-pace.js';
import { answerErrorsAsJson } from './error-answer.js';
import { type FrontDoor, openFrontDoor } from './front-door.js';

const PACE = { bytes: 100, milliseconds: 200 };

let door: FrontDoor;
let app: FastifyInstance;
beforeAll(async () => {
  door = await openFrontDoor('127.0.0.1', 0, 1000);
  app = Fastify({
    bodyLimit: 1000,
    serverFactory: (listener) => {
      door.open(listener);
      return door.server;
    },
  });
  answerErrorsAsJson(app, createLogger('silent'));
  limitBodyPace(app, PACE);
  app.addContentTypeParser('text/plain', (_request, payload, done) => done(null, payload));
  app.post('/echo', async ({ body }) => body);
  app.post('/late', async ({ body }) => {
    await delay(3 * PACE.milliseconds);
    let bytes = 0;
    for await (const chunk of body as Readable) bytes += chunk.length;
    return { bytes };
  });
  await app.ready();
});
afterAll(async () => {
  await door.close();
  await app.close();
});

/** Sends this, and answers with all that comes until the connection ends, if everything could be sent. */
function send(path: string, headers: readonly string[], body: string): Promise<string> {
  const socket = connect(Number(new URL(door.url).port), '127.0.0.1');
  let answer = '';
  socket.on('data', (chunk) => (answer += chunk));
  const request = [`POST ${path} HTTP/1.1`, 'host: x', ...headers, '', body].join('\r\n');
  let failure: Error | null | undefined;
  socket.write(request, (error) => {
    failure = error;
  });
  socket.on('error', () => {});
  return new Promise((resolve) => socket.once('close', () => resolve(failure ? String(failure) : answer)));
}

const JSON_BODY = 'content-type: application/json';

it('answers a body that stalls wherever it is read, and cuts the connection', async () => {
  const answer = await send('/echo', [JSON_BODY, 'content-length: 50'], '{"a":');
  expect(answer).toMatch(/^HTTP\/1.1 408 /);
  expect(answer).toContain(
    '{"code":"TIMED_OUT","message":"The body brought 5 bytes in 0.2 s; it must bring 100, or end."}',
  );
});

it('answers a body that is refused before it is complete, though the client wants the connection closed', async () => {
  const head = [JSON_BODY, 'content-length: 30000000', 'connection: close'];
  expect(await send('/echo', head, ' '.repeat(30_000_000))).toMatch(
    /^HTTP\/1.1 413 .*"code":"BAD_USER_INPUT"/s,
  );
});

it('lets small bodies pass, and requests without one', async () => {
  const head = [JSON_BODY, 'connection: close'];
  expect(await send('/echo', [...head, 'content-length: 7'], '{"a":1}')).toMatch(
    /^HTTP\/1.1 200 .*\{"a":1\}$/s,
  );
  expect(await send('/echo', ['connection: close', 'content-length: 0'], '')).toMatch(/^HTTP\/1.1 200 /);
});

it('does not blame the client for what waits to be read', async () => {
  const head = ['content-type: text/plain', 'connection: close', 'content-length: 4000000'];
  expect(await send('/late', head, 'x'.repeat(4_000_000))).toMatch(/^HTTP\/1.1 200 .*\{"bytes":4000000\}$/s);
});
