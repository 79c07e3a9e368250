import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Confines keys to datasets: null, as in every key of before, means all of them. */
export class KeyScopes1764600000202 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_keys add dataset_ids uuid[] check (cardinality(dataset_ids) > 0)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_keys drop dataset_ids');
  }
}
