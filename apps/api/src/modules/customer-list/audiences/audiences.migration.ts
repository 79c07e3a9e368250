import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Filters that were saved under a name. */
export class Audiences1766100000901 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audiences (
        id uuid primary key,
        dataset_id uuid not null references datasets on delete cascade,
        name text not null,
        filter jsonb not null,
        created_at timestamptz not null
      );
      create unique index audiences_names on audiences (dataset_id, lower(name));
      create index audiences_newest on audiences (dataset_id, created_at desc, id desc)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table audiences');
  }
}
