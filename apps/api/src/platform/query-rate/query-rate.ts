import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import type { Caller } from '../call/caller.js';
import { AppError } from '../errors/app-error.js';

/** Seconds over which it is added up what a caller spends: long enough for a burst, short enough to wait for. */
const WINDOW_SECONDS = 10;

/** Limits what the queries of one caller may cost together, in all processes on one database. */
export class QueryRate {
  readonly #limiter: RateLimiterPostgres;
  readonly #limit: number;

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
    try {
      await this.#limiter.consume(caller.id, Math.ceil(cost));
    } catch (error) {
      if (!(error instanceof RateLimiterRes)) throw error;
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
