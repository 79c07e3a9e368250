import * as core from '@holdfast/ml-core';
import { expect, it } from 'vitest';
import { isTrustworthy, weaknessInWords } from '../report/model-warnings.js';
import { findClassifier } from './find-classifier.js';
import { MIN_AUC_LOW } from './min-auc-low.js';
import { features, LUCKY, left, shuffledBy } from './shuffled-customers.test-support.js';
import type { TrainingOptions } from './training.types.js';

const SHUFFLES = [6, 12, LUCKY];
const options: TrainingOptions = {
  target: { kind: 'label', column: { name: 'left', type: 'NUMBER' }, positives: [1], unknown: [] },
  minRows: 200,
  algorithm: 'auto',
  imbalance: 'auto',
  seed: 0,
  acknowledgedLeakage: [],
  onLeakage: 'leaveOut',
};

async function learn(answers: Float64Array) {
  const table = {
    rows: answers.length,
    columns: [...features, { kind: 'numeric', name: 'left', values: answers } as const],
  };
  const rows = {
    table,
    rowNumbers: Int32Array.from(answers.keys()),
    features: features.map(({ name, kind }) => ({
      name,
      type: kind === 'numeric' ? ('NUMBER' as const) : ('CATEGORY' as const),
    })),
  };
  const tools = { clock: () => 0, pool: undefined, estimators: core, progress: () => {} };
  const { trained } = await findClassifier(rows, options, tools);
  return trained;
}

it('what holds is found, and nothing learned from shuffled outcomes may be champion, also where its interval is above chance', async () => {
  const real = await learn(left);
  expect(real.metrics.shuffled).toBeNull();
  expect(isTrustworthy(real.metrics)).toBe(true);
  expect(real.rules.length).toBeGreaterThan(0);
  const lows: number[] = [];
  for (const shuffle of SHUFFLES) {
    const { metrics, rules } = await learn(shuffledBy(shuffle));
    expect(isTrustworthy(metrics), `shuffle ${shuffle}`).toBe(false);
    expect(rules).toEqual([]);
    lows.push(metrics.rocAucLow);
    if (metrics.rocAucLow < MIN_AUC_LOW) expect(metrics.shuffled).toBeNull();
    else expect(weaknessInWords(metrics)).toContain('39 tables with shuffled outcomes');
  }
  expect(Math.max(...lows)).toBeGreaterThan(MIN_AUC_LOW);
});
