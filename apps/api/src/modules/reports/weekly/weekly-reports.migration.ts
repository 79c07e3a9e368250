import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reports that are written each week. */
export class WeeklyReports1768500001602 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table weekly_reports (
        id uuid primary key,
        dataset_id uuid not null references datasets (id) on delete cascade,
        kind text not null,
        about text,
        title text not null,
        created_at timestamptz not null,
        created_by text not null,
        next_at timestamptz not null,
        failure text,
        unique nulls not distinct (dataset_id, kind, about)
      );
      create index weekly_reports_due on weekly_reports (next_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table weekly_reports');
  }
}
