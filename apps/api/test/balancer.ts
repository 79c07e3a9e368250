import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** How often a backend is asked whether it is ready. */
const ASK_MS = 100;

/** A balancer as plain as they come: by turns, to whoever says that it is ready, and nothing is tried a second time. */
export interface Balancer {
  readonly url: string;
  add(url: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts one without backends. */
export async function startBalancer(): Promise<Balancer> {
  const backends = new Map<string, boolean>();
  const agent = new http.Agent({ keepAlive: true });
  let turn = 0;
  const look = async (url: string) => {
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    );
    backends.set(url, ready);
  };
  const timer = setInterval(() => {
    for (const url of backends.keys()) void look(url);
  }, ASK_MS);
  const server = http.createServer((request, response) => {
    const ready = [...backends].filter(([, isReady]) => isReady).map(([url]) => url);
    const backend = ready[turn++ % ready.length];
    if (backend === undefined) return void response.writeHead(502).end('nobody is ready');
    const { method, headers, url = '/' } = request;
    const cutOff = () => {
      backends.set(backend, false);
      if (!response.headersSent) response.writeHead(502).end('cut off');
    };
    const passed = http.request(`${backend}${url}`, { method, headers, agent }, (answer) => {
      const { connection: _, ...rest } = answer.headers;
      // Passed on when all of it is there, so that whatever is cut off anywhere is a 502.
      buffer(answer).then((body) => response.writeHead(answer.statusCode!, rest).end(body), cutOff);
    });
    passed.on('error', cutOff);
    request.pipe(passed);
  });
  // Clients close idle connections themselves; a server that does may cut off a request on its way.
  server.keepAliveTimeout = 0;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    add: look,
    close: () => {
      clearInterval(timer);
      agent.destroy();
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}
