import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { addDashboardRoutes } from './dashboard-routes.js';

let folder: string;
let app: FastifyInstance;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'holdfast-dashboard-'));
  mkdirSync(join(folder, '_app/immutable'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<title>Holdfast</title>');
  writeFileSync(join(folder, '_app/immutable/start.abc.js'), 'start()');
  app = Fastify();
  await addDashboardRoutes(app, folder);
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const get = (url: string, accept = 'text/html') => app.inject({ url, headers: { accept } });

it('caches files with a hash in their name forever and revalidates the page', async () => {
  expect((await get('/_app/immutable/start.abc.js')).headers['cache-control']).toBe(
    'public, max-age=31536000, immutable',
  );
  expect((await get('/')).headers['cache-control']).toBe('no-cache');
});

it('sends the page for a path of the dashboard, so that a link into it works', async () => {
  const answer = await get('/d/abc/segments?k=4');
  expect([answer.statusCode, answer.body]).toEqual([200, '<title>Holdfast</title>']);
});

it('answers a program that requests an unknown path in JSON', async () => {
  const answer = await get('/nothing', 'application/json');
  expect(answer.statusCode).toBe(404);
  expect(answer.json()).toMatchObject({ code: 'NOT_FOUND' });
});

it('never leaves its folder', async () => {
  expect((await get('/../../etc/passwd', '*/*')).statusCode).toBe(404);
  expect((await get('/%2e%2e/%2e%2e/etc/passwd', '*/*')).statusCode).toBe(404);
});
