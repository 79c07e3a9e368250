import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What customers are worth by their purchases: one fitted model a dataset, and a value a customer. */
export class CustomerValue1767100001001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table customer_value_models (
        dataset_id uuid primary key references datasets on delete cascade,
        fitted jsonb not null,
        back_test jsonb,
        observation_date date not null,
        last_day date not null,
        is_money boolean not null,
        made_at timestamptz not null
      );
      create table customer_values (
        dataset_id uuid not null references datasets on delete cascade,
        row int not null,
        revision bigint not null,
        historic float8,
        expected float8,
        low float8,
        high float8,
        expected_purchases float8 not null,
        probability_alive float8 not null,
        rank float8 generated always as (coalesce(expected, expected_purchases)) stored,
        primary key (dataset_id, row)
      );
      create index customer_values_rank on customer_values (dataset_id, rank desc, row);
      create view valued_customers as
        select dataset_id, row, historic, expected, low, high, expected_purchases, probability_alive, rank from customer_values`);
    // Datasets of earlier releases have no histories: their values come with the next import.
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view valued_customers; drop table customer_values, customer_value_models');
  }
}
