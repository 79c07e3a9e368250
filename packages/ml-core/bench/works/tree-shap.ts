import { fitRandomForest, type RandomForestModel, takeRows, treeShap } from '../../src/index.js';
import { CHURN_PYTHON, divideChurn, makeChurn } from '../make-churn.js';
import type { Work } from '../work.js';

let model: RandomForestModel | undefined;

const explain =
  (rows: number, options: { maxDepth: number; minSamplesLeaf: number }): Work['ours'] =>
  async (data) => {
    const { train, test } = divideChurn(data);
    model ??= await fitRandomForest(train.X, train.y, options);
    const X = takeRows(
      test.X,
      Array.from({ length: rows }, (_, i) => i),
    );
    const { base, rawOutput, values } = treeShap(model, X);
    let worst = 0;
    for (let i = 0; i < rows; i++) {
      let sum = base;
      for (let j = 0; j < X.columns; j++) sum += values.data[i * X.columns + j]!;
      worst = Math.max(worst, Math.abs(sum - rawOutput[i]!));
    }
    return [worst];
  };

const peerCode = (rows: number, options: string) => `${CHURN_PYTHON}
import shap
from sklearn.ensemble import RandomForestClassifier

explainer = None

def run(X, y):
    global explainer, model
    X, y, X_test, y_test = divide(X, y)
    if explainer is None:
        model = RandomForestClassifier(100, random_state=0, ${options}).fit(X, y)
        explainer = shap.TreeExplainer(model)
    values = explainer.shap_values(X_test[:${rows}], check_additivity=False)[:, :, 1]
    p = model.predict_proba(X_test[:${rows}])[:, 1]
    return [np.abs(explainer.expected_value[1] + values.sum(1) - p).max()]
`;

const shared = {
  makeData: makeChurn,
  holds: ([ours]: readonly number[]) => ours! < 1e-9,
  quality: 'greatest gap between base + contributions and the probability, under 1e-9',
};

/** Contributions of 1,000 rows by 100 trees, leaf 5 and depth 16; the trees are grown before the first run's time counts. */
export const treeShapOfForest: Work = {
  ...shared,
  name: 'tree-shap',
  cases: [{ n: 10_000, threads: 1, ratio: { must: 0.5, aim: 0.1 }, quick: true }],
  ours: explain(1000, { maxDepth: 16, minSamplesLeaf: 5 }),
  peer: { module: 'shap', code: peerCode(1000, 'max_depth=16, min_samples_leaf=5') },
};

/** The same on trees of full depth, for 100 rows. */
export const treeShapOfDeepForest: Work = {
  ...shared,
  name: 'tree-shap-deep',
  cases: [{ n: 10_000, threads: 1, ratio: { must: 0.5, aim: 0.1 } }],
  ours: explain(100, { maxDepth: 32, minSamplesLeaf: 1 }),
  peer: { module: 'shap', code: peerCode(100, '') },
};
