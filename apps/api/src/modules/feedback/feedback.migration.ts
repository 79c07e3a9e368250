import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people said about customers. What is taken back is kept, but counts no more. */
export class Feedback1767400000054 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table customer_feedback (
        id uuid primary key default gen_random_uuid(),
        dataset_id uuid not null references datasets on delete cascade,
        row int not null,
        kind text not null,
        note text not null,
        until date,
        given_by text not null,
        given_at timestamptz not null,
        withdrawn_by text,
        withdrawn_at timestamptz
      );
      create index customer_feedback_newest on customer_feedback (dataset_id, row, given_at desc, id desc)
        where withdrawn_at is null;
      create index customer_feedback_silent on customer_feedback (dataset_id, row)
        where withdrawn_at is null and kind in ('DO_NOT_CONTACT', 'LEFT_ALREADY')`);
    // The last day is included, in UTC.
    await runner.query(`
      create view customers_not_to_contact as
        select distinct dataset_id, row from customer_feedback
        where withdrawn_at is null and kind in ('DO_NOT_CONTACT', 'LEFT_ALREADY')
          and (until is null or until >= (now() at time zone 'utc')::date)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view customers_not_to_contact; drop table customer_feedback');
  }
}
