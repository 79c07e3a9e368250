import { afterEach, expect, it } from 'vitest';
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
