import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When datasets were deleted; for everybody, which of them nobody sees until they are restored. */
export class DeletedDatasets1767500000310 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table datasets add column deleted_at timestamptz;
      create index datasets_deleted on datasets (deleted_at) where deleted_at is not null;
      create view deleted_datasets as select id from datasets where deleted_at is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view deleted_datasets; alter table datasets drop column deleted_at');
  }
}
