import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notes whose scores and memberships a change may have touched, so that columns of them are read again for those alone. */
export class ChangedRows1768800000317 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table changed_rows (
        dataset_id uuid not null references datasets on delete cascade,
        change bigint not null,
        rows int[] not null,
        primary key (dataset_id, change)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table changed_rows');
  }
}
