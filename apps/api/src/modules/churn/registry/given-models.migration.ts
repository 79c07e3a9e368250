import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The file of a model that was trained elsewhere, until it has been judged here; null for all others. */
export class GivenModels1767700000612 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table churn_models add given_file bytea');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table churn_models drop given_file');
  }
}
