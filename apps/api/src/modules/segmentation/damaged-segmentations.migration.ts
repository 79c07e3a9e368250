import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notes which segmentations cannot place anybody, because their models cannot be read. */
export class DamagedSegmentations1764800000503 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segmentations add damaged_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segmentations drop column damaged_at');
  }
}
