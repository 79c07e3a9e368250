import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables whose rows count for seconds. */
export const RATE_TABLES = ['public.query_rates'];

/** What each caller has spent lately. Unlogged: a crash may forget it, and no query waits for a disk because of it. */
export class QueryRates1764900000052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create unlogged table query_rates (
        key varchar(255) primary key,
        points int not null default 0,
        expire bigint
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table query_rates');
  }
}
