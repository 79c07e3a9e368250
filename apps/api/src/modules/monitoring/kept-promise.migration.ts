import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether champions keep what they promised, and of which datasets outcomes have come since they were checked. */
export class KeptPromise1768900001104 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table monitoring_reports add kept jsonb;
      create table monitoring_news (
        dataset_id uuid primary key references datasets on delete cascade,
        outcomes_at timestamptz not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table monitoring_reports drop kept; drop table monitoring_news');
  }
}
