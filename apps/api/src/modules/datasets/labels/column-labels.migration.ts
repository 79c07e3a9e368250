import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people call a column, where they say so. */
export class ColumnLabels1768300000314 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table dataset_columns add label text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table dataset_columns drop column label');
  }
}
