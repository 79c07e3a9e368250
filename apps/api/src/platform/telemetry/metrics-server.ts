import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from '../errors/startup-error.js';
import type { ReadinessCheck } from '../http/health-routes.js';
import type { Meters } from './telemetry.js';

/** How long the head of a request may take: who asks here is a program next door. */
const HEADERS_MS = 5000;

/** Where the metrics are. */
export interface MetricsServer {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves /metrics, and /healthz and /readyz for processes that serve nothing else, at a port of its own: whoever reaches
 * it is let in, so it listens on the machine itself unless the operator says otherwise, and knows counts alone.
 * @throws StartupError
 */
export async function serveMetrics(
  { host, port }: { readonly host: string; readonly port: number },
  meters: Meters,
  ready: ReadinessCheck,
): Promise<MetricsServer> {
  const server = createServer({ headersTimeout: HEADERS_MS }, ({ url, method }, response) => {
    answer(url, method, meters, ready)
      .catch(() => json(500, { code: 'INTERNAL' }))
      .then(({ status, type, body }) => {
        response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
      });
  });
  await listen(server, host, port);
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}/metrics`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface MetricsAnswer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
}

function json(status: number, body: object): MetricsAnswer {
  return { status, type: 'application/json', body: JSON.stringify(body) };
}

async function answer(
  url: string | undefined,
  method: string | undefined,
  meters: Meters,
  ready: ReadinessCheck,
): Promise<MetricsAnswer> {
  if (method !== 'GET' && method !== 'HEAD') return json(405, { code: 'BAD_USER_INPUT' });
  if (url === '/healthz') return json(200, { status: 'ok' });
  if (url === '/readyz') {
    const { serves, cause } = await ready();
    return json(serves ? 200 : 503, { status: serves ? 'ready' : 'not ready', cause });
  }
  if (url !== '/metrics') return json(404, { code: 'NOT_FOUND' });
  const { type, text } = await meters.read();
  return { status: 200, type, body: text };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', ({ code }: NodeJS.ErrnoException) =>
      reject(
        new StartupError(`Cannot serve metrics on ${host}:${port} (${code}); set METRICS_PORT to another.`),
      ),
    );
    server.listen(port, host, () => resolve());
  });
}
