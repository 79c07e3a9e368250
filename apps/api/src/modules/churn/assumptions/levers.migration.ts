import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which columns a business can change; null for those that sound like it. */
export class Levers1765400000609 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table assumptions add levers text[]');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table assumptions drop levers');
  }
}
