import * as core from '@holdfast/ml-core';
import { createRandom, type FeatureColumn } from '@holdfast/ml-core';
import * as reference from '@holdfast/ml-core/reference';
import { describe, expect, it } from 'vitest';
import { classify } from './classify.js';
import { algorithmsOf, type ComparisonTools } from './classify-candidates.js';
import { scoreRange } from './classify-operations.js';
import type { ClassifyOptions } from './classify-types.js';

const ROWS = 600;
const random = createRandom(11);
const draw = (value: (i: number) => number) => Float64Array.from({ length: ROWS }, (_, i) => value(i));

const recency = draw(() => random.integer(100));
const spend = draw((i) => 50 + 30 * random.normal() - 0.2 * recency[i]!);
const visits = draw((i) => (i % 10 === 0 ? Number.NaN : random.integer(8)));
const regions = Int32Array.from({ length: ROWS }, () => random.integer(3));
const left = draw((i) => {
  const logOdds = -2 + 0.04 * (60 - spend[i]!) + (regions[i] === 2 ? 1.2 : 0);
  // The last rows are customers of whom it is not known yet.
  return i >= 560 ? Number.NaN : Number(random.next() < 1 / (1 + Math.exp(-logOdds)));
});

const numeric = (name: string, values: Float64Array): FeatureColumn => ({ kind: 'numeric', name, values });
const region: FeatureColumn = {
  kind: 'categorical',
  name: 'region',
  codes: regions,
  levels: ['N', 'S', 'W'],
};
const label = numeric('left', left);

function sessionOf(features: FeatureColumn[], answers: FeatureColumn) {
  const all = [...features, answers];
  return {
    features: { rows: ROWS, columns: features },
    table: { rows: ROWS, columns: all },
    columns: all.map(({ name, kind }) => ({
      name,
      type: kind === 'numeric' ? ('NUMBER' as const) : ('CATEGORY' as const),
    })),
  };
}

const tools: ComparisonTools = { clock: () => 0, pool: undefined, estimators: core, progress: () => {} };
const options: ClassifyOptions = {
  target: { kind: 'label', column: { name: 'left', type: 'NUMBER' }, positive: 1 },
  minRows: 200,
  algorithm: 'logisticRegression',
  imbalance: 'none',
  seed: 0,
  acknowledgedLeakage: [],
  onLeakage: 'refuse',
};
const features = [numeric('spend', spend), numeric('visits', visits), region];

