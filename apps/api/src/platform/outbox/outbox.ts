import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';

/**
 * The events that slices tell each other, by name. Open: a slice adds its own with
 * `declare module '…/platform/outbox/outbox.js' { interface OutboxEvents { 'noun.happened': { … } } }`.
 */
// biome-ignore lint/suspicious/noEmptyInterface: slices extend it by declaration merging
export interface OutboxEvents {}

/** The name of an event. */
export type EventName = keyof OutboxEvents & string;

/** Takes an event. It may be called more than once with the same one, so it must be idempotent. */
export type EventHandler<P> = (payload: P, signal: AbortSignal) => Promise<void>;

/** The channel that tells processes of new events. */
export const OUTBOX_CHANNEL = 'holdfast_outbox';

const LONGEST_POLL_MS = 50;

/**
 * Events that are part of the transaction they tell of: after the commit each subscribed handler receives them at least
 * once, in order within a stream, whatever happens to this process. `OutboxDelivery` does the delivering.
 */
export class Outbox {
  readonly #handlers = new Map<string, Map<string, EventHandler<never>>>();
  readonly #waiting = new Set<() => void>();

  constructor(private readonly dataSource: DataSource) {}

  /** Subscribes `handler`, a name that stays the same over releases, to an event. Called before the delivery starts. */
  on<N extends EventName>(event: N, handler: string, handle: EventHandler<OutboxEvents[N]>): void {
    const handlers = this.#handlers.get(event) ?? new Map<string, EventHandler<never>>();
    if (handlers.has(handler)) throw new Error(`"${handler}" is subscribed to "${event}" twice.`);
    this.#handlers.set(event, handlers.set(handler, handle as EventHandler<never>));
  }

  /** Writes an event down in the caller's transaction. Events of one stream are delivered in the order of their commits. */
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

  /** What takes an event for a handler; undefined if this release has no such subscription. */
  handlerOf(event: string, handler: string): EventHandler<unknown> | undefined {
    return this.#handlers.get(event)?.get(handler) as EventHandler<unknown> | undefined;
  }

  /**
   * Waits until every event that a stream has now is delivered, at most `milliseconds`. A courtesy to callers who read
   * what they have just written; it never throws, and the events are delivered whether or not anybody waits.
   */
  async delivered(stream: string, milliseconds: number): Promise<void> {
    const deadline = Date.now() + milliseconds;
    const newest = await this.#open('select max(id) as id from outbox where stream = $1', [stream]);
    const last = newest[0]?.id;
    for (let pause = 2; last && Date.now() < deadline; pause = Math.min(2 * pause, LONGEST_POLL_MS)) {
      const open = await this.#open(
        'select id from outbox where stream = $1 and id <= $2 and given_up_at is null limit 1',
        [stream, last],
      );
      if (open.length === 0) return;
      await this.#nextDelivery(pause);
    }
  }

  /** Told by the delivery of this process when an event was handled, so that who waits need not poll for it. */
  tellDelivered(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Waits until this process delivers something, at most `milliseconds`: another one may have delivered it. */
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

  #open(statement: string, parameters: unknown[]): Promise<{ id: string | null }[]> {
    return this.dataSource.query<{ id: string | null }[]>(statement, parameters).catch(() => []);
  }
}
