import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { StartupError } from '../errors/startup-error.js';
import { listen } from './listen.js';

/**
 * The HTTP port, open from the first moment: while the rest of the process starts, /healthz answers that it is alive, and
 * everything else gets 503 with the current step.
 */
export interface FrontDoor {
  readonly server: Server;
  /** Where it listens, e.g. http://127.0.0.1:4000. */
  readonly url: string;
  /** Announces the current step of the start. */
  announce(step: string): void;
  /** Hands every request from now on to the application. */
  open(handler: RequestListener): void;
  /** Whether it is about to close. */
  readonly isDraining: boolean;
  /**
   * Serves on for some seconds while /readyz says that it will not, and tells whoever asks that their connection ends with
   * the answer: balancers turn to others, and nobody is cut off.
   */
  drain(seconds: number): Promise<void>;
  /** Accepts no new connections, finishes what was asked, and ends the existing ones. */
  close(): Promise<void>;
}

/** How long requests in progress may take when the server closes. */
const CLOSE_GRACE_MS = 10_000;
/** How soon an idle connection is ended when the server closes: a browser would keep it open for seconds. */
const IDLE_SWEEP_MS = 50;
/** How long the head of a request may take. */
const HEADERS_MS = 60_000;
/**
 * How long a connection may be idle: longer than balancers and clients keep one, a minute at most. Whoever ends it first loses
 * what the other side is just sending.
 */
const KEEP_ALIVE_MS = 65_000;
/** How long the rest of a body is read that was answered before it was complete. */
const DRAIN_MS = 5000;

/** Listens on the port. @throws StartupError if the port is in use or may not be used. */
export async function openFrontDoor(host: string, port: number, drainMs = DRAIN_MS): Promise<FrontDoor> {
  let step = 'starting';
  let isDraining = false;
  let handler: RequestListener = (request, response) => {
    const alive = request.url === '/healthz';
    const headers = { 'content-type': 'application/json', 'retry-after': '1' };
    response.writeHead(alive ? 200 : 503, headers);
    response.end(JSON.stringify(alive ? { status: 'ok' } : { status: 'starting', cause: step }));
  };
  // A body is limited by its pace, see `limitBodyPace`, not by its time. Without the one, Node sets no other by itself.
  const timeouts = { requestTimeout: 0, headersTimeout: HEADERS_MS, keepAliveTimeout: KEEP_ALIVE_MS };
  const server = createServer(timeouts, (request, response) => {
    response.once('finish', () => drain(request, drainMs));
    if (isDraining) response.setHeader('connection', 'close');
    handler(request, response);
  });
  const others = await listen(server, host, port).catch((error: NodeJS.ErrnoException) => {
    throw refusal(error, host, port);
  });
  const address = server.address() as AddressInfo;
  const name = host.includes(':') ? `[${host}]` : host === '0.0.0.0' ? '127.0.0.1' : host;
  return {
    server,
    url: `http://${name}:${address.port}`,
    announce: (next) => {
      step = next;
    },
    open: (next) => {
      handler = next;
    },
    get isDraining() {
      return isDraining;
    },
    drain: async (seconds) => {
      isDraining = true;
      await delay(1000 * seconds);
    },
    close: () => {
      isDraining = true;
      for (const other of others) other.close();
      return close(server);
    },
  };
}

/**
 * Drops the rest of a body that was answered before it was complete, and cuts the connection if that takes long: a client
 * that is still sending reads the answer only then, and would lose it if the connection were cut at once.
 */
function drain(request: IncomingMessage, milliseconds: number): void {
  if (request.complete) return;
  request.unpipe();
  request.resume();
  if (request.headers.connection?.toLowerCase() === 'close')
    request.once('end', () => request.socket.destroySoon());
  setTimeout(() => request.complete || request.socket.destroy(), milliseconds).unref();
}

function refusal(error: NodeJS.ErrnoException, host: string, port: number): StartupError {
  if (error.code === 'EADDRINUSE') {
    return new StartupError(
      `Port ${port} is in use. Stop the program that uses it, or set PORT to another one.`,
    );
  }
  return new StartupError(`Cannot listen on ${host}:${port} (${error.code}).`, { cause: error });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  const force = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearInterval(sweep);
  clearTimeout(force);
}
