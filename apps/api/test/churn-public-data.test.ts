import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askTraining, readModel, train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

const shared = join(import.meta.dirname, '../../../../shared/data');
const file = (name: string) => readFileSync(join(shared, name));

// Skipped, and reported as skipped, where the public data is not beside the repository.
describe.skipIf(!existsSync(shared))('churn on public data (skipped where ../shared/data is absent)', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.stop());

  it('telco: finds the label, predicts as well as the best of scikit-learn, calibrated, and scores every customer', async () => {
    const datasetId = await importCsv(app, file('telco_ibm.csv'));
    const { id, outcome } = await train(app, { datasetId, imbalance: 'NONE' });
    expect(outcome).toEqual({ state: 'COMPLETED', error: null });
    const model = await readModel(app, id);
    expect(model).toMatchObject({ stage: 'CHAMPION', definition: 'Churn is yes', trainedOn: 7043 });
    expect(model.metrics!.rocAuc).toBeGreaterThanOrEqual(0.835);
    expect(model.metrics!.calibrationError).toBeLessThanOrEqual(0.03);
    const [scored] = await app.dataSource.query<{ count: number; mean: number }[]>(
      'select count(*)::int, avg(probability) as mean from churn_scores',
    );
    expect(scored!.count).toBe(7043);
    expect(scored!.mean / model.churnRate).toBeGreaterThan(0.95);
    expect(scored!.mean / model.churnRate).toBeLessThan(1.05);
  });

  it('iranian: trees see what a line does not, and duplicate customers stay in one fold', async () => {
    const datasetId = await importCsv(app, file('iranian_churn.csv'));
    const { id, outcome } = await train(app, { datasetId, imbalance: 'NONE' });
    expect(outcome.state).toBe('COMPLETED');
    const model = await readModel(app, id);
    expect(model.metrics!.rocAuc).toBeGreaterThanOrEqual(0.98);
    expect(model.algorithm).not.toBe('LOGISTIC_REGRESSION');
    const codes = model.warnings.map(({ code }) => code);
    expect(codes).toContain('DUPLICATE_ROWS');
    expect(codes).toContain('SCORED_OUT_OF_FOLD');
  });

  it('marketing, churn = Recency > 60: without Recency there is no skill, so there is no champion, and it says why', async () => {
    const datasetId = await importCsv(app, file('marketing_campaign_comma_iso.csv'));
    const rule = { column: 'Recency', operator: 'GT', value: 60 };
    const { id, outcome } = await train(app, { datasetId, definition: { rule }, imbalance: 'NONE' });
    expect(outcome.state).toBe('COMPLETED');
    const model = await readModel(app, id);
    expect(model.features).not.toContain('Recency');
    expect(model).toMatchObject({ stage: 'CANDIDATE', definition: 'Recency > 60' });
    expect(Math.abs(model.metrics!.rocAuc! - 0.5)).toBeLessThan(0.05);
    expect(model.warnings.map(({ code }) => code)).toContain('MODEL_TOO_WEAK');

    const { promoteChurnModel } = await app.query<{ promoteChurnModel: object }>(
      `mutation ($input: PromoteChurnModelInput!) {
        promoteChurnModel(input: $input) { churnModel { id } userErrors { code field } }
      }`,
      { input: { churnModelId: id } },
    );
    expect(promoteChurnModel).toEqual({
      churnModel: null,
      userErrors: [{ code: 'MODEL_TOO_WEAK', field: ['churnModelId'] }],
    });
  });

  it('refuses a label with three classes or with one', async () => {
    const datasetId = await importCsv(app, file('marketing_campaign_comma_iso.csv'));
    for (const labelColumn of ['Kidhome', 'Z_Revenue']) {
      const { userErrors } = await askTraining(app, { datasetId, definition: { labelColumn } });
      expect(userErrors).toMatchObject([{ code: 'LABEL_NOT_BINARY', field: ['definition', 'labelColumn'] }]);
    }
  });
});
