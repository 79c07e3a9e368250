import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DegenerateDataError, InvalidParameterError, ShapeError } from '../errors.js';
import { matrixFromRows, takeRows } from '../matrix.js';
import { createRandom } from '../random.js';
import {
  fitLogisticRegression,
  type LogisticRegressionModel,
  type LogisticRegressionOptions,
  logisticLogOdds,
} from './logistic-regression.js';

interface Fitted {
  coefficients: number[];
  intercept: number;
}
type Case = 'plain' | 'strong' | 'weak' | 'balanced' | 'weighted' | 'standardised' | 'standardisedWeighted';
interface Golden extends Record<Case, Fitted> {
  X: number[][];
  stretch: number[];
  shift: number[];
  y: number[];
  sampleWeight: number[];
}
const golden: Golden = JSON.parse(
  readFileSync(new URL('../../golden/logistic-regression.golden.json', import.meta.url), 'utf8'),
);
const X = matrixFromRows(golden.X);
const y = Uint8Array.from(golden.y);
const sampleWeight = Float64Array.from(golden.sampleWeight);

function expectSameModel(
  actual: LogisticRegressionModel,
  expected: Fitted | LogisticRegressionModel,
  digits: number,
) {
  expect(actual.intercept).toBeCloseTo(expected.intercept, digits);
  expect(actual.coefficients.length).toBe(expected.coefficients.length);
  for (let j = 0; j < actual.coefficients.length; j++) {
    expect(actual.coefficients[j]).toBeCloseTo(expected.coefficients[j]!, digits);
  }
}

