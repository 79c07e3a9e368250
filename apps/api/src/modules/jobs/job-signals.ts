import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../../platform/logger.js';

/** First half of the advisory lock that every worker process holds; the second half is its own key. */
export const WORKER_LOCK_CLASS = 7_245_002;

const CHANNEL = 'holdfast_jobs';
const RECONNECT_MS = 500;

/**
 * A connection of this process to the database that is notified when a job changes in any process, and that holds the
 * lock which shows that this process is alive: PostgreSQL releases it the moment the process dies.
 */
export class JobSignals {
  #workerKey = 0;
  readonly #listeners = new Map<string, Set<() => void>>();
  #client: pg.Client | undefined;
  #closed = false;

  /** `onLost` is called when the connection breaks, and with it the lock; a new one is already being opened. */
  constructor(
    readonly url: string,
    readonly logger: Logger,
    readonly onLost: () => void = () => {},
  ) {}

  /** The key under which this process takes jobs; it changes after each loss, so that jobs taken before are lost too. */
  get workerKey(): number {
    return this.#workerKey;
  }

  async connect(): Promise<void> {
    const workerKey = randomInt(1, 2 ** 31 - 1);
    const client = new pg.Client({
      connectionString: this.url,
      keepAlive: true,
      application_name: 'holdfast jobs',
    });
    let ended = false;
    const lose = (error?: Error) => {
      if (ended || this.#closed) return;
      ended = true;
      this.logger.warn({ err: error }, 'lost the connection for job signals');
      this.onLost();
      void this.#reconnect();
    };
    client.on('error', lose);
    client.on('notification', ({ payload }) => this.#tell(payload ?? ''));
    await client.connect();
    client.on('end', lose);
    await client.query('select pg_advisory_lock($1, $2)', [WORKER_LOCK_CLASS, workerKey]);
    await client.query(`listen ${CHANNEL}`);
    this.#client = client;
    this.#workerKey = workerKey;
  }

  /**
   * Calls `listener` whenever the job changes, until the returned function is called. Extra calls are possible, missed
   * ones are not.
   */
  onChange(jobId: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(jobId) ?? new Set();
    listeners.add(listener);
    this.#listeners.set(jobId, listeners);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) this.#listeners.delete(jobId);
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end().catch(() => {});
  }

  #tell(jobId: string): void {
    for (const listener of this.#listeners.get(jobId) ?? []) listener();
  }

  async #reconnect(): Promise<void> {
    while (!this.#closed) {
      await delay(RECONNECT_MS, undefined, { ref: false });
      try {
        await this.connect();
        // Catches up on changes from while nobody listened.
        for (const jobId of [...this.#listeners.keys()]) this.#tell(jobId);
        return;
      } catch (error) {
        this.logger.warn({ err: error }, 'cannot restore the connection for job signals yet');
      }
    }
  }
}
