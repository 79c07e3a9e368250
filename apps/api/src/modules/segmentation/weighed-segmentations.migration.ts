import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether the customers of a segmentation form groups at all, and which of them lie apart from all others. */
export class WeighedSegmentations1765300000505 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      "alter table segmentations add clear_groups boolean, add column_outliers jsonb not null default '[]'",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segmentations drop column clear_groups, drop column column_outliers');
  }
}
