import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What matters together, and how good a model is by how much it learned from; null of models of before. */
export class ModelCard1765400000610 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table churn_models add importance_groups jsonb, add learning_curve jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table churn_models drop importance_groups, drop learning_curve');
  }
}
