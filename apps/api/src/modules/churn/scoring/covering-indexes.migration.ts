import type { MigrationInterface, QueryRunner } from 'typeorm';

const ORDERS = {
  churn_scores_probability: 'probability desc',
  churn_scores_expected_loss: 'expected_loss desc nulls last',
};

/** The orders of scores tell bands and who has left: who is far down a list is found without a look at those before. */
export class CoveringIndexes1768500000613 implements MigrationInterface {
  up(runner: QueryRunner): Promise<void> {
    return this.#replace(runner, 'include (has_left, risk_band)');
  }

  down(runner: QueryRunner): Promise<void> {
    return this.#replace(runner, '');
  }

  async #replace(runner: QueryRunner, covered: string): Promise<void> {
    for (const [name, order] of Object.entries(ORDERS)) {
      await runner.query(`drop index ${name}`);
      await runner.query(`create index ${name} on churn_scores (churn_model_id, ${order}, row) ${covered}`);
    }
  }
}
