import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which key took the place of another. */
export class KeyRotation1767200000204 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_keys add replaced_by uuid references api_keys (id)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table api_keys drop replaced_by');
  }
}
