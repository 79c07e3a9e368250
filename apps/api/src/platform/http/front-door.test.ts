import { connect } from 'node:net';
import { platform } from 'node:os';
import { afterEach, expect, it, vi } from 'vitest';
import { type FrontDoor, openFrontDoor } from './front-door.js';

let door: FrontDoor | undefined;
afterEach(() => door?.close());

it('is alive but not ready while the rest starts, and names the current step', async () => {
  door = await openFrontDoor('127.0.0.1', 0);
  door.announce('the database starts');
  expect((await fetch(`${door.url}/healthz`)).status).toBe(200);
  const answer = await fetch(`${door.url}/readyz`);
  expect(answer.status).toBe(503);
  expect(await answer.json()).toEqual({ status: 'starting', cause: 'the database starts' });
});

it('hands every request on once it is open', async () => {
  door = await openFrontDoor('127.0.0.1', 0);
  door.open((request, response) => response.end(`you asked for ${request.url}`));
  expect(await (await fetch(`${door.url}/any?x=1`)).text()).toBe('you asked for /any?x=1');
});

it('accepts many new clients in a turn of its loop, where the system shares a port among sockets', async () => {
  door = await openFrontDoor('127.0.0.1', 0);
  let accepted = 0;
  door.server.on('connection', () => accepted++);
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await turn();
  const clients = Array.from({ length: 64 }, () => connect(Number(new URL(door!.url).port), '127.0.0.1'));
  await turn();
  const inOne = accepted;
  await vi.waitFor(() => expect(accepted).toBe(64));
  for (const client of clients) client.destroy();
  // By chance each socket that listens has four of them.
  if (platform() === 'linux') expect(inOne).toBeGreaterThan(4);
});

it('listens no more once it is closed', async () => {
  const closing = await openFrontDoor('127.0.0.1', 0);
  await closing.close();
  const asked = Array.from({ length: 50 }, () => fetch(closing.url));
  for (const { status } of await Promise.allSettled(asked)) expect(status).toBe('rejected');
});

it('says that its port is in use', async () => {
  door = await openFrontDoor('127.0.0.1', 0);
  const port = Number(new URL(door.url).port);
  await expect(openFrontDoor('127.0.0.1', port)).rejects.toThrow(
    `Port ${port} is in use. Stop the program that uses it, or set PORT to another one.`,
  );
});

it('lets a request in progress finish before it closes', async () => {
  const closing = await openFrontDoor('127.0.0.1', 0);
  let answer = () => {};
  const asked = new Promise<void>((resolve) => {
    closing.open((_request, response) => {
      answer = () => response.end('done');
      resolve();
    });
  });
  const response = fetch(closing.url);
  await asked;
  const closed = closing.close();
  answer();
  expect(await (await response).text()).toBe('done');
  await closed;
});

it('gives the head of a request a minute, and its body no limit of time', async () => {
  door = await openFrontDoor('127.0.0.1', 0);
  expect([door.server.headersTimeout, door.server.requestTimeout]).toEqual([60_000, 0]);
});
