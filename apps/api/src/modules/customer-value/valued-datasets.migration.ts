import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tells others of which datasets purchases say what customers are worth, in money. */
export class ValuedDatasets1767100001002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create view valued_datasets as
        select dataset_id from customer_value_models where is_money and jsonb_typeof(fitted -> 'worth') = 'object'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop view valued_datasets');
  }
}
