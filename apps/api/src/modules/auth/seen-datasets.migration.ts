import type { MigrationInterface, QueryRunner } from 'typeorm';

/** After the view of deleted datasets is there. Users as sessions read them: with the datasets that nobody sees until they are restored. */
export class SeenDatasets1767600000205 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view auth.user_with_deleted_datasets as
        select u.*, (select string_agg(id::text, ',') from public.deleted_datasets) as "deletedDatasets"
        from auth."user" u;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view auth.user_with_deleted_datasets');
  }
}
