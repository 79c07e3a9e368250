import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Models, their artefacts, and what they say of each customer. */
export class Churn1763800000601 implements MigrationInterface {
  name = 'Churn1763800000601';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table churn_models (
        id uuid primary key default gen_random_uuid(),
        dataset_id uuid not null references datasets on delete cascade,
        version int not null,
        stage text not null default 'CANDIDATE' check (stage in ('CANDIDATE', 'CHAMPION', 'ARCHIVED')),
        status text not null default 'PENDING'
          check (status in ('PENDING', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELLED')),
        created_at timestamptz not null default now(),
        engine text not null,
        algorithm text not null,
        imbalance text not null,
        features text[] not null default '{}',
        definition text not null,
        target jsonb not null,
        request jsonb not null,
        trained_on int not null default 0,
        churn_rate float8 not null default 0,
        monetary_column text,
        metrics jsonb,
        candidates jsonb not null default '[]',
        roc_curve jsonb,
        precision_recall_curve jsonb,
        calibration_curve jsonb,
        gains_curve jsonb,
        feature_importances jsonb not null default '[]',
        statements jsonb not null default '[]',
        warnings jsonb not null default '[]',
        unique (dataset_id, version)
      )`);
    await runner.query(
      `create unique index churn_models_champion on churn_models (dataset_id) where stage = 'CHAMPION'`,
    );
    await runner.query(`
      create table churn_artefacts (
        churn_model_id uuid primary key references churn_models on delete cascade,
        model bytea not null,
        columns jsonb not null,
        out_of_fold bytea not null
      )`);
    await runner.query(`
      create table churn_scores (
        churn_model_id uuid not null references churn_models on delete cascade,
        row int not null,
        probability float8 not null,
        raw_output float8 not null,
        base_value float8 not null,
        risk_band text not null check (risk_band in ('LOW', 'MEDIUM', 'HIGH')),
        expected_loss float8,
        scored_at timestamptz not null,
        primary key (churn_model_id, row)
      )`);
    await runner.query(
      'create index churn_scores_probability on churn_scores (churn_model_id, probability desc, row)',
    );
    await runner.query(
      'create index churn_scores_expected_loss on churn_scores (churn_model_id, expected_loss desc nulls last, row)',
    );
    await runner.query(`
      create table churn_contributions (
        churn_model_id uuid not null references churn_models on delete cascade,
        row int not null,
        values float8[] not null,
        primary key (churn_model_id, row)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['churn_contributions', 'churn_scores', 'churn_artefacts', 'churn_models']) {
      await runner.query(`drop table ${table}`);
    }
  }
}
