import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps no statistics of attributes as a whole, which no plan asks for: they were three quarters of the work of looking at the
 * table after an import.
 */
export class CustomerStatistics1768100000313 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table customers alter attributes set statistics 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table customers alter attributes set statistics -1');
  }
}
