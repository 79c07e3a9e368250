import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports as they were when somebody shared them, each behind the hash of its token. */
export class Reports1768300001601 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table report_links (
        id uuid primary key,
        dataset_id uuid not null references datasets (id) on delete cascade,
        kind text not null,
        title text not null,
        token_hash bytea not null unique,
        page text,
        created_at timestamptz not null,
        created_by text not null,
        expires_at timestamptz not null,
        revoked_at timestamptz,
        opened_count int not null default 0,
        last_opened_at timestamptz
      );
      create index report_links_of_dataset on report_links (dataset_id, created_at desc);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table report_links');
  }
}
