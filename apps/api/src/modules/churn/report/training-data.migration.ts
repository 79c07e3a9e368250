import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a model was trained on and how it was judged; null of models of before. */
export class TrainingData1767500000611 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table churn_models add training_data jsonb, add folds jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table churn_models drop training_data, drop folds');
  }
}
