import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { CallContext } from '../call/call-context.js';
import { LastingConnection } from '../database/lasting-connection.js';
import { sparingly } from '../log-sparingly.js';
import type { Logger } from '../logger.js';
import { NO_TELEMETRY, type Telemetry, traced } from '../telemetry/telemetry.js';
import { OUTBOX_CHANNEL, type Outbox } from './outbox.js';

/** How often to look for events that failed or whose process died. */
const INTERVAL_MS = 1000;
/** Attempts after which an event is set aside until the next start, so that those behind it can proceed: an hour or so. */
const MAX_ATTEMPTS = 20;
const LONGEST_PAUSE_SECONDS = 300;
/** Lanes that one process serves at a time: most handlers only query the database. */
const MAX_LANES = 8;

/** The events of one handler in one stream, delivered one after the other. */
interface Lane {
  readonly handler: string;
  readonly stream: string;
}

interface OutboxRow {
  readonly id: string;
  readonly event: string;
  readonly payload: unknown;
  readonly attempts: number;
}

/**
 * Delivers the events of the outbox. Any number of processes may do so: a lane is served by the one that holds its
 * advisory lock, which PostgreSQL releases the moment that process dies.
 */
export class OutboxDelivery {
  readonly #connection: LastingConnection;
  #timer: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #again = false;
  #asked: Promise<unknown> = Promise.resolve();
  readonly #served = new Map<string, Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #warn = sparingly((err: unknown, times) =>
    this.logger.warn({ err, times }, 'cannot read the outbox'),
  );

  constructor(
    private readonly outbox: Outbox,
    private readonly dataSource: DataSource,
    url: string,
    private readonly logger: Logger,
    private readonly telemetry: Telemetry = NO_TELEMETRY,
  ) {
    const use = {
      name: 'holdfast outbox',
      prepare: async (client: pg.Client) => void (await client.query(`listen ${OUTBOX_CHANNEL}`)),
      onNotification: () => this.#wake(),
      onRestored: () => this.#wake(),
    };
    this.#connection = new LastingConnection(url, use, logger);
  }

  /** Connects, and delivers pending events; those that were set aside get another chance. */
  async start(): Promise<void> {
    await this.dataSource.query(
      `update outbox set given_up_at = null, attempts = 0, next_attempt_at = clock_timestamp()
       where given_up_at is not null`,
    );
    await this.#connection.open();
    this.#timer = setInterval(() => this.#wake(), INTERVAL_MS);
    this.#wake();
  }

  /** Lets running handlers finish, or give up at their next step, and takes no more events. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    this.#stopping.abort();
    await this.#looking;
    await Promise.all(this.#served.values());
    await this.#connection.close();
  }

  /** Looks for lanes with due events, and again if notified meanwhile; a slow lane does not delay others. */
  #wake(): void {
    this.#again = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
      if (this.#again && !this.#stopping.signal.aborted) this.#wake();
    });
  }

  async #look(): Promise<void> {
    while (this.#again && !this.#stopping.signal.aborted) {
      this.#again = false;
      try {
        for (const lane of await this.#dueLanes()) this.#serve(lane);
      } catch (error) {
        this.#warn(error);
      }
    }
  }

  #serve(lane: Lane): void {
    const key = JSON.stringify(lane);
    if (this.#served.has(key) || this.#served.size >= MAX_LANES) return;
    const served = this.#deliverLane(lane)
      .catch((error: unknown) => {
        this.logger.warn({ err: error, ...lane }, 'a lane of the outbox stopped');
        return false;
      })
      .then((held) => {
        this.#served.delete(key);
        // An event may arrive while the lane is being released; a lane held by another process is that one's concern.
        if (held) this.#wake();
      });
    this.#served.set(key, served);
  }

  #dueLanes(): Promise<Lane[]> {
    return this.dataSource.query(
      `select handler, stream from (
         select distinct on (handler, stream) handler, stream, next_attempt_at
         from outbox where given_up_at is null order by handler, stream, id
       ) heads where next_attempt_at <= clock_timestamp()`,
    );
  }

  /** Returns whether this process could serve the lane. */
  async #deliverLane({ handler, stream }: Lane): Promise<boolean> {
    const { client } = this.#connection;
    if (client === undefined) return false;
    const lane = `outbox:${handler}:${stream}`;
    if (!(await this.#ask(client, 'pg_try_advisory_lock', lane))) return false;
    try {
      while (!this.#stopping.signal.aborted) {
        const [head] = await this.dataSource.query<OutboxRow[]>(
          `select id, event, payload, attempts from outbox
           where handler = $1 and stream = $2 and given_up_at is null and next_attempt_at <= clock_timestamp()
           order by id limit 1`,
          [handler, stream],
        );
        if (head === undefined || !(await this.#deliver(head, handler, stream))) break;
      }
      return true;
    } finally {
      await this.#ask(client, 'pg_advisory_unlock', lane).catch(() => {});
    }
  }

  /** Takes or releases a lock on the connection, which handles one query at a time. */
  #ask(
    client: pg.Client,
    lock: 'pg_try_advisory_lock' | 'pg_advisory_unlock',
    lane: string,
  ): Promise<boolean> {
    const asked = this.#asked.then(async () => {
      const { rows } = await client.query(`select ${lock}(hashtextextended($1, 0)) as done`, [lane]);
      return rows[0].done as boolean;
    });
    this.#asked = asked.catch(() => {});
    return asked;
  }

  /** Passes one event to its handler. Returns whether the lane may continue. */
  async #deliver(row: OutboxRow, handler: string, stream: string): Promise<boolean> {
    try {
      const call = CallContext.ofServer(this.#stopping.signal, `event-${row.id}`);
      await traced(this.telemetry, `event ${row.event}`, { 'holdfast.handler': handler }, async () =>
        this.outbox.handlerOf(row.event, handler)?.(row.payload, call),
      );
      await this.dataSource.query('delete from outbox where id = $1', [row.id]);
      this.outbox.tellDelivered();
      return true;
    } catch (error) {
      if (this.#stopping.signal.aborted) return false;
      return this.#postpone(row, handler, stream, error);
    }
  }

  async #postpone(row: OutboxRow, handler: string, stream: string, error: unknown): Promise<boolean> {
    const attempts = row.attempts + 1;
    const tooOften = attempts >= MAX_ATTEMPTS;
    const givenUp = tooOften && !this.outbox.isUntilDone(row.event, handler);
    const log = this.logger.child({ event: row.event, handler, stream, attempts });
    if (givenUp) log.error({ err: error }, 'an event is set aside after its last attempt');
    else if (tooOften) log.error({ err: error }, 'an event that must not be left undone still fails');
    else log.warn({ err: error }, 'an event was not handled and will be tried again');
    const pause = Math.min(LONGEST_PAUSE_SECONDS, 2 ** Math.min(attempts - 2, 20));
    await this.dataSource.query(
      `update outbox set attempts = $2, error = $3, given_up_at = case when $4 then clock_timestamp() end,
         next_attempt_at = clock_timestamp() + make_interval(secs => $5) where id = $1`,
      [row.id, attempts, String(error), givenUp, pause],
    );
    return givenUp;
  }
}
