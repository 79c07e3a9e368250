import type { Clock } from '../../../platform/clock.js';
import { GroupCommit } from '../../../platform/database/group-commit.js';
import { sparingly } from '../../../platform/log-sparingly.js';
import type { Logger } from '../../../platform/logger.js';
import type { Attempt, DeliveryStore, DueDelivery } from './delivery.store.js';
import { nextAttempt } from './next-attempt.js';
import { signedHeaders } from './sign.js';
import type { WebhookClient } from './webhook-client.js';

/** How often to look for deliveries whose time has come, and for those of other processes. */
const INTERVAL_MS = 1000;
const SWEEP_MS = 3_600_000;
/** What one process sends at a time: to all receivers, and to one, so that a slow one does not keep others waiting. */
const MOST_AT_ONCE = 128;
const MOST_PER_ENDPOINT = 32;

/** Sends deliveries. Any number of processes may do so: each delivery is taken by one of them at a time. */
export class WebhookSender {
  readonly #busy = new Map<string, number>();
  readonly #sending = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #settled: GroupCommit<Attempt>;
  #timers: NodeJS.Timeout[] = [];
  #looking: Promise<void> | undefined;
  #again = false;
  readonly #warn = sparingly((err: unknown, times) =>
    this.logger.warn({ err, times }, 'cannot read or write the deliveries of webhooks'),
  );

  constructor(
    private readonly store: DeliveryStore,
    private readonly client: WebhookClient,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {
    this.#settled = new GroupCommit((attempts) => store.settle(attempts));
  }

  start(): void {
    const sweep = () => void this.store.sweep().catch(this.#warn);
    this.#timers = [setInterval(() => this.wake(), INTERVAL_MS), setInterval(sweep, SWEEP_MS)];
    sweep();
    this.wake();
  }

  /** Breaks off what is being sent, to be sent again by whoever runs then, and takes no more. */
  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    this.#stopping.abort();
    await this.#looking;
    await Promise.all(this.#sending);
    this.client.close();
  }

  /** Looks for due deliveries, and again if called meanwhile. Does nothing in a process that sends nothing. */
  wake(): void {
    if (this.#timers.length === 0 || this.#stopping.signal.aborted) return;
    this.#again = true;
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
      if (this.#again) this.wake();
    });
  }

  async #look(): Promise<void> {
    while (this.#again && !this.#stopping.signal.aborted) {
      this.#again = false;
      const total = MOST_AT_ONCE - this.#sending.size;
      if (total === 0) return;
      try {
        const capacity = { total, perEndpoint: MOST_PER_ENDPOINT, busy: this.#busy };
        for (const delivery of await this.store.take(capacity)) this.#begin(delivery);
      } catch (error) {
        this.#warn(error);
      }
    }
  }

  #begin(delivery: DueDelivery): void {
    this.#count(delivery, 1);
    const sent = this.#send(delivery)
      .catch(this.#warn)
      .finally(() => {
        this.#count(delivery, -1);
        this.#sending.delete(sent);
        this.wake();
      });
    this.#sending.add(sent);
  }

  #count({ endpointId }: DueDelivery, by: 1 | -1): void {
    const deliveries = (this.#busy.get(endpointId) ?? 0) + by;
    if (deliveries === 0) this.#busy.delete(endpointId);
    else this.#busy.set(endpointId, deliveries);
  }

  /** If what came of it cannot be written, it is sent again after its lease: at least once, not at most. */
  async #send(delivery: DueDelivery): Promise<void> {
    const { signal } = this.#stopping;
    const body = JSON.stringify(delivery.payload);
    const headers = signedHeaders(delivery.messageId, body, delivery.secrets, this.clock.now());
    const answer = await this.client.post(delivery.url, headers, body, signal).catch(() => null);
    if (answer === null) return this.store.giveBack([delivery.id]);
    const { attempts, createdAt } = delivery;
    const next =
      answer.error === null ? null : nextAttempt(attempts + 1, createdAt, this.clock.now(), Math.random());
    await this.#settled.add({ delivery, ...answer, next });
  }
}
