import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Remembers which datasets this database deleted for ever: a file of one that comes into the store after that, from a process
 * that dies before it finds the dataset gone, is told from one of another database that uses the same store.
 */
export class RemovedDatasets1768700000316 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'create table removed_datasets (id uuid primary key, removed_at timestamptz not null default now())',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table removed_datasets');
  }
}
