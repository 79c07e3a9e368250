import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a dataset's owner takes for granted where the data do not say it. */
export class Assumptions1765000000605 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table assumptions (
        dataset_id uuid primary key references datasets on delete cascade,
        contact_cost float8,
        save_rate float8,
        response_lift float8,
        margin float8,
        horizon_months float8,
        capacity int,
        customer_value float8,
        currency text,
        value_period text check (value_period in ('MONTH', 'YEAR', 'ORDER', 'LIFETIME')),
        changed_at timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table assumptions');
  }
}
