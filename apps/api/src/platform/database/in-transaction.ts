import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { AppError } from '../errors/app-error.js';
import { isDatabaseAway } from '../errors/unavailable.js';

/** PostgreSQL's codes for a transaction that failed only because of others: serialisation failure and deadlock. */
const RETRIED = new Set(['40001', '40P01']);
const MAX_ATTEMPTS = 5;

/**
 * Runs `work` in a transaction, and again if PostgreSQL aborted it in favour of another one. All queries in `work` must
 * go through its manager: another connection would not see the transaction, and could wait for it forever. A mutation that
 * writes by one statement alone needs it as well: outside of it, nobody would know that the outcome is unknown.
 * @throws AppError OUTCOME_UNKNOWN if the connection breaks during the commit; after any other error nothing is written.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(dataSource, work);
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (attempt === MAX_ATTEMPTS || !RETRIED.has(code)) throw error;
      await delay(Math.random() * 20 * 2 ** attempt);
    }
  }
}

async function runOnce<T>(dataSource: DataSource, work: (manager: EntityManager) => Promise<T>): Promise<T> {
  const runner = dataSource.createQueryRunner();
  try {
    await runner.startTransaction();
    const result = await work(runner.manager);
    await commit(runner);
    return result;
  } catch (error) {
    await rollBack(runner);
    throw error;
  } finally {
    await runner.release();
  }
}

async function commit(runner: QueryRunner): Promise<void> {
  try {
    await runner.commitTransaction();
  } catch (error) {
    if (!isDatabaseAway(error)) throw error;
    throw new AppError(
      'OUTCOME_UNKNOWN',
      'The connection to the database broke while the change was being saved. It was saved completely or not at all: ' +
        'look before you repeat it, or repeat it with the same idempotencyKey if you sent one.',
      { cause: error },
    );
  }
}

/** A connection that cannot be rolled back is closed: whoever used it next would continue this transaction. */
async function rollBack(runner: QueryRunner): Promise<void> {
  try {
    await runner.rollbackTransaction();
  } catch {
    const connection = (await runner.connect().catch(() => null)) as pg.PoolClient | null;
    void connection?.end().catch(() => {});
  }
}
