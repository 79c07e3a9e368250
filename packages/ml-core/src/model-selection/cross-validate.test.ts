import { describe, expect, it } from 'vitest';
import { type ClassifierAlgorithm, predictProba } from '../classifier.js';
import { DegenerateDataError, InvalidParameterError, ShapeError } from '../errors.js';
import { rocAuc } from '../metrics/ranking.js';
import { type FeatureColumn, type FeatureTable, takeTableRows } from '../preprocessing/feature-table.js';
import { applyPreprocessor } from '../preprocessing/pipeline.js';
import { createRandom } from '../random.js';
import { crossValidate } from './cross-validate.js';
import { stratifiedKFold } from './stratified-k-fold.js';
import { trainClassifier } from './train-classifier.js';

const algorithms: ClassifierAlgorithm[] = ['logisticRegression', 'randomForest', 'gradientBoosting'];

function shop(rows: number, seed: number): { table: FeatureTable; y: Uint8Array } {
  const random = createRandom(seed);
  const plan = Int32Array.from({ length: rows }, () => random.integer(3));
  const spend = Float64Array.from({ length: rows }, () => Math.exp(random.normal() + 3));
  const age = Float64Array.from({ length: rows }, () =>
    random.next() < 0.1 ? Number.NaN : 20 + random.integer(60),
  );
  const y = Uint8Array.from({ length: rows }, (_, i) => {
    const z = (plan[i] === 0 ? 1.5 : 0) - 0.8 * Math.log(spend[i]! / 20) - 1.2;
    return random.next() < 1 / (1 + Math.exp(-z)) ? 1 : 0;
  });
  const columns: FeatureColumn[] = [
    { kind: 'categorical', name: 'plan', codes: plan, levels: ['basic', 'plus', 'pro'] },
    { kind: 'numeric', name: 'spend', values: spend },
    { kind: 'numeric', name: 'age', values: age },
  ];
  return { table: { rows, columns }, y };
}

const { table, y } = shop(600, 1);
const folds = stratifiedKFold(y);

describe.each(algorithms)('crossValidate with %s', (algorithm) => {
  it('finds what is there', async () => {
    const { outOfFold } = await crossValidate({ table, y, folds, algorithm });
    expect(rocAuc(y, outOfFold)).toBeGreaterThan(0.67);
  });

  it('scores a fold exactly as a classifier trained on the other rows', async () => {
    const options = { table, y, folds, algorithm, imbalance: 'smote', seed: 5 } as const;
    const { outOfFold, models } = await crossValidate(options);
    const rows = Int32Array.from(folds.keys());
    const learning = rows.filter((i) => folds[i] !== 2);
    const held = rows.filter((i) => folds[i] === 2);
    const { preprocessor, model } = await trainClassifier({
      table: takeTableRows(table, learning),
      y: Uint8Array.from(learning, (i) => y[i]!),
      algorithm,
      imbalance: 'smote',
      seed: 5,
    });
    const expected = predictProba(model, applyPreprocessor(preprocessor, takeTableRows(table, held)));
    expect(Float64Array.from(held, (i) => outOfFold[i]!)).toEqual(expected);
    expect(models).toHaveLength(5);
    expect(models[2]).toEqual({ preprocessor, model });
  });

  it('holds out the folds asked for, with the models and scores of all of them', async () => {
    const options = { table, y, folds, algorithm, imbalance: 'randomUnderSample', seed: 2 } as const;
    const all = await crossValidate(options);
    const some = await crossValidate({ ...options, hold: [3, 1] });
    expect(some.models).toEqual([all.models[3], all.models[1]]);
    expect(some.outOfFold).toEqual(
      all.outOfFold.map((p, i) => ([3, 1].includes(folds[i]!) ? p : Number.NaN)),
    );
  });

  it('lets nothing of a fold into the model that scores it: its outcomes do not matter', async () => {
    const flipped = y.map((label, i) => (folds[i] === 1 ? 1 - label : label));
    const options = { table, folds, algorithm, imbalance: 'randomOverSample' as const };
    const before = (await crossValidate({ ...options, y })).outOfFold;
    const after = (await crossValidate({ ...options, y: flipped })).outOfFold;
    const inFold = (p: Float64Array) => p.filter((_, i) => folds[i] === 1);
    expect(inFold(after)).toEqual(inFold(before));
    expect(after).not.toEqual(before);
  });

  it('finds nothing in noise, whatever is done about imbalance', async () => {
    const random = createRandom(9);
    const columns = ['a', 'b', 'c', 'd'].map(
      (name): FeatureColumn => ({
        kind: 'numeric',
        name,
        values: Float64Array.from({ length: 500 }, random.normal),
      }),
    );
    const labels = Uint8Array.from({ length: 500 }, () => (random.next() < 0.2 ? 1 : 0));
    for (const imbalance of ['smote', 'randomOverSample', 'randomUnderSample', 'classWeight'] as const) {
      const { outOfFold } = await crossValidate({
        table: { rows: 500, columns },
        y: labels,
        folds: stratifiedKFold(labels),
        algorithm,
        imbalance,
      });
      expect(Math.abs(rocAuc(labels, outOfFold) - 0.5)).toBeLessThan(0.12);
    }
  });

  it('leaves its input as it is', async () => {
    const before = structuredClone({ table, y, folds });
    await crossValidate({ table, y, folds, algorithm, imbalance: 'smote' });
    expect({ table, y, folds }).toEqual(before);
  });
});

describe('crossValidate', () => {
  it('reports progress, and stops when aborted', async () => {
    const steps: [number, string][] = [];
    await crossValidate({
      table,
      y,
      folds,
      algorithm: 'logisticRegression',
      onProgress: (fraction, step) => void steps.push([fraction, step]),
    });
    expect(steps.at(-1)).toEqual([1, 'fold 5 of 5']);
    expect(steps.map(([fraction]) => fraction)).toEqual(
      steps.map(([fraction]) => fraction).sort((a, b) => a - b),
    );

    const signal = { aborted: false };
    const stopped = crossValidate({
      table,
      y,
      folds,
      algorithm: 'logisticRegression',
      signal,
      onProgress: (fraction) => {
        if (fraction >= 0.4) signal.aborted = true;
      },
    });
    await expect(stopped).rejects.toThrow('stopped by the caller');
  });

  it('refuses bad input by name', async () => {
    const run = (changes: object) =>
      crossValidate({ table, y, folds, algorithm: 'logisticRegression', ...changes });
    await expect(run({ folds: new Int32Array(3) })).rejects.toThrow(ShapeError);
    await expect(run({ folds: new Int32Array(600) })).rejects.toThrow(InvalidParameterError);
    await expect(run({ y: y.map(() => 1) })).rejects.toThrow(DegenerateDataError);
  });
});
