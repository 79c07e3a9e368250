import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns of a segmentation that say nearly the same and count as one. */
export class ColumnsTogether1768600000509 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table segmentations add columns_together jsonb not null default '[]'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segmentations drop column columns_together');
  }
}
