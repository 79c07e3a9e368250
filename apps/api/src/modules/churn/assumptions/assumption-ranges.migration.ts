import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = ['contact_cost', 'margin', 'horizon_months'].flatMap((name) => [
  `${name}_low`,
  `${name}_high`,
]);

/** How low and how high what is taken for granted about money may be. */
export class AssumptionRanges1767500000612 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table assumptions ${COLUMNS.map((name) => `add ${name} float8`).join(', ')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table assumptions ${COLUMNS.map((name) => `drop ${name}`).join(', ')}`);
  }
}
