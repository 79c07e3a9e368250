import { afterAll, describe, expect, it } from 'vitest';
import { calibrate } from './calibration/calibrate.js';
import { fitIsotonic } from './calibration/isotonic.js';
import { fitPlatt } from './calibration/platt.js';
import { predictProba } from './classifier.js';
import { fitKMeans, predictKMeans } from './cluster/k-means.js';
import { fitPca, transformPca } from './decomposition/pca.js';
import { fitGradientBoosting } from './ensemble/gradient-boosting.js';
import { fitRandomForest } from './ensemble/random-forest.js';
import { DegenerateDataError, InvalidParameterError, MlError, ShapeError } from './errors.js';
import { fitLogisticRegression } from './linear-model/logistic-regression.js';
import { createMatrix, takeColumns, takeRows } from './matrix.js';
import { adjustedRandIndex } from './metrics/clustering.js';
import { rocAuc } from './metrics/ranking.js';
import { createLocalThreads } from './parallel/local-threads.test-support.js';
import { createPool } from './parallel/pool.js';
import { deserialiseModel, type StoredModel, serialiseModel } from './persistence.js';
import type { NumericColumn } from './preprocessing/feature-table.js';
import { applyPreprocessor, fitPreprocessor } from './preprocessing/pipeline.js';
import { createRandom } from './random.js';
import * as reference from './reference/index.js';
import { serveTasks } from './tasks.js';
import type { Matrix, Pool } from './types.js';

interface FitOptions {
  seed?: number;
  sampleWeight?: Float64Array;
  pool?: Pool;
}

/** An estimator as the suite sees it: how to fit it and what it says about rows, as numbers. */
interface Estimator {
  readonly name: string;
  fit(X: Matrix, y: Uint8Array, options?: FitOptions): Promise<StoredModel>;
  answer(model: never, X: Matrix): ArrayLike<number>;
  /** What holds when the same rows come in another order: the same answers, or answers as good. */
  readonly reordered: (before: ArrayLike<number>, after: ArrayLike<number>, y: Uint8Array) => void;
  readonly usesTarget: boolean;
  /** Weights mean repetition up to this; absent where the estimator takes no weights. */
  readonly weightTolerance?: number;
  readonly takesMissing?: true;
  /** Learns from scores, not from a matrix; the suite makes them of the first column. */
  readonly readsScores?: true;
  readonly needsRows: number;
}

function expectClose(tolerance: number) {
  return (before: ArrayLike<number>, after: ArrayLike<number>) => {
    let largest = 0;
    for (let i = 0; i < before.length; i++) largest = Math.max(largest, Math.abs(before[i]! - after[i]!));
    expect(largest).toBeLessThanOrEqual(tolerance);
  };
}

const asTable = (X: Matrix) => ({
  rows: X.rows,
  columns: Array.from({ length: X.columns }, (_, j): NumericColumn => {
    const values = takeColumns(X, [j]).data;
    return { kind: 'numeric', name: `column ${j}`, values };
  }),
});
const firstColumn = (X: Matrix) => takeColumns(X, [0]).data.map((value) => 1 / (1 + Math.exp(-value)));

const kMeans = (name: string, fit: typeof fitKMeans): Estimator => ({
  name,
  fit: (X, _, { seed = 0, pool } = {}) => fit(X, { k: 3, seed, nInit: 10, ...(pool && { pool }) }),
  answer: (model, X) => predictKMeans(model, X),
  reordered: (before, after) => expect(adjustedRandIndex(before, after)).toBeGreaterThan(0.98),
  usesTarget: false,
  needsRows: 3,
});

const pca = (name: string, fit: typeof fitPca): Estimator => ({
  name,
  fit: async (X) => fit(X, { components: 1 }),
  answer: (model, X) => transformPca(model, X).data,
  reordered: expectClose(1e-9),
  usesTarget: false,
  needsRows: 2,
});

const randomForest = (name: string, fit: typeof fitRandomForest, trees: number): Estimator => ({
  name,
  fit: (X, y, options = {}) => fit(X, y, { trees, ...options }),
  answer: (model, X) => predictProba(model, X),
  reordered: (before, after, y) => expect(Math.abs(rocAuc(y, before) - rocAuc(y, after))).toBeLessThan(0.03),
  usesTarget: true,
  needsRows: 2,
});

