import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Outcomes of customers who were contacted apart from the others, and what is at stake. */
export class RealisedByContact1767500001102 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table monitoring_reports add contacted_outcomes int not null default 0,
        add realised_contacted jsonb, add realised_left_alone jsonb, add money jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table monitoring_reports drop contacted_outcomes, drop realised_contacted, drop realised_left_alone, drop money`);
  }
}
