import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns of a segmentation that follow from others of them. */
export class ComputedColumns1768800000511 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table segmentations add columns_computed jsonb not null default '[]'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segmentations drop column columns_computed');
  }
}
