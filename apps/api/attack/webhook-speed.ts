import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MAX_WEBHOOK_ENDPOINTS } from '@holdfast/schema';
import pg from 'pg';
import { DATABASE_USER, readPassword } from '../src/platform/database/embedded/data-folder.js';
import { readPostmaster } from '../src/platform/database/embedded/postmaster.js';
import { fromGlobalId } from '../src/platform/graphql/read-global-id.js';
import { OUTBOX_CHANNEL } from '../src/platform/outbox/outbox.js';
import { createApiClient } from '../test/client.js';
import { aim } from './aim.js';
import { Server } from './server.js';

// pnpm --filter @holdfast/api webhook-speed [A SECOND] [SECONDS]: events in the outbox at a steady rate, each told to as many
// endpoints as there may be, and received in this process: how long from the event's transaction until it was received.

const rate = Number(process.argv[2] ?? '500');
const seconds = Number(process.argv[3] ?? '20');
const eventsASecond = rate / MAX_WEBHOOK_ENDPOINTS;
const PATIENCE_MS = 30_000;

const server = await Server.start([], { WEBHOOK_ALLOW: '127.0.0.0/8' });
const { datasetId, admin } = await aim(server.url, server.admin);
const api = createApiClient(server.url, admin);
const folder = join(server.dataDir, 'postgres');
const database = new pg.Client({
  ...{ host: '127.0.0.1', port: readPostmaster(folder)!.port },
  ...{ user: DATABASE_USER, database: DATABASE_USER, password: readPassword(folder) },
});
await database.connect();

const lags: number[] = [];
const sink = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => {
    body += chunk;
  });
  request.on('end', () => {
    const { data } = JSON.parse(body) as { data: { alerts: string[] } };
    lags.push(Date.now() - Number(data.alerts[0]));
    response.writeHead(204).end();
  });
});
await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/`;
for (let i = 0; i < MAX_WEBHOOK_ENDPOINTS; i++) {
  await api.query(
    'mutation ($input: CreateWebhookEndpointInput!) { createWebhookEndpoint(input: $input) { secret } }',
    {
      input: { url: `${url}${i}`, events: ['MONITORING_ALERT'] },
    },
  );
}
await quiet();
await happen(2);
await quiet();

lags.length = 0;
const before = server.processorSeconds;
await happen(seconds);
const expected = Math.round(seconds * eventsASecond) * MAX_WEBHOOK_ENDPOINTS;
for (const began = Date.now(); lags.length < expected && Date.now() - began < PATIENCE_MS; ) await sleep(50);
const spent = server.processorSeconds - before;
lags.sort((a, b) => a - b);
const at = (share: number) => lags[Math.floor(share * (lags.length - 1))];
console.log(`${lags.length} of ${expected} received, ${rate} a second for ${seconds} s`);
console.log(`lag: p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${lags.at(-1)} ms`);
console.log(`processor: ${((1e6 * spent) / lags.length).toFixed(0)} µs of the server a delivery`);
sink.closeAllConnections();
sink.close();
await database.end();
await server.stop();

/** Events at a steady rate, as if a transaction of ours had written them. */
async function happen(duration: number): Promise<void> {
  const key = fromGlobalId('Dataset', datasetId)!;
  const began = Date.now();
  for (let i = 0; i < Math.round(duration * eventsASecond); i++) {
    await sleep(Math.max(0, began + (1000 * i) / eventsASecond - Date.now()));
    const payload = {
      datasetId: key,
      monitoringReportId: key,
      churnModelId: key,
      alerts: [String(Date.now())],
    };
    await database.query(
      `with event as (insert into outbox (stream, handler, event, payload) values ($1, 'webhooks', 'monitoring.alerted', $2))
       select pg_notify($3, $1)`,
      [key, payload, OUTBOX_CHANNEL],
    );
  }
}

async function quiet(): Promise<void> {
  for (;;) {
    const { rows } = await database.query(
      `select (select count(*) from jobs where state in ('PENDING', 'RUNNING')) + (select count(*) from outbox)
         + (select count(*) from webhook_deliveries where state = 'PENDING') as open`,
    );
    if (rows[0].open === '0') return;
    await sleep(200);
  }
}
