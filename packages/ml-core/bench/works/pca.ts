import { fitPca } from '../../src/index.js';
import { makeClusters } from '../make-clusters.js';
import type { Work } from '../work.js';

/** Two principal components. */
export const pca: Work = {
  name: 'pca',
  cases: [
    { n: 100_000, threads: 1, ratio: { must: 2, aim: 1 }, quick: true },
    { n: 1_000_000, threads: 1, ratio: { must: 2, aim: 1 } },
  ],
  makeData: makeClusters,
  ours: async ({ X }) => [...fitPca(X).explainedVarianceRatio],
  peer: {
    module: 'sklearn',
    code: `
from sklearn.decomposition import PCA

def run(X, y):
    return PCA(2).fit(X).explained_variance_ratio_
`,
  },
  holds: (ours, peer) => ours.every((value, i) => Math.abs(value - peer[i]!) < 1e-9),
  quality: 'the explained variance ratios agree to 1e-9',
};
