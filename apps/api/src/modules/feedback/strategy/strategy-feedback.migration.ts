import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of advice: taken, or refused and why. By play and segment key, which last over refits. */
export class StrategyFeedback1767500000055 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table strategy_feedback (
        id uuid primary key default gen_random_uuid(),
        dataset_id uuid not null references datasets on delete cascade,
        segment_key text not null,
        play text not null,
        kind text not null,
        note text not null,
        given_by text not null,
        given_at timestamptz not null,
        withdrawn_by text,
        withdrawn_at timestamptz
      );
      create index strategy_feedback_newest on strategy_feedback (dataset_id, segment_key, play, given_at desc, id desc)
        where withdrawn_at is null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table strategy_feedback');
  }
}
