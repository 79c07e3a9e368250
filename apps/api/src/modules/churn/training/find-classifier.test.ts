import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import * as core from '@holdfast/ml-core';
import { createRandom, type FeatureColumn } from '@holdfast/ml-core';
import * as reference from '@holdfast/ml-core/reference';
import { describe, expect, it } from 'vitest';
import { type ScoreBatch, snapshotRef, TableInMemory } from '../../engine/index.js';
import { createLocalEngine } from '../../engine-local/index.js';
import { createDuckDbEngine } from '../../engine-sql/duckdb-engine.test-support.js';
import { algorithmsOf, type ComparisonTools } from './compare-candidates.js';
import { findClassifier } from './find-classifier.js';
import type { TrainingTable } from './prepare-rows.js';
import { type Scorers, scoreRows } from './score-rows.js';
import { trainClassifier } from './train-classifier.js';
import type { TrainingOptions } from './training.types.js';

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

const rowNumbers = Int32Array.from({ length: ROWS }, (_, i) => 2 * i);

function rowsOf(features: FeatureColumn[], answers: FeatureColumn): TrainingTable {
  return {
    table: { rows: ROWS, columns: [...features, answers] },
    rowNumbers,
    features: features.map(({ name, kind }) => ({ name, type: kind === 'numeric' ? 'NUMBER' : 'CATEGORY' })),
  };
}

const tools: ComparisonTools = { clock: () => 0, pool: undefined, estimators: core, progress: () => {} };
const options: TrainingOptions = {
  target: { kind: 'label', column: { name: 'left', type: 'NUMBER' }, positives: [1], unknown: [] },
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
    const rows = rowsOf(features, label);
    const recipe = { ...options, algorithm: 'randomForest', imbalance: 'smote' } as const;
    expect(await findClassifier(rows, recipe, tools)).toEqual(await findClassifier(rows, recipe, tools));
  });

  it('learns from the customers whose answer is known', async () => {
    const { trained } = await findClassifier(rowsOf(features, label), options, tools);
    expect(trained.rows).toBe(560);
    expect(trained.outOfFold.y).toHaveLength(560);
    expect(trained.importances[0]!.feature).toBe('spend');
    expect(trained.observed).toMatchObject({ customers: 560, left: trained.positives });
    expect(trained.observed.columns.map(({ name }) => name)).toEqual(['spend', 'visits', 'region']);
  });

  it('reports its progress, forwards, in words', async () => {
    const seen: [number, string][] = [];
    const progress = (fraction: number, step: string) => seen.push([fraction, step]);
    await findClassifier(rowsOf(features, label), { ...options, imbalance: 'auto' }, { ...tools, progress });
    const fractions = seen.map(([fraction]) => fraction);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    expect(fractions.at(-1)).toBeLessThanOrEqual(1);
    expect(seen.map(([, step]) => step)).toContain('Trying logistic regression with leavers interpolated');
  });

  it('uses an algorithm that the engine has', async () => {
    expect(algorithmsOf(core)).toEqual(['logisticRegression', 'randomForest', 'gradientBoosting']);
    expect(algorithmsOf(reference)).toEqual(['logisticRegression', 'randomForest']);
    const boosted = findClassifier(
      rowsOf(features, label),
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
    await expect(findClassifier(rowsOf([...features, leak], label), options, tools)).rejects.toMatchObject({
      code: 'LEAKAGE_BLOCKED',
      message: expect.stringContaining(
        '"refund" (AUC 1.00 alone; a simple model has an AUC of 1.000 with it and 0.812 without)',
      ),
    });
  });

  it('is left out if nobody can be asked', async () => {
    const { trained } = await findClassifier(
      rowsOf([...features, leak], label),
      { ...options, onLeakage: 'leaveOut' },
      tools,
    );
    expect(trained.leftOut).toMatchObject([
      { column: 'refund', reason: 'givesAnswerAway', suspect: { auc: 1, sign: { kind: 'alone' } } },
    ]);
    expect(trained.model.columns.map(({ name }) => name)).toEqual(['spend', 'visits', 'region']);
  });

  it('is kept as suspected if it is acknowledged', async () => {
    const { trained } = await findClassifier(
      rowsOf([...features, leak], label),
      { ...options, acknowledgedLeakage: ['refund'] },
      tools,
    );
    expect(trained.suspects).toMatchObject([{ column: 'refund', auc: 1 }]);
    expect(trained.metrics.rocAuc).toBeGreaterThan(0.99);
  });

  it('from columns that a rule is computed from, or that are computed from it, is removed automatically', async () => {
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
    const { trained } = await findClassifier(
      rowsOf([...features, weeks], answers),
      { ...options, target },
      tools,
    );
    expect(trained.leftOut).toEqual([{ column: 'weeks', reason: 'computedFromRule', suspect: null }]);
    expect(trained.rows).toBe(ROWS);
  });
});

