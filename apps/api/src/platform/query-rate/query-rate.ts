import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import type { Caller } from '../call/caller.js';
import { AppError } from '../errors/app-error.js';

/** Seconds over which it is added up what a caller spends: long enough for a burst, short enough to wait for. */
const WINDOW_SECONDS = 10;

/** A caller below this share of the limit need not wait until it is written down what they spend, */
const FAR_FROM_THE_LIMIT = 0.5;
/** and the queries of so many milliseconds are written down together. */
const TOGETHER_MS = 100;

/** What a caller may still spend. */
export interface Allowance {
  /** In a window. */
  readonly limit: number;
  readonly available: number;
  /** Seconds until the window ends and all of the limit is available again. */
  readonly resetsIn: number;
  /** What is added in a second, on average over the windows. */
  readonly perSecond: number;
}

/** What a caller has spent in a window: as the database said last, with what has been spent here since. */
interface Account {
  readonly spent: number;
  readonly ends: number;
}

/** Limits what the queries of one caller may cost together, in all processes on one database. */
export class QueryRate {
  readonly #limiter: RateLimiterPostgres;
  readonly #limit: number;
  readonly #accounts = new Map<string, Account>();
  /** What each caller has spent that is not written down yet. */
  readonly #unwritten = new Map<string, number>();

  /** `perSecond` is the cost that a caller may spend, on average over the window; see `platform/graphql/complexity.ts`. */
  constructor(dataSource: DataSource, perSecond: number) {
    this.#limit = perSecond * WINDOW_SECONDS;
    this.#limiter = new RateLimiterPostgres({
      storeClient: dataSource,
      storeType: 'typeorm',
      tableName: 'query_rates',
      tableCreated: true,
      keyPrefix: '',
      points: this.#limit,
      duration: WINDOW_SECONDS,
      // Whoever has spent everything is refused without a statement until there is more.
      inMemoryBlockOnConsumed: this.#limit,
    });
  }

  /** @throws AppError RATE_LIMITED once more is spent than may be */
  async spend(caller: Caller, cost: number): Promise<void> {
    const points = Math.ceil(cost);
    const known = this.#accountOf(caller.id);
    if (known === undefined || known.spent + points > this.#limit * FAR_FROM_THE_LIMIT) {
      return this.#consume(caller.id, points + this.#takeUnwritten(caller.id));
    }
    this.#accounts.set(caller.id, { ...known, spent: known.spent + points });
    this.#writeSoon(caller.id, points);
  }

  /** What a caller may still spend, as far as this process knows; undefined before the first answer of the database. */
  allowanceOf(caller: Caller): Allowance | undefined {
    const account = this.#accounts.get(caller.id);
    if (account === undefined) return undefined;
    // The window may have ended while the answer was made.
    const left = Math.max(0, account.ends - performance.now());
    return {
      limit: this.#limit,
      available: left === 0 ? this.#limit : Math.max(0, this.#limit - account.spent),
      resetsIn: Math.ceil(left / 1000),
      perSecond: this.#limit / WINDOW_SECONDS,
    };
  }

  /** What is known of a caller in the present window. */
  #accountOf(id: string): Account | undefined {
    const account = this.#accounts.get(id);
    return account && account.ends > performance.now() ? account : undefined;
  }

  #writeSoon(id: string, points: number): void {
    const before = this.#unwritten.get(id);
    this.#unwritten.set(id, (before ?? 0) + points);
    if (before !== undefined) return;
    const write = () => {
      const spent = this.#takeUnwritten(id);
      // Where the database is away, the queries themselves say so.
      if (spent > 0) this.#consume(id, spent).catch(() => {});
    };
    setTimeout(write, TOGETHER_MS).unref();
  }

  #takeUnwritten(id: string): number {
    const points = this.#unwritten.get(id) ?? 0;
    this.#unwritten.delete(id);
    return points;
  }

  #note(id: string, { consumedPoints, msBeforeNext }: RateLimiterRes): void {
    const account = { spent: consumedPoints, ends: performance.now() + msBeforeNext };
    // Answers may overtake each other, and lack what is not written down yet; what is spent only grows.
    this.#accounts.set(id, { ...account, spent: Math.max(consumedPoints, this.#accountOf(id)?.spent ?? 0) });
  }

  async #consume(id: string, points: number): Promise<void> {
    try {
      this.#note(id, await this.#limiter.consume(id, points));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
      this.#note(id, error);
      const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
      const limit = this.#limit.toLocaleString('en-US');
      throw new AppError(
        'RATE_LIMITED',
        `Your queries would cost more than the ${limit} that they may cost in ${WINDOW_SECONDS} s; ask again in ${seconds} s.`,
        { retryAfter: seconds },
      );
    }
  }
}
