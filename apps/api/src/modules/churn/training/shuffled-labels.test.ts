import * as core from '@holdfast/ml-core';
import { createRandom, type FeatureColumn } from '@holdfast/ml-core';
import { expect, it } from 'vitest';
import { isTrustworthy, weaknessInWords } from '../report/model-warnings.js';
import { findClassifier } from './find-classifier.js';
import { MIN_AUC_LOW } from './min-auc-low.js';
import type { TrainingOptions } from './training.types.js';

const ROWS = 500;
/** The last of them has a forest that its interval alone would let pass: an AUC of .61, the lower end above .55. */
const SHUFFLES = [6, 12, 18];
const options: TrainingOptions = {
  target: { kind: 'label', column: { name: 'left', type: 'NUMBER' }, positives: [1], unknown: [] },
  minRows: 200,
  algorithm: 'auto',
  imbalance: 'auto',
  seed: 0,
  acknowledgedLeakage: [],
  onLeakage: 'leaveOut',
};

const random = createRandom(5);
const draw = (value: (i: number) => number) => Float64Array.from({ length: ROWS }, (_, i) => value(i));
const tenure = draw(() => random.integer(60));
const charge = draw((i) => 20 + random.integer(80) + 0.3 * tenure[i]!);
const plan = Int32Array.from({ length: ROWS }, () => random.integer(3));
const features: FeatureColumn[] = [
  { kind: 'numeric', name: 'tenure', values: tenure },
  { kind: 'numeric', name: 'charge', values: charge },
  { kind: 'categorical', name: 'plan', levels: ['basic', 'gold', 'plus'], codes: plan },
  { kind: 'numeric', name: 'visits', values: draw(() => random.integer(12)) },
];
/** Told by tenure and plan. */
const left = draw((i) => {
  const logOdds = 0.5 - 0.06 * tenure[i]! + (plan[i] === 0 ? 1 : 0);
  return Number(random.next() < 1 / (1 + Math.exp(-logOdds)));
});

async function learn(answers: Float64Array) {
  const table = {
    rows: ROWS,
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
    const order = Int32Array.from(left.keys());
    createRandom(shuffle, 17).shuffle(order);
    const { metrics, rules } = await learn(Float64Array.from(order, (i) => left[i]!));
    expect(isTrustworthy(metrics), `shuffle ${shuffle}`).toBe(false);
    expect(rules).toEqual([]);
    lows.push(metrics.rocAucLow);
    if (metrics.rocAucLow < MIN_AUC_LOW) expect(metrics.shuffled).toBeNull();
    else expect(weaknessInWords(metrics)).toContain('39 tables with shuffled outcomes');
  }
  expect(Math.max(...lows)).toBeGreaterThan(MIN_AUC_LOW);
});
