import { describe, expect, it } from 'vitest';
import { predictProba } from '../classifier.js';
import { rocAuc } from '../metrics/ranking.js';
import type { FeatureTable } from '../preprocessing/feature-table.js';
import { applyPreprocessor } from '../preprocessing/pipeline.js';
import { createRandom } from '../random.js';
import { expectedGain, measureLearningCurve } from './learning-curve.js';
import { stratifiedKFold } from './stratified-k-fold.js';
import { trainClassifier } from './train-classifier.js';

function draw(seed: number, rows: number, columns: number): { table: FeatureTable; y: Uint8Array } {
  const random = createRandom(seed);
  const values = Array.from({ length: columns }, () =>
    Float64Array.from({ length: rows }, () => random.next() - 0.5),
  );
  const y = Uint8Array.from({ length: rows }, (_, i) => {
    const logOdds = values.reduce((sum, column, j) => sum + (j % 2 === 0 ? 1.2 : -0.8) * column[i]!, -1);
    return Number(random.next() < 1 / (1 + Math.exp(-logOdds)));
  });
  return {
    table: { rows, columns: values.map((column, j) => ({ kind: 'numeric', name: `c${j}`, values: column })) },
    y,
  };
}

async function curveOf(seed: number, rows: number) {
  const { table, y } = draw(seed, rows, 20);
  const folds = stratifiedKFold(y, { folds: 5, seed: 1 });
  return measureLearningCurve({ table, y, folds, algorithm: 'logisticRegression', seed });
}

const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('a learning curve', () => {
  it('has five growing sizes, the last of all rows outside a fold, and grows with them', async () => {
    const { sizes, aucs } = await curveOf(1, 1500);
    expect(sizes).toEqual([180, 300, 480, 780, 1200]);
    expect(aucs.map((ofSize) => ofSize.length)).toEqual([5, 5, 5, 5, 5]);
    expect(meanOf(aucs[4]!)).toBeGreaterThan(meanOf(aucs[0]!));
  });

  it('is the same for the same seed', async () => {
    expect(await curveOf(2, 400)).toEqual(await curveOf(2, 400));
  });

  it('foresees what twice the rows bring, within its interval', async () => {
    const [judged, unseen] = [600, 20_000];
    const all = draw(77, unseen, 20);
    const aucOf = async (seed: number, rows: number) => {
      const { table, y } = draw(seed, rows, 20);
      const { preprocessor, model } = await trainClassifier({ table, y, algorithm: 'logisticRegression' });
      return rocAuc(all.y, predictProba(model, applyPreprocessor(preprocessor, all.table)));
    };
    const seeds = Array.from({ length: 12 }, (_, i) => 200 + i);
    const gained =
      meanOf(await Promise.all(seeds.map((seed) => aucOf(seed, 2 * judged)))) -
      meanOf(await Promise.all(seeds.map((seed) => aucOf(seed, judged))));
    let within = 0;
    for (const seed of seeds) {
      const { low, high } = expectedGain(await curveOf(seed, judged), judged, judged)!;
      if (low <= gained && gained <= high) within++;
    }
    expect(within).toBeGreaterThanOrEqual(10);
  });

  it('of a known law says what the law says', () => {
    const sizes = [100, 200, 400, 800];
    const law = (rows: number) => 0.9 - 2 / rows;
    const aucs = sizes.map((size) => [law(size), law(size) + 0.01, law(size) - 0.01]);
    const { gain, low, high } = expectedGain({ sizes, aucs }, 800, 500)!;
    expect(gain).toBeCloseTo(law(1300) - law(800), 9);
    expect(low).toBeLessThanOrEqual(gain);
    expect(high).toBeGreaterThanOrEqual(gain);
  });

  it('says nothing of two sizes', () => {
    expect(
      expectedGain(
        {
          sizes: [10, 20],
          aucs: [
            [0.5, 0.6],
            [0.6, 0.7],
          ],
        },
        20,
        5,
      ),
    ).toBeNull();
  });
});
