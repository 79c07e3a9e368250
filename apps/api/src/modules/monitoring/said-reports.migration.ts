import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the sentences of a report are said by in other languages. */
export class SaidReports1768800000611 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table monitoring_reports add said jsonb, add said_decision jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table monitoring_reports drop said, drop said_decision');
  }
}
