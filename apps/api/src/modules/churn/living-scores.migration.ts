import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Lets scores follow a dataset that lives: a score knows the revision of the customer that it is of, a model the snapshot
 * that it learned from, and every score that was once served stays known.
 */
export class LivingScores1764200000602 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table churn_scores add revision bigint not null default 0;
      create index churn_scores_row on churn_scores (row);
      create index churn_contributions_row on churn_contributions (row);
      alter table churn_models add snapshot_id uuid references snapshots;
      create index churn_models_snapshot on churn_models (snapshot_id);
      update churn_models m set snapshot_id = p.id from snapshots p
        where p.dataset_id = m.dataset_id and m.stage = 'CHAMPION';

      create table churn_score_history (
        dataset_id uuid not null references datasets on delete cascade,
        row int not null,
        scored_at timestamptz not null,
        churn_model_id uuid not null,
        model_version int not null,
        probability float8 not null,
        risk_band text not null,
        primary key (dataset_id, row, scored_at, churn_model_id)
      );
      insert into churn_score_history
      select m.dataset_id, s.row, s.scored_at, m.id, m.version, s.probability, s.risk_band
      from churn_models m join churn_scores s on s.churn_model_id = m.id where m.stage = 'CHAMPION';

      create view champions as
        select dataset_id, id as churn_model_id, version, features, target from churn_models where stage = 'CHAMPION';
      create view customer_scores as
        select m.dataset_id, s.row, s.churn_model_id, s.probability, s.risk_band, s.expected_loss, s.scored_at,
          m.stage = 'CHAMPION' as current
        from churn_models m join churn_scores s on s.churn_model_id = m.id where m.status = 'COMPLETED';
      create view customer_contributions as
        select m.dataset_id, c.row, c.churn_model_id, c."values"
        from churn_models m join churn_contributions c on c.churn_model_id = m.id where m.status = 'COMPLETED'`);
    // Customers whose scores an earlier release lost track of are scored once more.
    await runner.query(`
      insert into outbox (stream, handler, event, payload)
      select id, 'churn', 'customers.changed', jsonb_build_object('datasetId', id, 'rows', null)
      from datasets where revision > 0`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view champions, customer_scores, customer_contributions;
      drop table churn_score_history;
      alter table churn_models drop column snapshot_id;
      drop index churn_scores_row, churn_contributions_row;
      alter table churn_scores drop column revision`);
  }
}
