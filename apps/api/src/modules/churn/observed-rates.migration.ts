import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A model knows how often its training customers left by the values of every column; null for models of before. */
export class ObservedRates1765100000606 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table churn_models add observed_rates jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table churn_models drop column observed_rates');
  }
}
