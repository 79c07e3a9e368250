import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A model knows how it compares with the champion that it found, and which customers its out-of-fold predictions are of,
 * as they were at which revision; null for models of before. The checksum covers both.
 */
export class ModelComparison1765300000607 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table churn_models add comparison jsonb;
      alter table churn_artefacts add out_of_fold_rows bytea, add out_of_fold_revision bigint`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update churn_artefacts set out_of_fold_sha256 = sha256(out_of_fold) where out_of_fold_rows is not null;
      alter table churn_artefacts drop column out_of_fold_rows, drop column out_of_fold_revision;
      alter table churn_models drop column comparison`);
  }
}
