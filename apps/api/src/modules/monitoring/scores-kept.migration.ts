import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether it was known, of a model that was checked, what it had said. Of reports before it is not known. */
export class ScoresKept1768600001103 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table monitoring_reports add scores_kept boolean');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table monitoring_reports drop scores_kept');
  }
}
