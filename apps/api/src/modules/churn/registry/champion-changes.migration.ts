import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which model took over from which, when, by whom and why. What changed before is not known. */
export class ChampionChanges1768600000613 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table champion_changes (
        dataset_id uuid not null references datasets on delete cascade,
        place bigint generated always as identity,
        churn_model_id uuid not null references churn_models on delete cascade,
        replaced_id uuid references churn_models on delete set null,
        changed_at timestamptz not null default now(),
        decided_by text,
        reason text not null,
        primary key (dataset_id, place)
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table champion_changes');
  }
}
