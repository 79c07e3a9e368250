import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { train } from './churn-client.js';
import { askEveryWay, type HeadlineFigures } from './headline-figures.js';
import { importCsv } from './import-client.js';
import { PUBLIC_SETS } from './public-sets.js';
import { createTestApp, type TestApp } from './test-app.js';

/** Sums of the same figures in another order differ by no more, relatively. */
const ROUNDING = 1e-9;

describe('the headline figures', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await createTestApp();
  });
  afterAll(() => app.stop());

  for (const set of PUBLIC_SETS) {
    const file = set.read();
    it.skipIf(file === null)(
      `of ${set.name} are the same in summary, segments, list, export, campaign and contact plan (skipped where ../shared/data is absent)`,
      async () => {
        const datasetId = await importCsv(app, file!, { columns: set.columns });
        const { job } = (
          await app.query<{ fitSegmentation: { job: { id: string } } }>(
            'mutation ($id: ID!) { fitSegmentation(input: { datasetId: $id, minK: 4, maxK: 4 }) { job { id } } }',
            { id: datasetId },
          )
        ).fitSegmentation;
        expect(await app.settled(job.id)).toEqual({ state: 'COMPLETED', error: null });
        const { outcome } = await train(app, {
          datasetId,
          definition: set.definition,
          algorithm: 'LOGISTIC_REGRESSION',
          imbalance: 'NONE',
        });
        expect(outcome).toEqual({ state: 'COMPLETED', error: null });
        const { summary, ...ways } = await askEveryWay(app, datasetId, set.money);
        const told: HeadlineFigures = { ...summary, ...onlyTold(ways['contact plan']) };
        expect(told.stillThere).toBeGreaterThan(0);
        expect(told.LOW! + told.MEDIUM! + told.HIGH!).toBe(told.stillThere);
        for (const [way, figures] of Object.entries(ways)) {
          for (const [figure, value] of Object.entries(onlyTold(figures))) {
            const expected = told[figure as keyof HeadlineFigures]!;
            const apart = Math.abs(value - expected) / Math.max(1, Math.abs(expected));
            expect(apart, `${figure}: ${expected} in the summary, ${value} by ${way}`).toBeLessThan(ROUNDING);
          }
        }
      },
    );
  }
});

function onlyTold(figures: HeadlineFigures): Record<string, number> {
  return Object.fromEntries(Object.entries(figures).filter(([, value]) => value !== null));
}
