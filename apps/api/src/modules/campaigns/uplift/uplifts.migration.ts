import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether campaigns did more for some customers than for others, and what a contact is expected to do for each. */
export class Uplifts1767500001202 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table campaign_uplifts (
        campaign_id uuid primary key references campaigns on delete cascade,
        measured_at timestamptz not null,
        outcomes int not null,
        measured jsonb
      );
      create table campaign_gains (
        campaign_id uuid not null references campaigns on delete cascade,
        dataset_id uuid not null,
        row int not null,
        uplift float8 not null,
        primary key (campaign_id, row)
      );
      create index campaign_gains_customer on campaign_gains (dataset_id, row)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table campaign_gains, campaign_uplifts');
  }
}