describe('what is computed once', () => {
  it('trains a named algorithm six times: without each fold, and on all rows', async () => {
    let fits = 0;
    const fitRandomForest: typeof core.fitRandomForest = (X, y, given) => {
      fits++;
      return core.fitRandomForest(X, y, { ...given, trees: 10 });
    };
    const counting = { ...tools, estimators: { ...core, fitRandomForest } };
    await findClassifier(rowsOf(features, label), { ...options, algorithm: 'randomForest' }, counting);
    expect(fits).toBe(6);
  });

  it('evaluates the same rows alike, whatever their order', async () => {
    const rows = rowsOf(features, label);
    const order = Int32Array.from({ length: ROWS }, (_, i) => (i * 7) % ROWS);
    const shuffled = {
      ...rows,
      table: core.takeTableRows(rows.table, order),
      rowNumbers: Int32Array.from(order, (row) => rowNumbers[row]!),
    };
    const { trained } = await findClassifier(rows, options, tools);
    const again = await findClassifier(shuffled, options, tools);
    expect(again.trained.metrics.rocAuc).toBeCloseTo(trained.metrics.rocAuc, 6);
    expect(again.trained.metrics.brierScore).toBeCloseTo(trained.metrics.brierScore, 6);
  });
});

describe('a classifier of rows that an engine gives', () => {
  it('is as good, and scores alike, whichever engine it is', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'holdfast-training-'));
    const snapshot = await writeRows(join(folder, 'rows.parquet'));
    const found = await Promise.all(
      [createLocalEngine(), createDuckDbEngine()].map(async (engine) => {
        const spec = { columns: rowsOf(features, label).features, alongside: [options.target.column] };
        const request = { snapshot, spec, rowsInHand: 400 };
        const training = await trainClassifier(request, { ...tools, engine });
        const scores: number[] = [];
        const emit = async (batch: object) => {
          scores.push(...(batch as ScoreBatch).probability);
        };
        const { metrics, rows } = await training.train(options, { progress: () => {}, emit });
        expect(await training.score({}, { progress: () => {}, emit })).toBe(ROWS);
        await training.close();
        return { rows, brierScore: metrics.brierScore, scores };
      }),
    );
    rmSync(folder, { recursive: true });
    const [local, sql] = found;
    expect(sql!.rows).toBe(local!.rows);
    expect(sql!.brierScore).toBeCloseTo(local!.brierScore, 6);
    sql!.scores.forEach((probability, i) => {
      expect(probability).toBeCloseTo(local!.scores[i]!, 6);
    });
  });
});

async function writeRows(path: string) {
  const rows = Array.from({ length: ROWS }, (_, i) => {
    const known = (value: number) => (Number.isNaN(value) ? 'null' : value);
    return `(${rowNumbers[i]}, ${spend[i]}::double, ${known(visits[i]!)}, '${'NSW'[regions[i]!]}', ${known(left[i]!)})`;
  });
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  await connection.run(
    `copy (select * from (values ${rows}) as t(__row, spend, visits, region, "left")) to '${path}' (format parquet)`,
  );
  connection.closeSync();
  return snapshotRef({ path, sha256: 'training', rows: ROWS });
}

