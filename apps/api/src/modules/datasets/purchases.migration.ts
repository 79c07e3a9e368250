import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps with each import how purchases were rolled up. */
export class Purchases1765000000307 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table imports add transactions jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table imports drop column transactions');
  }
}
