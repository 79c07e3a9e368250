import { fitGradientBoosting, gradientBoostingLogOdds } from '../../src/index.js';
import { CHURN_PYTHON, createAucMean, divideChurn, makeChurn } from '../make-churn.js';
import type { Work } from '../work.js';

let run = 0;
const meanAuc = createAucMean();

const shared = {
  makeData: makeChurn,
  ours: async (data: Parameters<Work['ours']>[0]) => {
    const { train, test } = divideChurn(data, run++);
    const model = await fitGradientBoosting(train.X, train.y, { earlyStopping: false });
    return [meanAuc(test, gradientBoostingLogOdds(model, test.X))];
  },
};

/** A hundred rounds of 31 leaves against HistGradientBoosting, on other rows each run. Ranking the rows held out is in the time, on both sides. */
export const gradientBoosting: Work = {
  ...shared,
  name: 'gradient-boosting',
  cases: [
    { n: 10_000, threads: 1, ratio: { must: 1, aim: 0.5 }, quick: true },
    { n: 100_000, threads: 1, ratio: { must: 1, aim: 0.5 } },
  ],
  peer: {
    module: 'sklearn',
    code: `${CHURN_PYTHON}
from sklearn.ensemble import HistGradientBoostingClassifier

def run(X, y):
    X, y, X_test, y_test = divide(X, y)
    model = HistGradientBoostingClassifier(early_stopping=False, random_state=0).fit(X, y)
    return [mean_auc(y_test, model.predict_proba(X_test)[:, 1])]
`,
  },
  holds: ([ours], [peer]) => ours! >= peer! - 0.001,
  quality: 'mean AUC over the runs, at least that of the peer - 0.001',
};

/** The same against LightGBM. */
export const gradientBoostingLightGbm: Work = {
  ...shared,
  name: 'gradient-boosting-lightgbm',
  cases: [
    { n: 10_000, threads: 1, ratio: { must: 1.6, aim: 1 }, quick: true },
    { n: 100_000, threads: 1, ratio: { must: 1.6, aim: 1 } },
  ],
  peer: {
    module: 'lightgbm',
    code: `${CHURN_PYTHON}
from lightgbm import LGBMClassifier

def run(X, y):
    X, y, X_test, y_test = divide(X, y)
    model = LGBMClassifier(n_jobs=threads, verbose=-1, random_state=0).fit(X, y)
    return [mean_auc(y_test, model.predict_proba(X_test)[:, 1])]
`,
  },
  holds: ([ours], [peer]) => ours! >= peer! - 0.002,
  quality: 'mean AUC over the runs, at least that of the peer - 0.002',
};
