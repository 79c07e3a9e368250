import {
  applyPreprocessor,
  createRandom,
  type FeatureTable,
  fitPlatt,
  predictProba,
  trainClassifier,
} from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import type { ScoringModel } from './analytics-engine.js';
import { scoreRecords, scoreTable } from './scoring-model.js';

const random = createRandom(5);
const ROWS = 300;
const levels = ['N', 'S'];
const spend = Float64Array.from({ length: ROWS }, () => 100 * random.next());
const codes = Int32Array.from({ length: ROWS }, () => random.integer(2));
const y = Uint8Array.from(spend, (value, i) =>
  Number(random.next() < (value > 50 ? 0.2 : 0.6) + 0.1 * codes[i]!),
);
const table: FeatureTable = {
  rows: ROWS,
  columns: [
    { kind: 'numeric', name: 'spend', values: spend },
    { kind: 'categorical', name: 'region', codes, levels },
  ],
};

async function train(algorithm: 'logisticRegression' | 'randomForest'): Promise<ScoringModel> {
  const { preprocessor, model: classifier } = await trainClassifier({ table, y, algorithm });
  const calibrator = fitPlatt(predictProba(classifier, applyPreprocessor(preprocessor, table)), y);
  const columns = [
    { name: 'spend', type: 'NUMBER' },
    { name: 'region', type: 'CATEGORY' },
  ] as const;
  return { preprocessor, classifier, calibrator, columns };
}

describe.each(['logisticRegression', 'randomForest'] as const)('a %s in use', (algorithm) => {
  it('scores records exactly as it scores rows of a table', async () => {
    const model = await train(algorithm);
    const scores = await scoreTable(model, table);
    const records = Array.from(spend, (value, i) => ({ spend: value, region: levels[codes[i]!] }));
    scoreRecords(model, records).forEach((score, i) => {
      expect(score.probability).toBe(scores.probability[i]);
      expect(score.rawOutput).toBe(scores.rawOutput[i]);
      const parts = scores.contributions.data.subarray(2 * i, 2 * i + 2);
      expect([...score.contributions]).toEqual([...parts]);
    });
  });

  it('scores missing and new values, and says so', async () => {
    const [score] = scoreRecords(await train(algorithm), [{ spend: 'many', region: 'E' }]);
    expect(score!.probability).toBeGreaterThan(0);
    expect(score!.warnings.map(({ column, problem }) => [column, problem])).toEqual([
      ['spend', 'notANumber'],
      ['region', 'unseenLevel'],
    ]);
  });
});
