import { describe, expect, it } from 'vitest';
import { rocAuc } from '../metrics/ranking.js';
import type { FeatureTable } from '../preprocessing/feature-table.js';
import { createRandom } from '../random.js';
import { chooseRidge } from './choose-ridge.js';
import { crossValidate } from './cross-validate.js';
import { stratifiedKFold } from './stratified-k-fold.js';

const ROWS = 2000;

/** Three columns that say nearly the same, and one of noise. */
function draw(strength: number, seed: number, rows = ROWS) {
  const random = createRandom(seed);
  const same = Float64Array.from({ length: rows }, () => random.normal());
  const near = () => same.map((value) => value + 0.05 * random.normal());
  const columns = [same, near(), near(), same.map(() => random.normal())];
  const y = Uint8Array.from(same, (x) => Number(random.next() < 1 / (1 + Math.exp(1 - strength * x))));
  const table: FeatureTable = {
    rows,
    columns: columns.map((values, j) => ({ kind: 'numeric', name: `x${j}`, values })),
  };
  return { table, y, folds: stratifiedKFold(y, { folds: 5, seed }) };
}

describe('the ridge of a set', () => {
  it('is strong enough that columns which say the same share their part, at nearly no loss', async () => {
    const { table, y, folds } = draw(1, 3);
    const l2 = chooseRidge(table, y, folds) * ROWS * 0.8;
    const coefficients = async (penalty: number) => {
      const { models } = await crossValidate({
        ...{ table, y, folds, algorithm: 'logisticRegression' as const },
        logisticRegression: { l2: penalty },
      });
      return models.map(({ model }) => [
        ...(model as { coefficients: Float64Array }).coefficients.slice(0, 3),
      ]);
    };
    for (const parts of await coefficients(l2)) expect(Math.min(...parts)).toBeGreaterThan(0.1);
    expect((await coefficients(1)).some((parts) => Math.min(...parts) < 0)).toBe(true);
  });

  it('is a penalty of the path for noise too, whose AUC and loss want different ones', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { table, y, folds } = draw(0, seed, 200);
      expect(chooseRidge(table, y, folds)).toBeGreaterThanOrEqual(1e-4);
    }
  });

  it('gives up little AUC, however much or little the columns say', async () => {
    for (const strength of [0.3, 1, 6]) {
      const { table, y, folds } = draw(strength, 4);
      const aucWith = async (l2: number) => {
        const recipe = { algorithm: 'logisticRegression' as const, logisticRegression: { l2 } };
        return rocAuc(y, (await crossValidate({ table, y, folds, ...recipe })).outOfFold);
      };
      const chosen = chooseRidge(table, y, folds) * ROWS * 0.8;
      expect(await aucWith(chosen)).toBeGreaterThan((await aucWith(1)) - 0.005);
    }
  });
});
