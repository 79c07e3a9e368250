import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of customers: every outcome that was ever told, and what was answered to calls with an idempotency key. */
export class Outcomes1766300001001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table outcomes (
        dataset_id uuid not null references datasets on delete cascade,
        row int not null,
        observed_at timestamptz not null,
        id bigint generated always as identity,
        has_left boolean not null,
        value float8,
        source text not null,
        recorded_at timestamptz not null,
        primary key (dataset_id, row, observed_at, id)
      );
      create table outcome_calls (
        dataset_id uuid not null references datasets on delete cascade,
        idempotency_key text not null,
        request_sha256 text not null,
        recorded int not null,
        unknown text[] not null,
        created_at timestamptz not null,
        primary key (dataset_id, idempotency_key)
      )`);
    // Of a customer the outcome counts that was observed last; of two observed at the same time, the one told last.
    await runner.query(`
      create view current_outcomes as
        select distinct on (dataset_id, row) dataset_id, row, has_left, value, observed_at, source, recorded_at
        from outcomes order by dataset_id, row, observed_at desc, id desc`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view current_outcomes; drop table outcome_calls, outcomes');
  }
}
