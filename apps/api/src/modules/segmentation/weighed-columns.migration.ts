import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns that count more or less than once in the distances of a segmentation. */
export class WeighedColumns1768500001609 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query("alter table segmentations add weights jsonb not null default '[]'");
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segmentations drop column weights');
  }
}
