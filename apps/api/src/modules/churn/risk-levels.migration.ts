import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where risk bands begin is kept with each model, and may be set for a dataset. Earlier models keep their bands. */
export class RiskLevels1765300000608 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table assumptions add medium_from float8, add high_from float8;
      alter table churn_models add medium_from float8, add high_from float8;
      update churn_models set high_from = (metrics ->> 'decisionThreshold')::float8,
        medium_from = least(churn_rate, (metrics ->> 'decisionThreshold')::float8)
      where jsonb_typeof(metrics -> 'decisionThreshold') = 'number'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table assumptions drop medium_from, drop high_from;
      alter table churn_models drop medium_from, drop high_from`);
  }
}
