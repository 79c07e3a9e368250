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
  writeFileSync(join(folder, '_app/immutable/start.abc.js.br'), 'by brotli');
  writeFileSync(join(folder, '_app/immutable/start.abc.js.gz'), 'compressed by gzip');
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

it.each(['/', '/d/abc', '/_app/immutable/start.abc.js'])(
  'does not send %s again to whoever has it',
  async (url) => {
    const { headers, body } = await get(url);
    expect([headers.etag, body.length > 0]).toEqual([expect.stringMatching(/^(W\/)?"/), true]);
    const ask = (tag: string) => app.inject({ url, headers: { accept: 'text/html', 'if-none-match': tag } });
    const again = await ask(String(headers.etag));
    expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', headers.etag]);
    expect((await ask('"another"')).statusCode).toBe(200);
  },
);

it('sends a file as it was compressed when it was built, to whoever reads that', async () => {
  const ask = (encoding: string) =>
    app.inject({ url: '/_app/immutable/start.abc.js', headers: { 'accept-encoding': encoding } });
  const [br, gzip, plain] = [await ask('br, gzip'), await ask('gzip'), await ask('identity')];
  expect([br, gzip, plain].map(({ headers, body }) => [headers['content-encoding'], body])).toEqual([
    ['br', 'by brotli'],
    ['gzip', 'compressed by gzip'],
    [undefined, 'start()'],
  ]);
  expect(br.headers.vary).toMatch(/accept-encoding/i);
  expect(new Set([br, gzip, plain].map(({ headers }) => headers.etag)).size).toBe(3);
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
