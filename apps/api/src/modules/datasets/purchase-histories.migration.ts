import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps of purchases what features do not say: each customer's history up to the day of observation and up to the last day of the
 * file, in days from their first purchase, and how the customers of each month bought afterwards.
 */
export class PurchaseHistories1767000000309 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table purchase_books (
        dataset_id uuid primary key references datasets on delete cascade,
        observation_date date not null,
        last_day date not null,
        is_money boolean not null,
        returned_share float8 not null,
        cohorts jsonb not null
      );
      create table purchase_histories (
        dataset_id uuid not null references datasets on delete cascade,
        row int not null,
        revision bigint not null,
        repeats int not null,
        last_repeat int not null,
        age int not null,
        repeat_value float8 not null,
        all_repeats int not null,
        all_last_repeat int not null,
        all_age int not null,
        all_repeat_value float8 not null,
        net_value float8 not null,
        primary key (dataset_id, row)
      );
      create view customer_purchases as
        select dataset_id, row, revision, repeats, last_repeat, age, repeat_value, all_repeats, all_last_repeat, all_age,
          all_repeat_value, net_value from purchase_histories;
      create view dataset_purchases as
        select dataset_id, observation_date, last_day, is_money, returned_share, cohorts from purchase_books`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop view customer_purchases, dataset_purchases; drop table purchase_histories, purchase_books',
    );
  }
}