describe('fitLogisticRegression', () => {
  const cases: [string, LogisticRegressionOptions, Fitted][] = [
    ['as it comes', {}, golden.plain],
    ['with a strong penalty', { l2: 100 }, golden.strong],
    ['with a weak penalty', { l2: 0.001 }, golden.weak],
    ['with balanced classes', { classWeight: 'balanced' }, golden.balanced],
    ['with weighted rows', { sampleWeight }, golden.weighted],
  ];
  it.each(cases)('agrees with scikit-learn %s', (_, options, expected) => {
    const model = fitLogisticRegression(X, y, options);
    expect(model.converged).toBe(true);
    expect(model.iterations).toBeLessThanOrEqual(10);
    expectSameModel(model, expected, 8);
  });

  it('agrees with scikit-learn on standardised columns, however far off and stretched those of X are', () => {
    const stretched = matrixFromRows(
      golden.X.map((row) => row.map((value, j) => value * golden.stretch[j]! + golden.shift[j]!)),
    );
    const fit = (options: LogisticRegressionOptions) =>
      fitLogisticRegression(stretched, y, { standardise: true, ...options });
    expectSameModel(fit({}), golden.standardised, 8);
    expectSameModel(fit({ sampleWeight }), golden.standardisedWeighted, 8);
  });

  it('is the same wherever the columns lie', () => {
    const away = fitLogisticRegression(matrixFromRows(golden.X.map((row) => row.map((v) => v + 2 ** 30))), y);
    const here = fitLogisticRegression(X, y);
    expect(away.converged).toBe(true);
    for (let j = 0; j < X.columns; j++) expect(away.coefficients[j]).toBeCloseTo(here.coefficients[j]!, 5);
  });

  it('agrees with scikit-learn on rows enough to start from a sample: all of them 1,300 times, 1,300 times the penalty', () => {
    const often = Int32Array.from({ length: 1300 * X.rows }, (_, i) => i % X.rows);
    const model = fitLogisticRegression(
      takeRows(X, often),
      Uint8Array.from(often, (i) => y[i]!),
      { l2: 1300 },
    );
    expect(model.converged).toBe(true);
    expectSameModel(model, golden.plain, 6);
  });

  it.each<[string, (i: number) => number]>([
    ['other rows than the rest', (i) => i % 7],
    ['one row', () => 0],
    ['the rows of one class', (i) => (y[i % X.rows] === 1 ? i % X.rows : y.indexOf(1))],
  ])('ends where it should when the sample that it starts from is %s', (_, sampled) => {
    const order = Int32Array.from({ length: 3072 }, (_, i) => (i % 512 < 64 ? sampled(i) : i % X.rows));
    const times = new Float64Array(X.rows);
    for (const row of order) times[row]!++;
    const written = fitLogisticRegression(
      takeRows(X, order),
      Uint8Array.from(order, (i) => y[i]!),
    );
    expect(written.converged).toBe(true);
    expectSameModel(written, fitLogisticRegression(X, y, { sampleWeight: times }), 6);
  });

  it('by hand: without a feature that helps, the intercept is the log-odds of the rate', () => {
    const model = fitLogisticRegression(matrixFromRows([[1], [-1], [1], [-1]]), Uint8Array.of(1, 1, 0, 0), {
      l2: 0,
    });
    expectSameModel(model, { coefficients: [0], intercept: 0 }, 12);
    const rated = fitLogisticRegression(matrixFromRows([[0], [0], [0], [0]]), Uint8Array.of(1, 0, 0, 0));
    expect(rated.intercept).toBeCloseTo(Math.log(1 / 3), 10);
  });

  it('finds a point where the penalised gradient is zero', () => {
    const random = createRandom(4);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 6, max: 40 }),
        fc.double({ min: 0.01, max: 10, noNaN: true }),
        (d, n, l2) => {
          const points = matrixFromRows(
            Array.from({ length: n }, () => Array.from({ length: d }, random.normal)),
          );
          const labels = Uint8Array.from({ length: n }, (_, i) => (i < 2 ? i : random.integer(2)));
          const model = fitLogisticRegression(points, labels, { l2 });
          const residual = logisticLogOdds(model, points).map((z, i) => 1 / (1 + Math.exp(-z)) - labels[i]!);
          expect(model.converged).toBe(true);
          expect(residual.reduce((sum, r) => sum + r, 0)).toBeCloseTo(0, 6);
          for (let j = 0; j < d; j++) {
            const slope = residual.reduce(
              (sum, r, i) => sum + r * points.data[i * d + j]!,
              l2 * model.coefficients[j]!,
            );
            expect(slope).toBeCloseTo(0, 6);
          }
        },
      ),
    );
  });

  it('takes a weight as the row repeated that often', () => {
    const repeated = golden.sampleWeight.flatMap((times, i) => new Array<number>(times).fill(i));
    for (const classWeight of [undefined, 'balanced'] as const) {
      const weighted = fitLogisticRegression(X, y, { sampleWeight, classWeight });
      const written = fitLogisticRegression(
        takeRows(X, repeated),
        Uint8Array.from(repeated, (i) => y[i]!),
        { classWeight },
      );
      expectSameModel(weighted, written, 9);
    }
  });

  it('does not depend on the order of rows beyond rounding', () => {
    const order = Uint32Array.from({ length: X.rows }, (_, i) => i);
    createRandom(1).shuffle(order);
    const shuffled = fitLogisticRegression(
      takeRows(X, order),
      Uint8Array.from(order, (i) => y[i]!),
    );
    expectSameModel(shuffled, fitLogisticRegression(X, y), 9);
  });

  it('stays finite on classes that a plane separates, and says that it did not converge without a penalty', () => {
    const line = matrixFromRows([[-2], [-1], [1], [2]]);
    const labels = Uint8Array.of(0, 0, 1, 1);
    const free = fitLogisticRegression(line, labels, { l2: 0 });
    expect(free.converged).toBe(false);
    expect(Number.isFinite(free.coefficients[0])).toBe(true);
    expect(free.coefficients[0]).toBeGreaterThan(5);
    expect(fitLogisticRegression(line, labels).converged).toBe(true);
  });

  it('splits the effect between columns that are equal', () => {
    const doubled = matrixFromRows(golden.X.map((row) => [row[0]!, row[0]!]));
    for (const l2 of [0, 1]) {
      const { coefficients, converged } = fitLogisticRegression(doubled, y, { l2 });
      expect(converged).toBe(true);
      expect(coefficients[0]).toBeCloseTo(coefficients[1]!, 4);
    }
  });

  it('leaves a constant column without effect', () => {
    for (const standardise of [false, true]) {
      const X = matrixFromRows(golden.X.map((row) => [row[0]!, 0.1]));
      expect(fitLogisticRegression(X, y, { standardise }).coefficients[1]).toBe(0);
    }
  });

  it('has the same minimum wherever it starts, and is soon there from a near one', () => {
    for (const standardise of [false, true]) {
      const far = fitLogisticRegression(X, y, { l2: 1000, standardise });
      const from = (start: LogisticRegressionModel) =>
        fitLogisticRegression(X, y, { l2: 0.5, standardise, start });
      const plain = fitLogisticRegression(X, y, { l2: 0.5, standardise });
      expectSameModel(from(far), plain, 8);
      expectSameModel(from(plain), plain, 8);
      expect(from(plain).iterations).toBe(1);
    }
  });

  it('says so when it is stopped early', () => {
    expect(fitLogisticRegression(X, y, { maxIterations: 1 })).toMatchObject({
      iterations: 1,
      converged: false,
    });
  });

  it('refuses bad input by name', () => {
    const fit = (options: LogisticRegressionOptions) => () => fitLogisticRegression(X, y, options);
    expect(fit({ l2: -1 })).toThrow('l2 is -1; it must be a number of at least 0');
    expect(fit({ maxIterations: 0 })).toThrow('maxIterations is 0');
    const narrow = fitLogisticRegression(matrixFromRows([[0], [1]]), Uint8Array.of(0, 1));
    expect(fit({ start: narrow })).toThrow('start.coefficients has 1');
    expect(fit({ sampleWeight: new Float64Array(3) })).toThrow(ShapeError);
    expect(fit({ sampleWeight: sampleWeight.map(() => -1) })).toThrow('sampleWeight[0] is -1');
    expect(fit({ sampleWeight: Float64Array.from(y) })).toThrow(
      'the rows of class 0 have a total weight of 0',
    );
    expect(() =>
      fitLogisticRegression(
        X,
        y.map(() => 1),
      ),
    ).toThrow(DegenerateDataError);
    const withNaN = matrixFromRows([
      [1, 2],
      [Number.NaN, 3],
    ]);
    expect(() => fitLogisticRegression(withNaN, Uint8Array.of(0, 1))).toThrow(InvalidParameterError);
    expect(() => fitLogisticRegression(withNaN, Uint8Array.of(0, 1))).toThrow('X is NaN at row 1, column 0');
  });
});

describe('logisticLogOdds', () => {
  it('refuses a matrix of another width', () => {
    const model = fitLogisticRegression(X, y);
    expect(() => logisticLogOdds(model, matrixFromRows([[1]]))).toThrow(
      'X has 1 columns; the model was fitted on 4',
    );
  });
});
