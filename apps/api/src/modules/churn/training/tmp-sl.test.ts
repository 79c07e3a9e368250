import * as core from '@holdfast/ml-core';
import { createRandom, type FeatureColumn } from '@holdfast/ml-core';
import { expect, it } from 'vitest';
import { isTrustworthy } from '../report/model-warnings.js';
import { findClassifier } from './find-classifier.js';
import type { TrainingOptions } from './training.types.js';

const ROWS = 500;
const SHUFFLES = 20;
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
  return { statements: trained.rules.length, mayBeChampion: (console.log(trained.algorithm, trained.imbalance, trained.metrics.rocAuc.toFixed(3), trained.metrics.rocAucLow.toFixed(3), trained.repeats.near, trained.duplicateRows, trained.judgedRows, trained.leftOut.map((c)=>c.column).join(), trained.rules.length), isTrustworthy(trained.metrics)) };
}

it('what holds is found, and of 20 shuffles of the answers none has a champion, and one at most a statement', async () => {
  const { statements, mayBeChampion } = await learn(left);
  expect(mayBeChampion).toBe(true);
  expect(statements).toBeGreaterThan(0);
  let withStatements = 0;
  for (let shuffle = 0; shuffle < SHUFFLES; shuffle++) {
    const order = Int32Array.from(left.keys());
    createRandom(shuffle, 17).shuffle(order);
    const shuffled = await learn(Float64Array.from(order, (i) => left[i]!));

    if (shuffled.statements > 0) withStatements++;
  }
  expect(withStatements).toBeLessThanOrEqual(1);
});
