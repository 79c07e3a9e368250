import { fitRandomForest, predictRandomForest } from '../../src/index.js';
import { CHURN_PYTHON, createAucMean, divideChurn, makeChurn } from '../make-churn.js';
import type { Work } from '../work.js';

let run = 0;
const meanAuc = createAucMean();

/** A hundred trees of full depth; a new seed and other rows each run. Ranking the rows held out is in the time, on both sides. */
export const randomForest: Work = {
  name: 'random-forest',
  cases: [
    { n: 10_000, threads: 1, ratio: { must: 0.16, aim: 0.1 }, quick: true },
    { n: 100_000, threads: 1, ratio: { must: 0.13, aim: 0.07 } },
    { n: 100_000, threads: 2, ratio: { must: 0.13, aim: 0.07 } },
    { n: 1_000_000, threads: 1 },
    { n: 1_000_000, threads: 2, ratio: { must: 0.13, aim: 0.07 } },
  ],
  growth: { must: 1.15, aim: 1.05 },
  makeData: makeChurn,
  ours: async (data, { pool }) => {
    const { train, test } = divideChurn(data, run);
    const options = { seed: run++, maxDepth: 32, minSamplesLeaf: 1, ...(pool && { pool }) };
    const model = await fitRandomForest(train.X, train.y, options);
    return [meanAuc(test, predictRandomForest(model, test.X))];
  },
  peer: {
    module: 'sklearn',
    code: `${CHURN_PYTHON}
from sklearn.ensemble import RandomForestClassifier

def run(X, y):
    X, y, X_test, y_test = divide(X, y)
    model = RandomForestClassifier(100, random_state=len(runs), n_jobs=threads).fit(X, y)
    return [mean_auc(y_test, model.predict_proba(X_test)[:, 1])]
`,
  },
  holds: ([ours], [peer]) => ours! >= peer! - 0.001,
  quality: 'mean AUC over the runs, at least that of the peer - 0.001',
};
