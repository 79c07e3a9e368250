import { fitLogisticRegression } from '../../src/index.js';
import { makeChurn } from '../make-churn.js';
import type { Work } from '../work.js';

/** Fitting to standardised columns, penalty 1 on both sides; coefficients in the units of the data. */
export const logisticRegression: Work = {
  name: 'logistic-regression',
  cases: [
    { n: 10_000, threads: 1, ratio: { must: 2, aim: 1 }, quick: true },
    { n: 1_000_000, threads: 1, ratio: { must: 0.6, aim: 0.3 } },
  ],
  makeData: makeChurn,
  ours: async ({ X, y }) => {
    const { coefficients, intercept } = fitLogisticRegression(X, y!, { standardise: true });
    return [intercept, ...coefficients];
  },
  peer: {
    module: 'sklearn',
    code: `
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

def run(X, y):
    scaler = StandardScaler()
    model = LogisticRegression().fit(scaler.fit_transform(X), y)
    coefficients = model.coef_[0] / scaler.scale_
    return [model.intercept_[0] - coefficients @ scaler.mean_, *coefficients]
`,
  },
  holds: (ours, peer) => ours.every((value, i) => Math.abs(value - peer[i]!) < 1e-3),
  quality: 'intercept and coefficients agree to 1e-3: the peer stops at a gradient of 1e-4',
};
