import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Finds customers who have changed since a snapshot by an index of those who ever did. Customers of a new dataset, who are
 * many at once and have not, are no part of it.
 */
export class ChangedCustomers1768200000302 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create index customers_changed on customers (dataset_id, revision) where revision > 0',
    );
    await runner.query('drop index customers_revision');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('create index customers_revision on customers (dataset_id, revision)');
    await runner.query('drop index customers_changed');
  }
}
