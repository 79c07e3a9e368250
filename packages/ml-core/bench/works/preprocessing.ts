import {
  applyPreprocessor,
  createMatrix,
  createRandom,
  type FeatureColumn,
  type FeatureTable,
  fitPreprocessor,
} from '../../src/index.js';
import type { BenchData, Work } from '../work.js';

const NUMERIC = 18;
const CATEGORICAL = 10;
const LEVELS = 8;
const MISSING_SHARE = 0.02;
/** One row in so many has the last level: too few for a column of its own. */
const RARE = 1000;

/** Numbers, the first seven skewed as money is, then levels by their codes; NaN where either is missing. */
function makeMixed(n: number): BenchData {
  const random = createRandom(13);
  const X = createMatrix(n, NUMERIC + CATEGORICAL);
  for (let i = 0; i < X.data.length; i++) {
    const column = i % X.columns;
    if (random.next() < MISSING_SHARE) X.data[i] = Number.NaN;
    else if (column < 7) X.data[i] = Math.exp(random.normal());
    else if (column < NUMERIC) X.data[i] = random.normal();
    else X.data[i] = random.integer(RARE) === 0 ? LEVELS - 1 : random.integer(LEVELS - 1);
  }
  return { X };
}

/** The columns as an import leaves them. */
function toTable({ rows, columns, data }: BenchData['X']): FeatureTable {
  const levels = Array.from({ length: LEVELS }, (_, level) => `level ${level}`);
  const all = Array.from({ length: columns }, (_, j): FeatureColumn => {
    const values = Float64Array.from({ length: rows }, (_, i) => data[i * columns + j]!);
    if (j < NUMERIC) return { kind: 'numeric', name: `number ${j}`, values };
    const codes = Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value));
    return { kind: 'categorical', name: `category ${j}`, codes, levels };
  });
  return { rows, columns: all };
}

function sumOfSquares(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}

let table: FeatureTable | undefined;

/**
 * Median, scaling, columns of where values were missing, one-hot with rare levels together: learned and applied. The
 * peer gets levels as numbers, which it encodes several times faster than text.
 */
export const preprocessing: Work = {
  name: 'preprocessing',
  cases: [
    { n: 100_000, threads: 1, ratio: { must: 1, aim: 0.5 }, quick: true },
    { n: 1_000_000, threads: 1, ratio: { must: 0.5, aim: 0.2 } },
  ],
  makeData: makeMixed,
  ours: async ({ X }) => {
    table ??= toTable(X);
    const encoded = applyPreprocessor(fitPreprocessor(table), table);
    return [encoded.columns, sumOfSquares(encoded.data) / X.rows];
  },
  peer: {
    module: 'sklearn',
    code: `
from sklearn.compose import ColumnTransformer
from sklearn.impute import MissingIndicator, SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

numbers, levels = slice(0, ${NUMERIC}), slice(${NUMERIC}, None)

def run(X, y):
    encoded = ColumnTransformer([
        ("numbers", make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), numbers),
        ("missing", MissingIndicator(), numbers),
        ("levels", OneHotEncoder(min_frequency=0.005, sparse_output=False), levels),
    ]).fit_transform(X)
    return [encoded.shape[1], np.vdot(encoded, encoded) / len(X)]
`,
  },
  holds: ([columns, square], [peerColumns, peerSquare]) =>
    columns === peerColumns && Math.abs(square! / peerSquare! - 1) < 1e-6,
  quality: 'as many encoded columns, and the same mean square',
};
