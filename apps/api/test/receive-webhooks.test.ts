import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createWebhookSecret, signedHeaders } from '../src/modules/webhooks/sending/sign.js';

const EXAMPLE = join(import.meta.dirname, '../../../examples/receive-webhooks.ts');
const BODY = JSON.stringify({ type: 'DATASET_IMPORTED', timestamp: '2026-01-01T00:00:00Z', data: {} });
const [secret, previous] = [createWebhookSecret(), createWebhookSecret()];

let child: ChildProcess;
let url: string;
let said = '';
beforeAll(async () => {
  const env = { ...process.env, HOLDFAST_WEBHOOK_SECRET: secret, PORT: '0' };
  child = spawn(process.execPath, [EXAMPLE], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  url = await new Promise((resolve) => {
    child.stdout!.on('data', (chunk: Buffer) => {
      said += chunk;
      const port = /port: (\d+)/.exec(said)?.[1];
      if (port) resolve(`http://127.0.0.1:${port}`);
    });
  });
});
afterAll(() => child.kill());

async function post(headers: Record<string, string>, body = BODY): Promise<number> {
  return (await fetch(url, { method: 'POST', headers, body })).status;
}

it('takes what we sent, also while the secret is being rotated', async () => {
  expect(await post(signedHeaders('msg_1', BODY, [secret], new Date()))).toBe(204);
  expect(await post(signedHeaders('msg_2', BODY, [previous, secret], new Date()))).toBe(204);
  await expect.poll(() => said).toContain('msg_2 DATASET_IMPORTED');
});

it.each([
  ['another secret', signedHeaders('msg_3', BODY, [previous], new Date()), BODY],
  ['another body', signedHeaders('msg_3', BODY, [secret], new Date()), BODY.replace('IMPORTED', 'DELETED')],
  ['another id', { ...signedHeaders('msg_3', BODY, [secret], new Date()), 'webhook-id': 'msg_4' }, BODY],
  [
    'a signature of an hour ago',
    signedHeaders('msg_3', BODY, [secret], new Date(Date.now() - 3_600_000)),
    BODY,
  ],
  [
    'a signature of tomorrow',
    signedHeaders('msg_3', BODY, [secret], new Date(Date.now() + 86_400_000)),
    BODY,
  ],
  ['no signature', { 'content-type': 'application/json' }, BODY],
])('refuses %s', async (_, headers, body) => {
  expect(await post(headers, body)).toBe(401);
});
