import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Jobs, and a notification with the job's id whenever one changes. */
export class Jobs1763800000101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table jobs (
        id uuid primary key default gen_random_uuid(),
        kind text not null,
        payload jsonb not null,
        state text not null default 'PENDING'
          check (state in ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
        progress float8 not null default 0,
        step text,
        error_code text,
        error_message text,
        attempts int not null default 0,
        dataset_id uuid,
        job_key text,
        cancel_requested bool not null default false,
        worker_key int,
        created_at timestamptz not null default clock_timestamp(),
        started_at timestamptz,
        settled_at timestamptz
      );
      create unique index jobs_unsettled_key on jobs (job_key) where state in ('PENDING', 'RUNNING');
      create index jobs_newest on jobs (created_at desc, id desc);
      create index jobs_of_dataset on jobs (dataset_id, created_at desc, id desc);
      create index jobs_unsettled on jobs (state) where state in ('PENDING', 'RUNNING');

      create function notify_job() returns trigger language plpgsql as $$
      begin
        perform pg_notify('holdfast_jobs', new.id::text);
        return null;
      end $$;
      create trigger jobs_notify after insert or update on jobs for each row execute function notify_job();
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table jobs; drop function notify_job;');
  }
}