const estimators: Estimator[] = [
  kMeans('fitKMeans', fitKMeans),
  kMeans('fitKMeans of the reference engine', reference.fitKMeans),
  pca('fitPca', fitPca),
  pca('fitPca of the reference engine', reference.fitPca),
  randomForest('fitRandomForest', fitRandomForest, 60),
  // A fifth of the trees: its growing takes many times as long.
  randomForest('fitRandomForest of the reference engine', reference.fitRandomForest, 12),
  {
    // Without draws, and looking at every column, weights alone make the trees.
    name: 'fitRandomForest without bootstrap',
    fit: (X, y, options = {}) =>
      fitRandomForest(X, y, {
        trees: 3,
        bootstrap: false,
        maxFeatures: X.columns,
        minSamplesLeaf: 1,
        ...options,
      }),
    answer: (model, X) => predictProba(model, X),
    reordered: expectClose(1e-9),
    usesTarget: true,
    weightTolerance: 1e-9,
    needsRows: 2,
  },
  {
    name: 'fitPreprocessor',
    fit: async (X, _, { sampleWeight } = {}) => fitPreprocessor(asTable(X), sampleWeight && { sampleWeight }),
    answer: (model, X) => applyPreprocessor(model, asTable(X)).data,
    reordered: expectClose(1e-12),
    usesTarget: false,
    weightTolerance: 1e-12,
    takesMissing: true,
    needsRows: 2,
  },
  {
    name: 'fitLogisticRegression',
    fit: async (X, y, { sampleWeight } = {}) => fitLogisticRegression(X, y, sampleWeight && { sampleWeight }),
    answer: (model, X) => predictProba(model, X),
    reordered: expectClose(1e-9),
    usesTarget: true,
    weightTolerance: 1e-9,
    needsRows: 2,
  },
  {
    name: 'fitLogisticRegression on standardised columns',
    fit: async (X, y, options) => fitLogisticRegression(X, y, { standardise: true, ...options }),
    answer: (model, X) => predictProba(model, X),
    reordered: expectClose(1e-9),
    usesTarget: true,
    weightTolerance: 1e-9,
    needsRows: 2,
  },
  {
    name: 'fitGradientBoosting',
    fit: (X, y, options = {}) =>
      fitGradientBoosting(X, y, { maxIterations: 20, minSamplesLeaf: 1, ...options }),
    answer: (model, X) => predictProba(model, X),
    reordered: expectClose(1e-6),
    usesTarget: true,
    weightTolerance: 1e-6,
    takesMissing: true,
    needsRows: 2,
  },
  ...[fitPlatt, fitIsotonic].map(
    (fit): Estimator => ({
      name: fit.name,
      fit: async (X, y) => fit(firstColumn(X), y),
      answer: (model, X) => calibrate(model, firstColumn(X)),
      reordered: expectClose(1e-9),
      usesTarget: true,
      readsScores: true,
      needsRows: 2,
    }),
  ),
];

/** Three well separated groups of rows, one of which is positive more often. */
function problem(rows: number, seed: number): { X: Matrix; y: Uint8Array } {
  const random = createRandom(seed);
  const X = createMatrix(rows, 4);
  const y = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const group = i % 3;
    for (let j = 0; j < 4; j++) X.data[i * 4 + j] = random.normal() + (j === group ? 6 : 0);
    y[i] = random.next() < (group === 0 ? 0.7 : 0.2) ? 1 : 0;
  }
  return { X, y };
}

/** The matrix with more columns on its right, each made of a row number. */
function withColumns(X: Matrix, ...columns: ((row: number) => number)[]): Matrix {
  const width = X.columns + columns.length;
  const wider = createMatrix(X.rows, width);
  for (let i = 0; i < X.rows; i++) {
    wider.data.set(X.data.subarray(i * X.columns, (i + 1) * X.columns), i * width);
    for (let j = 0; j < columns.length; j++) wider.data[i * width + X.columns + j] = columns[j]!(i);
  }
  return wider;
}

const { X, y } = problem(240, 1);
const threads = createLocalThreads();
afterAll(() => threads.close());

