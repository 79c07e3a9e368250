import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Notes which models cannot be read, and has a checksum for what is stored beside a model. */
export class DamagedModels1764800000603 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table churn_models add damaged_at timestamptz;
      alter table churn_artefacts add out_of_fold_sha256 bytea;
      update churn_artefacts set out_of_fold_sha256 = sha256(out_of_fold);
      alter table churn_artefacts alter out_of_fold_sha256 set not null`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table churn_artefacts drop column out_of_fold_sha256;
      alter table churn_models drop column damaged_at`);
  }
}
