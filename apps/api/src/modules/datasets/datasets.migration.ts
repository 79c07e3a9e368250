import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Datasets, their columns, and the rows of the file that could not be taken. */
export class Datasets1763800000301 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table datasets (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        status text not null check (status in ('IMPORTING', 'READY', 'FAILED')),
        created_at timestamptz not null,
        customer_count int not null default 0,
        rejected_row_count int not null default 0,
        dialect jsonb not null,
        snapshot_path text,
        snapshot_sha256 text,
        snapshot_rows int,
        snapshot_stale boolean not null default false
      )`);
    await runner.query('create index datasets_newest on datasets (created_at desc, id desc)');
    await runner.query(`
      create table dataset_columns (
        dataset_id uuid not null references datasets on delete cascade,
        ordinal int not null,
        name text not null,
        type text not null,
        role text not null,
        with_time boolean not null,
        missing_count int not null,
        distinct_count int not null,
        mean float8,
        standard_deviation float8,
        min float8,
        max float8,
        median float8,
        top_values jsonb not null,
        histogram jsonb,
        primary key (dataset_id, ordinal),
        unique (dataset_id, name)
      )`);
    await runner.query(`
      create table rejected_rows (
        dataset_id uuid not null references datasets on delete cascade,
        ordinal int not null,
        line int not null,
        cause text not null,
        text text not null,
        primary key (dataset_id, ordinal)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table rejected_rows, dataset_columns, datasets');
  }
}
