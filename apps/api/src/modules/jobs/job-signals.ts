import { randomInt } from 'node:crypto';
import type pg from 'pg';
import { LastingConnection } from '../../platform/database/lasting-connection.js';
import type { Logger } from '../../platform/logger.js';

/** First half of the advisory lock that every worker process holds; the second half is its own key. */
export const WORKER_LOCK_CLASS = 7_245_002;

const CHANNEL = 'holdfast_jobs';

/** What happens to the connection of `JobSignals`. */
export interface SignalEvents {
  /** It broke, and with it the lock; a new one is already being opened. */
  readonly onLost?: () => void;
  /** There is a new one, with a new lock. */
  readonly onRestored?: () => void;
}

/**
 * A connection of this process to the database that is notified when a job changes in any process, and that holds the
 * lock which shows that this process is alive: PostgreSQL releases it the moment the process dies.
 */
export class JobSignals {
  #workerKey = 0;
  readonly #listeners = new Map<string, Set<() => void>>();
  readonly #connection: LastingConnection;

  constructor(url: string, logger: Logger, { onLost, onRestored }: SignalEvents = {}) {
    const use = {
      name: 'holdfast jobs',
      prepare: async (client: pg.Client) => {
        const workerKey = randomInt(1, 2 ** 31 - 1);
        await client.query('select pg_advisory_lock($1, $2)', [WORKER_LOCK_CLASS, workerKey]);
        await client.query(`listen ${CHANNEL}`);
        this.#workerKey = workerKey;
      },
      onNotification: (jobId: string) => this.#tell(jobId),
      onLost,
      onRestored: () => {
        for (const jobId of [...this.#listeners.keys()]) this.#tell(jobId);
        onRestored?.();
      },
    };
    this.#connection = new LastingConnection(url, use, logger);
  }

  /** The key under which this process takes jobs; it changes after each loss, so that jobs taken before are lost too. */
  get workerKey(): number {
    return this.#workerKey;
  }

  connect(): Promise<void> {
    return this.#connection.open();
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

  /** Waits until the job changes, at most so long. */
  change(jobId: string, milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        unlisten();
        resolve();
      };
      const timer = setTimeout(end, milliseconds);
      const unlisten = this.onChange(jobId, end);
    });
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  #tell(jobId: string): void {
    for (const listener of this.#listeners.get(jobId) ?? []) listener();
  }
}
