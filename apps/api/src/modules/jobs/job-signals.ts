import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from '../../platform/logger.js';

/** First half of the advisory lock that every process with jobs holds; the second half is its own key. */
export const WORKER_LOCK_CLASS = 7_245_002;

const CHANNEL = 'holdfast_jobs';
const RECONNECT_MS = 500;

/**
 * One connection of this process to the database that hears of every change of a job, from whatever process, and that
 * holds the lock which says that this process lives: PostgreSQL lets go of it the moment the process is gone.
 */
export class JobSignals {
  #workerKey = 0;
  readonly #listeners = new Map<string, Set<() => void>>();
  #client: pg.Client | undefined;
  #closed = false;

  /** `onLost` is told when the connection broke, and with it the lock; a new one is being made already. */
  constructor(
    readonly url: string,
    readonly logger: Logger,
    readonly onLost: () => void = () => {},
  ) {}

  /** The key under which this process takes jobs: another one after each loss, so that what was taken before is lost too. */
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

  /** Tells `listener` whenever the job changes, until the answer is called. It may be told once too often, never too little. */
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
        // Whatever changed while nobody listened is read now.
        for (const jobId of [...this.#listeners.keys()]) this.#tell(jobId);
        return;
      } catch (error) {
        this.logger.warn({ err: error }, 'cannot restore the connection for job signals yet');
      }
    }
  }
}
