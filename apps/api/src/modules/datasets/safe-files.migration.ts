import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notes which column files were lost, so that nothing reads them. */
export class SafeFiles1764800000303 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table snapshots add lost_at timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table snapshots drop column lost_at');
  }
}
