import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import type { CallContext } from '../call/call-context.js';

/**
 * The events that slices tell each other, by name. Open: a slice adds its own with
 * `declare module '…/platform/outbox/outbox.js' { interface OutboxEvents { 'noun.happened': { … } } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: slices extend it by declaration merging
export interface OutboxEvents {}

/** The name of an event. */
export type EventName = keyof OutboxEvents & string;

/** Handles an event, in a call of the server. It may be called more than once with the same one, so it must be idempotent. */
export type EventHandler<P> = (payload: P, call: CallContext) => Promise<void>;

/** How a handler wants its events. */
export interface SubscriptionOptions {
  /** An event is tried until it is handled, not set aside after its last attempt: for what must not be left undone. */
  readonly untilDone?: boolean;
}

/** Events that could not be handled for a while, by name. */
export interface OverdueEvents {
  readonly event: string;
  readonly count: number;
}

interface Subscription {
  readonly handle: EventHandler<never>;
  readonly untilDone: boolean;
}

/** The channel that notifies processes of new events. */
export const OUTBOX_CHANNEL = 'holdfast_outbox';

const LONGEST_POLL_MS = 50;
/** An event that failed so often has failed for half a minute. */
const OVERDUE_ATTEMPTS = 6;

/**
 * Publishes events as part of the transaction that causes them: after the commit, each subscribed handler receives them
 * at least once, in order within a stream, even if this process dies. `OutboxDelivery` delivers them.
 */
export class Outbox {
  readonly #handlers = new Map<string, Map<string, Subscription>>();
  readonly #waiting = new Set<() => void>();

  constructor(private readonly dataSource: DataSource) {}

  /** Subscribes `handler`, a name that must not change between releases, to an event. Called before the delivery starts. */
  on<N extends EventName>(
    event: N,
    handler: string,
    handle: EventHandler<OutboxEvents[N]>,
    { untilDone = false }: SubscriptionOptions = {},
  ): void {
    const handlers = this.#handlers.get(event) ?? new Map<string, Subscription>();
    if (handlers.has(handler)) throw new Error(`"${handler}" is subscribed to "${event}" twice.`);
    this.#handlers.set(event, handlers.set(handler, { handle: handle as EventHandler<never>, untilDone }));
  }

  /** Stores an event in the caller's transaction. Events of one stream are delivered in commit order. */
  async append<N extends EventName>(
    manager: EntityManager,
    stream: string,
    event: N,
    payload: OutboxEvents[N],
  ): Promise<void> {
    const handlers = [...(this.#handlers.get(event)?.keys() ?? [])];
    if (handlers.length === 0) return;
    await manager.query(
      `insert into outbox (stream, event, payload, handler) select $1, $2, $3, unnest($4::text[])`,
      [stream, event, JSON.stringify(payload), handlers],
    );
    await manager.query('select pg_notify($1, $2)', [OUTBOX_CHANNEL, stream]);
  }

  /** The function behind a handler's name; undefined if this release has no such subscription. */
  handlerOf(event: string, handler: string): EventHandler<unknown> | undefined {
    return this.#handlers.get(event)?.get(handler)?.handle as EventHandler<unknown> | undefined;
  }

  /** Whether a handler's events are never set aside. */
  isUntilDone(event: string, handler: string): boolean {
    return this.#handlers.get(event)?.get(handler)?.untilDone ?? false;
  }

  /**
   * Waits until all current events of a stream, or those for one handler, are delivered, at most `milliseconds`. Returns
   * whether none is left to be tried. A courtesy to callers who read what they have just written; it never throws, and
   * events are delivered whether or not anyone waits.
   */
  async delivered(stream: string, milliseconds: number, handler: string | null = null): Promise<boolean> {
    const patience = new AbortController();
    const { signal } = patience;
    // A database that does not answer must not make the caller wait longer.
    const late = delay(milliseconds, false, { signal }).catch(() => false);
    const delivered = await Promise.race([this.#untilDelivered(stream, milliseconds, handler), late]);
    patience.abort();
    return delivered;
  }

  async #untilDelivered(stream: string, milliseconds: number, handler: string | null): Promise<boolean> {
    const deadline = Date.now() + milliseconds;
    const newest = await this.#open(
      'select max(id) as id from outbox where stream = $1 and ($2::text is null or handler = $2)',
      [stream, handler],
    );
    if (newest === null) return false;
    const last = newest[0]?.id;
    if (!last) return true;
    for (let pause = 2; Date.now() < deadline; pause = Math.min(2 * pause, LONGEST_POLL_MS)) {
      const open = await this.#open(
        `select id from outbox where stream = $1 and id <= $2 and ($3::text is null or handler = $3)
         and given_up_at is null limit 1`,
        [stream, last, handler],
      );
      if (open?.length === 0) return true;
      await this.#nextDelivery(pause);
    }
    return false;
  }

  /** Called by this process's delivery when an event was handled, so that waiters need not poll. */
  tellDelivered(): void {
    for (const wake of this.#waiting) wake();
  }

  /** The events that were set aside, or have failed for half a minute and more. */
  overdue(): Promise<OverdueEvents[]> {
    return this.dataSource.query(
      `select event, count(*)::int as count from outbox where given_up_at is not null or attempts >= $1
       group by event order by event`,
      [OVERDUE_ATTEMPTS],
    );
  }

  /** Waits until this process delivers something, at most `milliseconds`, because another process may have delivered it. */
  async #nextDelivery(milliseconds: number): Promise<void> {
    let wake = () => {};
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    this.#waiting.add(wake);
    const waited = new AbortController();
    await Promise.race([woken, delay(milliseconds, undefined, { signal: waited.signal }).catch(() => {})]);
    waited.abort();
    this.#waiting.delete(wake);
  }

  /** Null if the database does not answer. */
  #open(statement: string, parameters: unknown[]): Promise<{ id: string | null }[] | null> {
    return this.dataSource.query<{ id: string | null }[]>(statement, parameters).catch(() => null);
  }
}
