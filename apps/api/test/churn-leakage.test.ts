import { createRandom } from '@holdfast/ml-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askTraining, readModel, train } from './churn-client.js';
import { importCsv } from './import-client.js';
import { createTestApp, type TestApp } from './test-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.stop());

describe('the leakage guard over HTTP', () => {
  const random = createRandom(3);
  const rows = Array.from({ length: 400 }, (_, i) => {
    const left = random.next() < 0.3;
    const age = 20 + random.integer(50) + (left ? -8 : 0);
    const nearly = (left ? 1 : 0) + 0.45 * random.normal();
    return `${i},${age},${nearly.toFixed(4)},${left ? `2024-01-${10 + random.integer(9)}` : ''},${left ? 'Yes' : 'No'}`;
  });
  const csv = ['id,age,nearly,cancelled_on,churned', ...rows].join('\n');
  let leaky: string;
  beforeAll(async () => {
    leaky = await importCsv(app, csv, { columns: [{ name: 'cancelled_on', role: 'FEATURE' }] });
  });

  it('refuses a column that gives the answer away, by name, and leaves no model half-made', async () => {
    const { id, outcome } = await train(app, { datasetId: leaky });
    expect(outcome).toMatchObject({ state: 'FAILED', error: { code: 'LEAKAGE_BLOCKED' } });
    expect(outcome.error!.message).toContain('"cancelled_on" (AUC 1.00 alone; ');
    expect(await readModel(app, id)).toMatchObject({
      status: 'FAILED',
      stage: 'CANDIDATE',
      metrics: null,
      warnings: [{ code: 'LEAKAGE_BLOCKED' }],
    });
    const left = await app.dataSource.query<{ count: number }[]>(
      `select count(s)::int from churn_models m left join churn_scores s on s.churn_model_id = m.id
       where m.status = 'FAILED'`,
    );
    expect(left).toEqual([{ count: 0 }]);
  });

  it('trains with it once it is acknowledged, and goes on warning', async () => {
    const { id, outcome } = await train(app, { datasetId: leaky, acknowledgedLeakage: ['cancelled_on'] });
    expect(outcome.state).toBe('COMPLETED');
    const model = await readModel(app, id);
    expect(model.metrics!.rocAuc).toBeGreaterThan(0.97);
    const suspected = model.warnings.filter(({ code }) => code === 'LEAKAGE_SUSPECTED');
    expect(suspected.map(({ column }) => column)).toEqual(['cancelled_on', 'nearly']);
    expect(model.warnings.map(({ code }) => code)).toContain('SMALL_DATA');
  });

  it('trains without it if the features are named', async () => {
    const { id, outcome } = await train(app, { datasetId: leaky, features: ['age'] });
    expect(outcome.state).toBe('COMPLETED');
    expect((await readModel(app, id)).features).toEqual(['age']);
  });

  it('refuses at once what cannot be trained, with the field at fault', async () => {
    const refusals = [
      [{ datasetId: leaky, features: ['height'] }, 'UNKNOWN_COLUMN', ['features', '0']],
      [{ datasetId: leaky, acknowledgedLeakage: ['height'] }, 'UNKNOWN_COLUMN', ['acknowledgedLeakage', '0']],
      [
        { datasetId: leaky, definition: { labelColumn: 'age' } },
        'LABEL_NOT_BINARY',
        ['definition', 'labelColumn'],
      ],
      [{ datasetId: leaky, features: ['churned'] }, 'BAD_USER_INPUT', ['features', '0']],
      [{ datasetId: 'nothing' }, 'NOT_FOUND', ['datasetId']],
    ] as const;
    for (const [input, code, field] of refusals) {
      const { churnModel, job, userErrors } = await askTraining(app, input);
      expect([churnModel, job]).toEqual([null, null]);
      expect(userErrors).toMatchObject([{ code, field }]);
    }
  });
});
