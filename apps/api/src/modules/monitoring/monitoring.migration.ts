import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What models learned from in short, what checks found, and when they are made. */
export class Monitoring1766400001101 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table monitoring_profiles (
        churn_model_id uuid primary key references churn_models on delete cascade,
        columns jsonb not null
      );
      create table monitoring_reports (
        id uuid primary key,
        dataset_id uuid not null references datasets on delete cascade,
        churn_model_id uuid not null references churn_models on delete cascade,
        checked_at timestamptz not null,
        revision bigint not null,
        state text not null,
        sentence text not null,
        advice text not null,
        customers int not null,
        changed_customers int not null,
        columns jsonb not null,
        alerts text[] not null,
        told_apart jsonb,
        quality jsonb,
        outcomes int not null,
        realised jsonb,
        decision text,
        retrained_id uuid references churn_models on delete set null
      );
      create index monitoring_reports_newest on monitoring_reports (dataset_id, checked_at desc, id desc);
      create index monitoring_reports_model on monitoring_reports (churn_model_id);
      create index monitoring_reports_retrained on monitoring_reports (retrained_id);
      create table monitoring_settings (
        dataset_id uuid primary key references datasets on delete cascade,
        every_hours int not null,
        retrain text not null,
        promote_when_better boolean not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table monitoring_profiles, monitoring_reports, monitoring_settings');
  }
}
