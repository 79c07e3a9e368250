import pg from 'pg';
import { VALUE_READERS } from './value-readers.js';
import { WatchedClient } from './watched-client.js';

/** How long a new connection, or a free one of a pool, is waited for. */
const CONNECT_MS = 10_000;
/** How long a transaction may do nothing before the server ends it: its locks keep others waiting. */
const IDLE_IN_TRANSACTION_MS = 300_000;
/** How long a connection may be idle before the system asks the other side whether it is there. */
const KEEP_ALIVE_MS = 10_000;

/**
 * How every connection to the database is made; `name` is what the server calls it. A statement has no time limit of its
 * own: those of a request end with it (`CallPool`), a job's may take their time, and `WatchedClient` notices if the
 * server is gone.
 */
export function connectionSettings(url: string, name: string) {
  return {
    connectionString: url,
    application_name: name,
    connectionTimeoutMillis: CONNECT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    Client: WatchedClient as never,
    types: VALUE_READERS,
  } satisfies pg.PoolConfig;
}

/** A single connection for locks and notifications, yet to be opened. */
export function createConnection(url: string, name: string): WatchedClient {
  return new WatchedClient(connectionSettings(url, name));
}

/** A pool for a library that brings its own queries. A connection that breaks is replaced and is no reason to end. */
export function openPool(
  url: string,
  name: string,
  options: Pick<pg.PoolConfig, 'max' | 'options'>,
  onLost: (error: Error) => void = () => {},
): pg.Pool {
  const pool = new pg.Pool({ ...connectionSettings(url, name), ...options });
  pool.on('error', onLost);
  // Also while it is in use: without a listener its error would end the process.
  pool.on('connect', (client) => client.on('error', onLost));
  return pool;
}
