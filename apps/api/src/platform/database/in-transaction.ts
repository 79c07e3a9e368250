import { setTimeout as delay } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';

/** PostgreSQL's codes for a transaction that failed only because of others: serialisation failure and deadlock. */
const RETRIED = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 5;

/**
 * Runs `work` in a transaction, and again if PostgreSQL aborted it in favour of another one. All queries in `work` must
 * go through its manager: another connection would not see the transaction, and could wait for it forever.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await dataSource.transaction(work);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (attempt === MAX_ATTEMPTS || !RETRIED.has(code)) throw error;
      await delay(Math.random() * 20 * 2 ** attempt);
    }
  }
}
