import pg from 'pg';
import type { Logger } from '../../platform/logger.js';

/**
 * Opens the connections that graphile-worker uses. It could open them itself, but it would not wait for them to close
 * when it stops, and a connection that the database ends meanwhile would crash the process.
 */
export function openWorkerConnections(url: string, max: number, logger: Logger): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max });
  const report = (error: Error) => logger.warn({ part: 'graphile-worker', err: error }, 'lost a connection');
  pool.on('error', report);
  pool.on('connect', (client) => client.on('error', report));
  return pool;
}
