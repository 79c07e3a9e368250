import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createListener, type Server as Listener, type ListenOptions } from 'node:net';

/** Connections that may wait to be accepted. Those beyond are dropped by the system, and their clients try again after seconds. */
const BACKLOG = 4096;
/**
 * Sockets that listen at the port. Node accepts one connection of each in a turn of its event loop (libuv 1.45 and later): where
 * turns take 10 ms, 200 new clients of one socket wait for 2 s, before anything can be said to them. Of 16 they wait for 130 ms.
 */
const SOCKETS = 16;

/** Listens at a port, which may be 0 for any, and returns what else closes with the server. @throws where the port is in use or may not be used */
export async function listen(server: Server, host: string, port: number): Promise<readonly Listener[]> {
  const found = await portThatIsFree(host, port);
  const shared = { host, port: found, backlog: BACKLOG, reusePort: true };
  try {
    await listening(server, shared);
  } catch (error) {
    // Where the system shares no ports among sockets, there is one.
    if ((error as NodeJS.ErrnoException).code !== 'ENOTSUP') throw error;
    await listening(server, { ...shared, reusePort: false });
    return [];
  }
  // As the server has its own: what has been sent first may be answered after it, and nothing waits to be sent together.
  const options = { allowHalfOpen: true, noDelay: true };
  const others = Array.from({ length: SOCKETS - 1 }, () =>
    createListener(options, (socket) => server.emit('connection', socket)),
  );
  await Promise.all(others.map((other) => listening(other, shared)));
  return others;
}

/** Sockets that share a port do so with those of other processes as well: it has to be nobody's yet. */
async function portThatIsFree(host: string, port: number): Promise<number> {
  const probe = createServer();
  await listening(probe, { host, port });
  const { port: found } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return found;
}

function listening(server: Listener, options: ListenOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options, () => resolve());
  });
}
