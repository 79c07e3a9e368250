import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createMatrix, takeRows } from '../matrix.js';
import { logLoss } from '../metrics/calibration.js';
import { rocAuc } from '../metrics/ranking.js';
import type { Matrix } from '../types.js';
import { fitGradientBoosting, gradientBoostingLogOdds } from './gradient-boosting.js';
import { fitRandomForest, predictRandomForest } from './random-forest.js';

interface Figures {
  readonly forestAuc: number[];
  readonly forestLogLoss: number[];
  readonly boostingAuc: number;
  readonly boostingLogLoss: number;
}
interface Problem {
  readonly X: Matrix;
  readonly y: Uint8Array;
}

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const golden: Record<'synthetic' | 'telco', Figures> = JSON.parse(read('../../golden/ensembles.golden.json'));
const telcoFile = new URL('../../../../../shared/data/telco_ibm.csv', import.meta.url);

/** The hash of a cell as a number in 0..1, as in golden/ensembles.py. */
function uniform(row: number, column: number): number {
  let word = (Math.imul(row, 0x9e3779b1) + Math.imul(column, 0x85ebca6b) + 0x27d4eb2f) | 0;
  word = Math.imul(word ^ (word >>> 16), 0x7feb352d);
  word = Math.imul(word ^ (word >>> 15), 0x846ca68b);
  return ((word ^ (word >>> 16)) >>> 0) / 2 ** 32;
}

function makeRows(first: number, rows: number): Problem {
  const X = createMatrix(rows, 8);
  const y = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = X.data.subarray(8 * i, 8 * i + 8);
    for (let j = 0; j < 8; j++) row[j] = uniform(first + i, j);
    row[2] = Math.floor(4 * row[2]!);
    row[5] = Math.floor(2 * row[5]!);
    const [a, b, c, d, e, f] = row as unknown as [number, number, number, number, number, number];
    const z = 4 * a - 3 * Number(b > 0.7) + Number(c === 2) + 6 * (d - 0.5) * (e - 0.5) + f - 3;
    y[i] = Number(uniform(first + i, 99) < 1 / (1 + Math.exp(-z)));
  }
  return { X, y };
}

/** Categories become their place in the alphabet, as in golden/ensembles.py. */
function readTelco(): Problem {
  const [header, ...lines] = readFileSync(telcoFile, 'utf8').trim().split(/\r?\n/);
  const names = header!.split(',');
  const cells = lines.map((line) => line.split(','));
  const columns = names.slice(1, -1).map((name, j) => {
    const texts = cells.map((row) => row[j + 1]!);
    if (['tenure', 'MonthlyCharges', 'TotalCharges'].includes(name)) return texts.map(Number);
    const levels = [...new Set(texts)].sort();
    return texts.map((text) => levels.indexOf(text));
  });
  const X = createMatrix(cells.length, columns.length);
  for (let i = 0; i < X.data.length; i++) {
    X.data[i] = columns[i % columns.length]![Math.floor(i / columns.length)]!;
  }
  return { X, y: Uint8Array.from(cells, (row) => Number(row.at(-1) === 'Yes')) };
}

function part({ X, y }: Problem, keep: (row: number) => boolean): Problem {
  const rows = Array.from(y.keys()).filter(keep);
  return { X: takeRows(X, rows), y: Uint8Array.from(rows, (i) => y[i]!) };
}

const meanOf = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Means of three of ours and of theirs may differ by four standard errors. */
function expectSameMean(ours: number[], theirs: number[]) {
  const mean = meanOf(theirs);
  const variance = theirs.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (theirs.length - 1);
  const error = Math.sqrt(variance * (1 / ours.length + 1 / theirs.length));
  expect(Math.abs(meanOf(ours) - mean)).toBeLessThan(4 * error);
}

async function expectForestAsGood(train: Problem, test: Problem, figures: Figures) {
  const probabilities = [];
  for (const seed of [0, 1, 2]) {
    const model = await fitRandomForest(train.X, train.y, { seed });
    probabilities.push(predictRandomForest(model, test.X));
  }
  expectSameMean(
    probabilities.map((p) => rocAuc(test.y, p)),
    figures.forestAuc,
  );
  expectSameMean(
    probabilities.map((p) => logLoss(test.y, p)),
    figures.forestLogLoss,
  );
}

async function expectBoostingAsGood(train: Problem, test: Problem, figures: Figures) {
  const model = await fitGradientBoosting(train.X, train.y, { earlyStopping: false });
  const p = gradientBoostingLogOdds(model, test.X).map((z) => 1 / (1 + Math.exp(-z)));
  expect(rocAuc(test.y, p)).toBeGreaterThan(figures.boostingAuc - 0.003);
  expect(logLoss(test.y, p)).toBeLessThan(figures.boostingLogLoss * 1.01);
}

describe('on a problem made by a hash', () => {
  const [train, test] = [makeRows(0, 4000), makeRows(4000, 20_000)];

  it("the forest ranks and rates as scikit-learn's, within the noise of seeds", () =>
    expectForestAsGood(train, test, golden.synthetic));

  it("boosting ranks and rates no worse than scikit-learn's", () =>
    expectBoostingAsGood(train, test, golden.synthetic));
});

// Skipped, and said so, where the public data sets are not beside the repository.
describe.skipIf(!existsSync(telcoFile))('on telco_ibm.csv (skipped where ../shared/data is absent)', () => {
  const telco = existsSync(telcoFile) ? readTelco() : makeRows(0, 10);
  const [train, test] = [part(telco, (row) => row % 5 !== 0), part(telco, (row) => row % 5 === 0)];

  it("the forest ranks and rates as scikit-learn's, within the noise of seeds", () =>
    expectForestAsGood(train, test, golden.telco));

  it("boosting ranks and rates no worse than scikit-learn's", () =>
    expectBoostingAsGood(train, test, golden.telco));
});
