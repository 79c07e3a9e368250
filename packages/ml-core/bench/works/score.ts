import {
  fitRandomForest,
  predictRandomForest,
  type RandomForestModel,
  rocAuc,
  takeRows,
} from '../../src/index.js';
import { CHURN_PYTHON, divideChurn, makeChurn, repeatRows } from '../make-churn.js';
import type { Work } from '../work.js';

const ROWS = 100_000;
const CALLS = 2000;
const PEER_CALLS = 100;

let fitted: Promise<RandomForestModel> | undefined;

const scoreAll =
  (options: { maxDepth: number; minSamplesLeaf: number }): Work['ours'] =>
  async (data) => {
    const { train, test } = divideChurn(data);
    fitted ??= fitRandomForest(train.X, train.y, options);
    const scores = predictRandomForest(await fitted, repeatRows(test.X, ROWS));
    return [rocAuc(test.y, scores.subarray(0, test.y.length))];
  };

const peerCode = (options: string) => `${CHURN_PYTHON}
from sklearn.ensemble import RandomForestClassifier

model = None

def run(X, y):
    global model
    X, y, X_test, y_test = divide(X, y)
    if model is None:
        model = RandomForestClassifier(100, random_state=0, n_jobs=threads, ${options}).fit(X, y)
    p = model.predict_proba(np.resize(X_test, (${ROWS}, X.shape[1])))[:, 1]
    return [roc_auc_score(y_test, p[:len(y_test)])]
`;

const shared = {
  makeData: makeChurn,
  holds: ([ours]: readonly number[], [peer]: readonly number[]) => ours! >= peer! - 0.005,
  quality: 'AUC of one seed, at least that of the peer - 0.005',
};

/** 100,000 rows by 100 trees, leaf 5 and depth 16, grown in the first run. */
export const score: Work = {
  ...shared,
  name: 'score',
  cases: [{ n: 100_000, threads: 1, ratio: { must: 0.35, aim: 0.15 } }],
  ours: scoreAll({ maxDepth: 16, minSamplesLeaf: 5 }),
  peer: { module: 'sklearn', code: peerCode('max_depth=16, min_samples_leaf=5') },
};

/** The same by trees of full depth. */
export const scoreDeep: Work = {
  ...shared,
  name: 'score-deep',
  cases: [{ n: 100_000, threads: 1, ratio: { must: 0.7, aim: 0.3 } }],
  ours: scoreAll({ maxDepth: 32, minSamplesLeaf: 1 }),
  peer: { module: 'sklearn', code: peerCode('') },
};

function percentiles(seconds: number[]): number[] {
  const sorted = seconds.toSorted((a, b) => a - b);
  return [0.5, 0.99].map((share) => 1e6 * sorted[Math.floor(share * sorted.length)]!);
}

/** One encoded row at a time. The ratio is of whole runs, which differ in calls: what counts is the quality. */
export const scoreOne: Work = {
  name: 'score-one',
  cases: [{ n: 10_000, threads: 1, ratio: { must: 1, aim: 1 }, quick: true }],
  makeData: makeChurn,
  ours: async (data) => {
    const { train, test } = divideChurn(data);
    fitted ??= fitRandomForest(train.X, train.y);
    const model = await fitted;
    const seconds = Array.from({ length: CALLS }, (_, i) => {
      const row = takeRows(test.X, [i]);
      const start = performance.now();
      predictRandomForest(model, row);
      return (performance.now() - start) / 1e3;
    });
    return percentiles(seconds);
  },
  peer: {
    module: 'sklearn',
    code: `${CHURN_PYTHON}
import time
from sklearn.ensemble import RandomForestClassifier

model = None

def run(X, y):
    global model
    X, y, X_test, y_test = divide(X, y)
    if model is None:
        model = RandomForestClassifier(100, random_state=0, max_depth=16, min_samples_leaf=5).fit(X, y)
    took = []
    for i in range(${PEER_CALLS}):
        start = time.perf_counter()
        model.predict_proba(X_test[i:i + 1])
        took.append(time.perf_counter() - start)
    return 1e6 * np.percentile(took, [50, 99])
`,
  },
  holds: ([median, slow]) => median! <= 50 && slow! <= 200,
  quality: 'microseconds of a call, median at most 50 and 99th percentile at most 200',
};