describe('scores of the customers that were trained on', () => {
  const known = [...left.keys()].filter((i) => !Number.isNaN(left[i]!));
  const mean = (values: number[], rows: number[]) =>
    rows.reduce((sum, i) => sum + values[i]!, 0) / rows.length;
  const all = new TableInMemory({ rows: ROWS, columns: [...features, label] }, rowNumbers);

  /** Finds a classifier in a sample, and scores every row with it. */
  async function scoreWith(algorithm: TrainingOptions['algorithm'], sample = all) {
    const rows = { ...rowsOf(features, label), table: sample.table, rowNumbers: sample.rowNumbers };
    const found = await findClassifier(rows, { ...options, algorithm }, tools);
    const scorers = { model: found.trained.model, heldOut: found.heldOut };
    return { ...found, scorers, scores: await scoreAll(scorers, sample) };
  }

  async function scoreAll(scorers: Scorers, sample = all) {
    const scores = { rows: [], baseValue: [], probability: [], rawOutput: [], contributions: [] };
    const sent = await scoreRows(all, sample, scorers, async (batch: ScoreBatch) => {
      for (const [name, values] of Object.entries(scores)) {
        (values as number[]).push(...batch[name as keyof ScoreBatch]);
      }
    });
    expect(sent).toBe(ROWS);
    return scores as Record<keyof ScoreBatch, number[]>;
  }

  it('come from models that had not seen them if the model memorises, and add up to the churn rate', async () => {
    const { trained, scorers, scores } = await scoreWith('randomForest');
    expect(trained.remembersRows).toBe(true);
    expect(scores.rows).toEqual([...rowNumbers]);
    const ratio = mean(scores.probability, known) / (trained.positives / trained.rows);
    expect(ratio).toBeGreaterThan(0.95);
    expect(ratio).toBeLessThan(1.05);
    // What the model itself says of them is far too sure of itself.
    const own = await scoreAll({ ...scorers, heldOut: null });
    const brier = (p: number[]) => known.reduce((sum, i) => sum + (p[i]! - left[i]!) ** 2, 0) / known.length;
    expect(brier(scores.probability)).toBeCloseTo(trained.metrics.brierScore, 12);
    expect(brier(own.probability)).toBeLessThan(0.85 * trained.metrics.brierScore);
  });

  it('are the sum of base value and contributions, whichever model scores', async () => {
    const { scores } = await scoreWith('randomForest');
    for (let i = 0; i < ROWS; i++) {
      const parts = scores.contributions.slice(i * 3, i * 3 + 3);
      const sum = parts.reduce((total, part) => total + part, scores.baseValue[i]!);
      expect(Math.abs(sum - scores.rawOutput[i]!)).toBeLessThan(1e-9);
    }
    expect(new Set(scores.baseValue).size).toBeGreaterThan(1);
  });

  it('come from the final model if it treats them like new customers', async () => {
    const { trained, scores } = await scoreWith('logisticRegression');
    expect(trained.remembersRows).toBe(false);
    expect(new Set(scores.baseValue).size).toBe(1);
  });

  it('tell how far they are, once for all, if the model was trained on a sample', async () => {
    const sample = await all.sample({ rows: 400, seed: 3, strata: 'left' });
    const { scorers } = await scoreWith('randomForest', sample);
    const told: number[] = [];
    await scoreRows(
      all,
      sample,
      scorers,
      async () => {},
      (fraction) => told.push(fraction),
    );
    expect(told).toEqual([sample.rows / ROWS, 1]);
  });

  it('are each sent once if the model was trained on a sample', async () => {
    const sample = await all.sample({ rows: 400, seed: 3, strata: 'left' });
    const { scorers, scores } = await scoreWith('randomForest', sample);
    expect([...scores.rows].sort((a, b) => a - b)).toEqual([...rowNumbers]);
    const own = await scoreAll({ ...scorers, heldOut: null });
    const outside = [...rowNumbers].filter((row) => !sample.rowNumbers.includes(row));
    for (const row of outside) {
      const at = scores.rows.indexOf(row);
      expect(scores.probability[at]).toBe(own.probability[own.rows.indexOf(row)]);
      expect(scores.contributions.slice(3 * at, 3 * at + 3)).toEqual(
        own.contributions.slice(3 * (row / 2), 3 * (row / 2) + 3),
      );
    }
  });
});
