import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { sparingly } from '../log-sparingly.js';
import type { Logger } from '../logger.js';
import { createConnection } from './connections.js';

/** What a connection is for. */
export interface ConnectionUse {
  /** What the server calls it. */
  readonly name: string;
  /** Prepares each new connection: takes its locks, listens. */
  readonly prepare: (client: pg.Client) => Promise<void>;
  readonly onNotification: (payload: string) => void;
  /** Called when the connection breaks, and with it its locks; a new one is already being opened. */
  readonly onLost?: () => void;
  /** Called when there is a new one: notifications may have been missed. */
  readonly onRestored: () => void;
}

const REOPEN_MS = 500;

/** A connection for locks and notifications that is opened again whenever it breaks. */
export class LastingConnection {
  #client: pg.Client | undefined;
  #closed = false;
  readonly #warn: (error: unknown) => void;

  constructor(
    private readonly url: string,
    private readonly use: ConnectionUse,
    private readonly logger: Logger,
  ) {
    this.#warn = sparingly((err, attempts) =>
      logger.warn({ err, attempts }, `cannot restore the connection "${use.name}" yet`),
    );
  }

  /** The open connection; undefined while it is lost. */
  get client(): pg.Client | undefined {
    return this.#client;
  }

  /** Opens the first one. */
  async open(): Promise<void> {
    const { name, prepare, onNotification } = this.use;
    const client = createConnection(this.url, name);
    let broke: Error | undefined;
    // Without a listener an error would end the process; the end that follows it says that the connection is lost.
    client.on('error', (error) => {
      broke = error;
    });
    client.on('notification', ({ payload }) => onNotification(payload ?? ''));
    try {
      await client.connect();
      await prepare(client);
    } catch (error) {
      void client.end().catch(() => {});
      throw error;
    }
    this.#client = client;
    client.once('end', () => this.#lose(broke));
    if (this.#closed) await this.close();
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.end().catch(() => {});
  }

  #lose(error: Error | undefined): void {
    this.#client = undefined;
    if (this.#closed) return;
    this.logger.warn({ cause: error?.message }, `lost the connection "${this.use.name}"`);
    this.use.onLost?.();
    void this.#reopen();
  }

  async #reopen(): Promise<void> {
    while (!this.#closed) {
      await delay(REOPEN_MS, undefined, { ref: false });
      if (this.#closed) return;
      try {
        await this.open();
        return this.use.onRestored();
      } catch (error) {
        this.#warn(error);
      }
    }
  }
}
