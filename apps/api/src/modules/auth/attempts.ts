import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { DataSource } from 'typeorm';
import { AppError } from '../../platform/errors/app-error.js';
import { hashSecret } from './secret.js';

/** How many wrong passwords in a row a name may be tried with, and for how long it then rests. */
const ATTEMPTS = 10;
const REST_SECONDS = 15 * 60;

/** An attempt to sign in, to be told when it succeeded. */
export interface Attempt {
  succeeded(): Promise<void>;
}

/** Counts attempts to sign in by the name that was given, whether anybody has it or not, in all processes on one database. */
export class Attempts {
  readonly #limiter: RateLimiterPostgres;

  constructor(dataSource: DataSource) {
    this.#limiter = new RateLimiterPostgres({
      storeClient: dataSource,
      storeType: 'typeorm',
      tableName: 'sign_in_attempts',
      tableCreated: true,
      keyPrefix: '',
      points: ATTEMPTS,
      duration: REST_SECONDS,
    });
  }

  /** @throws AppError RATE_LIMITED while a name rests */
  async begin(name: string): Promise<Attempt> {
    // No list of names remains of those who try them.
    const key = hashSecret(name).toString('base64url');
    await this.#limiter.consume(key).catch((refusal: unknown) => {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      const message = `${ATTEMPTS} attempts to sign in with this e-mail address failed; try again in ${retryAfter} s.`;
      throw new AppError('RATE_LIMITED', message, { retryAfter });
    });
    return {
      succeeded: async () => {
        await this.#limiter.delete(key);
      },
    };
  }
}