describe('a classifier', () => {
  it('is the same for the same seed and data', async () => {
    const session = sessionOf(features, label);
    const recipe = { ...options, algorithm: 'randomForest', imbalance: 'smote' } as const;
    expect(await classify(session, recipe, tools)).toEqual(await classify(session, recipe, tools));
  });

  it('learns from the customers of whom the answer is known', async () => {
    const trained = await classify(sessionOf(features, label), options, tools);
    expect(trained.rows).toBe(560);
    expect(trained.outOfFold.y).toHaveLength(560);
    expect(trained.importances[0]!.feature).toBe('spend');
    expect(trained.importances.find(({ feature }) => feature === 'spend')!.trend).toBeLessThan(-0.9);
    expect(trained.importances.find(({ feature }) => feature === 'region')!.strongestLevel).toBe('W');
  });

  it('tells how far it is, forwards, in words', async () => {
    const seen: [number, string][] = [];
    const progress = (fraction: number, step: string) => seen.push([fraction, step]);
    await classify(sessionOf(features, label), { ...options, imbalance: 'auto' }, { ...tools, progress });
    const fractions = seen.map(([fraction]) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBeLessThanOrEqual(1);
    expect(seen.map(([, step]) => step)).toContain('Trying logistic regression with leavers interpolated');
  });

  it('is of an algorithm that the engine has', async () => {
    expect(algorithmsOf(core)).toEqual(['logisticRegression', 'randomForest', 'gradientBoosting']);
    expect(algorithmsOf(reference)).toEqual(['logisticRegression', 'randomForest']);
    const boosted = classify(
      sessionOf(features, label),
      { ...options, algorithm: 'gradientBoosting' },
      { ...tools, estimators: reference },
    );
    await expect(boosted).rejects.toThrow(
      'algorithm is gradientBoosting; this engine has logisticRegression, randomForest.',
    );
  });
});

describe('leakage', () => {
  const leak = numeric(
    'refund',
    left.map((answer) => (answer === 1 ? 10 : 0)),
  );

  it('ends the training with the name of the column', async () => {
    await expect(classify(sessionOf([...features, leak], label), options, tools)).rejects.toMatchObject({
      code: 'LEAKAGE_BLOCKED',
      message: expect.stringContaining('"refund" (AUC 1.00 alone)'),
    });
  });

  it('is left out where nobody can be asked', async () => {
    const trained = await classify(
      sessionOf([...features, leak], label),
      { ...options, onLeakage: 'leaveOut' },
      tools,
    );
    expect(trained.leftOut).toEqual([{ column: 'refund', reason: 'givesAnswerAway', auc: 1 }]);
    expect(trained.model.columns.map(({ name }) => name)).toEqual(['spend', 'visits', 'region']);
  });

  it('is kept, and suspected, where it is acknowledged', async () => {
    const trained = await classify(
      sessionOf([...features, leak], label),
      { ...options, acknowledgedLeakage: ['refund'] },
      tools,
    );
    expect(trained.suspects).toEqual([{ column: 'refund', auc: 1 }]);
    expect(trained.metrics.rocAuc).toBeGreaterThan(0.99);
  });

  it('by what a rule is computed from, or from what it is, leaves the features by itself', async () => {
    const answers = numeric('recency', recency);
    const target = {
      kind: 'rule',
      column: { name: 'recency', type: 'NUMBER' },
      operator: 'GT',
      value: 60,
    } as const;
    const weeks = numeric(
      'weeks',
      recency.map((days) => Math.floor(days / 7)),
    );
    const trained = await classify(sessionOf([...features, weeks], answers), { ...options, target }, tools);
    expect(trained.leftOut).toEqual([{ column: 'weeks', reason: 'computedFromRule', auc: null }]);
    expect(trained.rows).toBe(ROWS);
  });
});

describe('scores of the customers that were trained on', () => {
  const known = [...left.keys()].filter((i) => !Number.isNaN(left[i]!));
  const mean = (values: Float64Array, rows: number[]) =>
    rows.reduce((sum, i) => sum + values[i]!, 0) / rows.length;

  it('come from models that had not seen them where the model remembers, and add up to the churn rate', async () => {
    const trained = await classify(
      sessionOf(features, label),
      { ...options, algorithm: 'randomForest' },
      tools,
    );
    expect(trained.heldOut).not.toBeNull();
    const scores = await scoreRange({ rows: ROWS, columns: features }, trained, 0, ROWS);
    const ratio = mean(scores.probability, known) / (trained.positives / trained.rows);
    expect(ratio).toBeGreaterThan(0.95);
    expect(ratio).toBeLessThan(1.05);
    // What the model itself says of them is far too sure of itself.
    const own = await scoreRange({ rows: ROWS, columns: features }, { ...trained, heldOut: null }, 0, ROWS);
    const brier = (p: Float64Array) =>
      known.reduce((sum, i) => sum + (p[i]! - left[i]!) ** 2, 0) / known.length;
    expect(brier(scores.probability)).toBeCloseTo(trained.metrics.brierScore, 12);
    expect(brier(own.probability)).toBeLessThan(0.85 * trained.metrics.brierScore);
  });

  it('add up from base value and contributions, whoever scores', async () => {
    const trained = await classify(
      sessionOf(features, label),
      { ...options, algorithm: 'randomForest' },
      tools,
    );
    const { baseValue, rawOutput, contributions } = await scoreRange(
      { rows: ROWS, columns: features },
      trained,
      100,
      600,
    );
    expect(rawOutput).toHaveLength(500);
    for (let i = 0; i < 500; i++) {
      const parts = contributions.subarray(i * 3, i * 3 + 3);
      expect(Math.abs(parts.reduce((sum, part) => sum + part, baseValue[i]!) - rawOutput[i]!)).toBeLessThan(
        1e-9,
      );
    }
    expect(new Set(baseValue).size).toBeGreaterThan(1);
  });

  it('come from the one model where that treats them no other than new customers', async () => {
    const trained = await classify(sessionOf(features, label), options, tools);
    expect(trained.heldOut).toBeNull();
    const { baseValue } = await scoreRange({ rows: ROWS, columns: features }, trained, 0, ROWS);
    expect(new Set(baseValue).size).toBe(1);
  });
});