describe.each(estimators)('$name', (estimator) => {
  const { fit } = estimator;
  const answer = estimator.answer as (model: StoredModel, X: Matrix) => ArrayLike<number>;

  it('gives the same model for the same seed', async () => {
    expect(await fit(X, y, { seed: 5 })).toEqual(await fit(X, y, { seed: 5 }));
  });

  it('gives the same model with a pool of any size and without one', async () => {
    const alone = await fit(X, y);
    for (const count of [1, 3]) {
      const pool = createPool(threads.start(count, serveTasks));
      expect(await fit(X, y, { pool })).toEqual(alone);
    }
  });

  it('answers the same, or as well, when rows come in another order', async () => {
    const order = Int32Array.from(y.keys());
    createRandom(2).shuffle(order);
    const shuffled = await fit(
      takeRows(X, order),
      Uint8Array.from(order, (i) => y[i]!),
    );
    estimator.reordered(answer(await fit(X, y), X), answer(shuffled, X), y);
  });

  it('answers a row alone as among others', async () => {
    const model = await fit(X, y);
    const together = Array.from(answer(model, X));
    const width = together.length / X.rows;
    for (const row of [0, 7, 239]) {
      const alone = Array.from(answer(model, takeRows(X, [row])));
      expect(alone).toEqual(together.slice(row * width, (row + 1) * width));
    }
  });

  it('leaves its input as it is', async () => {
    const before = structuredClone({ X, y });
    answer(await fit(X, y), X);
    expect({ X, y }).toEqual(before);
  });

  it('is plain data, and survives being stored', async () => {
    const model = await fit(X, y);
    expect(structuredClone(model)).toEqual(model);
    const back = deserialiseModel(serialiseModel(model));
    expect(back).toEqual(model);
    expect(answer(back, X)).toEqual(answer(model, X));
  });

  it('copes with columns that are constant or repeat another', async () => {
    const wider = withColumns(
      X,
      () => 3,
      (row) => X.data[row * X.columns]!,
    );
    const answers = answer(await fit(wider, y), wider);
    expect(Array.from(answers).every(Number.isFinite)).toBe(true);
  });

  it('refuses too few rows and none with a typed error', async () => {
    await expect(fit(takeRows(X, []), new Uint8Array(0))).rejects.toThrow(MlError);
    const few = Int32Array.from({ length: estimator.needsRows - 1 }, (_, i) => i);
    await expect(fit(takeRows(X, few), y.slice(0, few.length))).rejects.toThrow(DegenerateDataError);
  });
});

describe.each(estimators.filter(({ readsScores }) => !readsScores))(
  '$name',
  ({ fit, answer, takesMissing }) => {
    it('refuses NaN and infinity by name, or takes NaN for missing', async () => {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        const broken = { ...X, data: X.data.with(9 * X.columns, bad) };
        if (Number.isNaN(bad) && takesMissing) {
          const answers = answer((await fit(broken, y)) as never, broken);
          expect(Array.from(answers).every(Number.isFinite)).toBe(true);
        } else {
          await expect(fit(broken, y)).rejects.toThrow(InvalidParameterError);
          await expect(fit(broken, y)).rejects.toThrow(/(NaN|Infinity) at row 9/);
        }
      }
    });

    it('learns nothing from a column without any value, or refuses it', async () => {
      const wider = withColumns(X, () => Number.NaN);
      if (!takesMissing) {
        await expect(fit(wider, y)).rejects.toThrow(InvalidParameterError);
        return;
      }
      const answers = answer((await fit(wider, y)) as never, wider);
      expect(answers).toEqual(answer((await fit(X, y)) as never, X));
    });

    it('refuses rows of another width than it was fitted on', async () => {
      const model = await fit(X, y);
      expect(() => answer(model as never, takeColumns(X, [0, 1, 2]))).toThrow(ShapeError);
    });
  },
);

describe.each(estimators.filter(({ usesTarget }) => usesTarget))('$name', ({ fit }) => {
  it('refuses a target of one class, of another length, or with other values', async () => {
    await expect(
      fit(
        X,
        y.map(() => 1),
      ),
    ).rejects.toThrow(DegenerateDataError);
    await expect(fit(X, y.slice(1))).rejects.toThrow(ShapeError);
    await expect(fit(X, y.with(3, 2))).rejects.toThrow('y[3] is 2; it must be 0 or 1');
  });
});

const weighing = estimators.filter(({ weightTolerance }) => weightTolerance !== undefined);

describe.each(weighing)('$name', ({ fit, answer, weightTolerance }) => {
  it('takes a weight as the row repeated that often, more values than bins or not', async () => {
    // No two splits part these rows equally well, so that the last bit of a sum decides nothing.
    const random = createRandom(5);
    const X = createMatrix(700, 4);
    for (let i = 0; i < X.data.length; i++) X.data[i] = random.normal();
    const y = Uint8Array.from({ length: 700 }, (_, i) => (random.normal() < X.data[4 * i]! ? 1 : 0));
    const repeats = y.map((_, i) => (i * 7) % 4);
    const repeated = Array.from(repeats).flatMap((times, i) => new Array<number>(times).fill(i));
    const weighted = await fit(X, y, { sampleWeight: Float64Array.from(repeats) });
    const written = await fit(
      takeRows(X, repeated),
      Uint8Array.from(repeated, (i) => y[i]!),
    );
    expectClose(weightTolerance!)(answer(weighted as never, X), answer(written as never, X));
  });
});
