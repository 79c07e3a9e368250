import { createMatrix, createRandom, type Matrix, rocAuc, takeRows } from '../src/index.js';
import type { BenchData } from './work.js';

const COLUMNS = 20;

/** Rows at the end of X that no model is fitted on: both sides are rated by how they rank these. */
export const HELD_OUT = 20_000;

/**
 * Customers of whom about 15 % leave, and HELD_OUT more: columns skewed as money is, counts, a flag, a category, and
 * noise; the odds have lines, steps, products of two columns and a wave in them.
 */
export function makeChurn(n: number): BenchData {
  const random = createRandom(7);
  const X = createMatrix(n + HELD_OUT, COLUMNS);
  const y = new Uint8Array(X.rows);
  for (let i = 0; i < X.rows; i++) {
    const row = X.data.subarray(i * COLUMNS, (i + 1) * COLUMNS);
    for (let j = 0; j < COLUMNS; j++) row[j] = random.normal();
    for (let j = 0; j < 4; j++) row[j] = Math.exp(0.8 * row[j]!);
    row[4] = random.integer(7);
    row[5] = random.integer(5);
    row[6] = random.next() < 0.3 ? 1 : 0;
    y[i] = random.next() < 1 / (1 + Math.exp(-logOdds(row))) ? 1 : 0;
  }
  return { X, y };
}

function logOdds(row: Float64Array): number {
  const [a, , , , count, level, flag, , b, c, d, e, f, g] = row as unknown as number[];
  const lines = 0.8 * Math.log(a!) + 0.8 * flag! - 0.25 * count! + 0.5 * f! - 0.6 * Math.abs(g!);
  const steps = (level === 2 ? 0.8 : 0) + (e! > 1 ? 1 : 0);
  return lines + steps + 0.8 * b! * c! + 0.6 * Math.sin(2 * d!) - 1.6;
}

/** Between two runs the rows move on by so many, so that each run learns from and is rated on others. */
const SHIFT = 7001;

/** The rows to learn from and the rows to be rated on in a run, 0 the first. */
export function divideChurn(
  { X, y }: BenchData,
  run = 0,
): { train: Required<BenchData>; test: Required<BenchData> } {
  const n = X.rows - HELD_OUT;
  const start = (run * SHIFT) % X.rows;
  const data = rotate(X.data, start * X.columns);
  const target = rotate(y!, start);
  const cut = (from: number, to: number) => ({
    X: createMatrix(to - from, X.columns, data.subarray(from * X.columns, to * X.columns)),
    y: target.subarray(from, to),
  });
  return { train: cut(0, n), test: cut(n, X.rows) };
}

/** The values from `start` on, then those before. */
function rotate<T extends Float64Array | Uint8Array>(values: T, start: number): T {
  if (start === 0) return values;
  const turned = values.slice() as T;
  turned.set(values.subarray(start));
  turned.set(values.subarray(0, start), values.length - start);
  return turned;
}

/** The first `count` rows, or as many as it takes, over and over. */
export function repeatRows(X: Matrix, count: number): Matrix {
  return takeRows(
    X,
    Int32Array.from({ length: count }, (_, i) => i % X.rows),
  );
}

/** Mean AUC over the runs so far. */
export function createAucMean(): (test: Required<BenchData>, scores: Float64Array) => number {
  let sum = 0;
  let runs = 0;
  return ({ y }, scores) => {
    sum += rocAuc(y, scores);
    return sum / ++runs;
  };
}

/** The same in Python: the parts of the run at hand or of the first, and the mean AUC over the runs so far. */
export const CHURN_PYTHON = `
from sklearn.metrics import roc_auc_score

runs = []

def divide(X, y):
    start = len(runs) * ${SHIFT} % len(y)
    if start:
        X, y = np.roll(X, -start, axis=0), np.roll(y, -start)
    return X[:-${HELD_OUT}], y[:-${HELD_OUT}], X[-${HELD_OUT}:], y[-${HELD_OUT}:]

def mean_auc(y, p):
    runs.append(roc_auc_score(y, p))
    return float(np.mean(runs))
`;
