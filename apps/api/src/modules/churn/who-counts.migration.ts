import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A score knows whether its customer has left already, and a definition may name several values and what they mean. */
export class WhoCounts1765000000604 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update churn_models set target = case target ->> 'kind'
        when 'label' then (target - 'positiveValue') || jsonb_build_object(
          'positiveValues', jsonb_build_array(target -> 'positiveValue'), 'unknownValues', jsonb_build_array())
        else target end || '{"event": "LEFT", "words": null}';

      alter table churn_scores add has_left boolean;
      update churn_scores s set has_left = case
          when m.target ->> 'kind' = 'label' and jsonb_typeof(c.attributes -> (m.target ->> 'column')) <> 'number'
            then lower(c.attributes ->> (m.target ->> 'column')) = lower(m.target -> 'positiveValues' ->> 0)
          when jsonb_typeof(c.attributes -> (m.target ->> 'column')) <> 'number' then null
          when m.target ->> 'kind' = 'label'
            then m.target -> 'positiveValues' ->> 0 ~ '^-?[0-9]+([.][0-9]+)?$'
              and (c.attributes ->> (m.target ->> 'column'))::float8 = (m.target -> 'positiveValues' ->> 0)::float8
          else case m.target ->> 'operator'
            when 'GT' then (c.attributes ->> (m.target ->> 'column'))::float8 > (m.target ->> 'value')::float8
            when 'GTE' then (c.attributes ->> (m.target ->> 'column'))::float8 >= (m.target ->> 'value')::float8
            when 'LT' then (c.attributes ->> (m.target ->> 'column'))::float8 < (m.target ->> 'value')::float8
            when 'LTE' then (c.attributes ->> (m.target ->> 'column'))::float8 <= (m.target ->> 'value')::float8
            else (c.attributes ->> (m.target ->> 'column'))::float8 = (m.target ->> 'value')::float8 end
          end
        from churn_models m join current_customers c on c.dataset_id = m.dataset_id
        where s.churn_model_id = m.id and c.row = s.row;
      create or replace view customer_scores as
        select m.dataset_id, s.row, s.churn_model_id, s.probability, s.risk_band, s.expected_loss, s.scored_at,
          m.stage = 'CHAMPION' as current, s.has_left
        from churn_models m join churn_scores s on s.churn_model_id = m.id where m.status = 'COMPLETED'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop view customer_scores;
      alter table churn_scores drop column has_left;
      create view customer_scores as
        select m.dataset_id, s.row, s.churn_model_id, s.probability, s.risk_band, s.expected_loss, s.scored_at,
          m.stage = 'CHAMPION' as current
        from churn_models m join churn_scores s on s.churn_model_id = m.id where m.status = 'COMPLETED';
      update churn_models set target = (target - '{positiveValues,unknownValues,event,words}'::text[]) ||
        case target ->> 'kind' when 'label'
          then jsonb_build_object('positiveValue', target -> 'positiveValues' -> 0) else '{}' end`);
  }
}
