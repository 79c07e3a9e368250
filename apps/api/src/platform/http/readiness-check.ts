import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { DataSource } from 'typeorm';
import { asUnavailable } from '../errors/unavailable.js';
import type { Readiness, ReadinessCheck } from './health-routes.js';

/** How long the database may take before it counts as away. */
const LIMIT_MS = 1500;

/**
 * Makes a check of `ask`, which asks the database. It answers in time whatever the database does; calls that overlap
 * share one question.
 */
export function createReadinessCheck(dataSource: DataSource, ask: ReadinessCheck): ReadinessCheck {
  let asked: Promise<Readiness> | undefined;
  return async () => {
    asked ??= ask()
      .catch((error: unknown) =>
        notReady(asUnavailable(error)?.message ?? 'The database answers with an error.'),
      )
      .finally(() => {
        asked = undefined;
      });
    const patience = new AbortController();
    const { signal } = patience;
    const late = delay(LIMIT_MS, undefined, { signal }).then(
      () => notReady(lateness(dataSource)),
      () => notReady(''),
    );
    const readiness = await Promise.race([asked, late]);
    patience.abort();
    return readiness;
  };
}

function notReady(cause: string): Readiness {
  return { serves: false, cause };
}

function lateness({ driver }: DataSource): string {
  const { master } = driver as unknown as { master: pg.Pool };
  const isExhausted =
    master.waitingCount > 0 && master.idleCount === 0 && master.totalCount >= master.options.max;
  return isExhausted
    ? `All ${master.totalCount} connections to the database are in use.`
    : `The database has not answered for ${LIMIT_MS / 1000} s.`;
}
