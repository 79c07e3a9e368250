import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Counts the changes of a dataset, so that figures about its customers can be remembered until the next one. */
export class DatasetChanges1767700000312 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table datasets add changes bigint not null default 0');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table datasets drop column changes');
  }
}
