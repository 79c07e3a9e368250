import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists that are written into files. */
export class Exports1767800001401 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table customer_exports (
        id uuid primary key,
        dataset_id uuid not null references datasets (id) on delete cascade,
        job_id uuid not null,
        format text not null,
        filter jsonb not null,
        order_by text not null,
        secret bytea not null,
        created_at timestamptz not null default clock_timestamp(),
        row_count int,
        bytes bigint,
        expires_at timestamptz,
        withdrawn_at timestamptz
      );
      create index customer_exports_of_dataset on customer_exports (dataset_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table customer_exports');
  }
}
