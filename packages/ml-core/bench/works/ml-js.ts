import { fitKMeansRange, fitPca, fitRandomForest, predictRandomForest } from '../../src/index.js';
import * as reference from '../../src/reference/index.js';
import { createAucMean, divideChurn, makeChurn } from '../make-churn.js';
import { makeClusters } from '../make-clusters.js';
import type { BenchData, Work } from '../work.js';

/** k-means at k = 2..10: our best of ten starts against one start of ml-kmeans. */
export const sweepMlKMeans: Work = {
  name: 'sweep-ml-kmeans',
  cases: [{ n: 10_000, threads: 1, ratio: { must: 1, aim: 0.2 }, quick: true }],
  makeData: makeClusters,
  ours: async ({ X }) => (await fitKMeansRange(X)).map(({ model }) => model.inertia),
  peer: {
    module: 'ml-kmeans',
    run: async ({ X }) => {
      const inertias: number[] = [];
      for (let k = 2; k <= 10; k++) inertias.push((await reference.fitKMeans(X, { k, nInit: 1 })).inertia);
      return inertias;
    },
  },
  holds: (ours, peer) => ours.every((value, i) => value <= 1.001 * peer[i]!),
  quality: 'inertia at each k, at most 1.001 of the peer',
};

/** Two principal components, by the singular value decomposition of ml-pca. */
export const pcaMlPca: Work = {
  name: 'pca-ml-pca',
  cases: [{ n: 10_000, threads: 1, ratio: { must: 1, aim: 0.1 }, quick: true }],
  makeData: makeClusters,
  ours: async ({ X }) => [...fitPca(X).explainedVarianceRatio],
  peer: { module: 'ml-pca', run: async ({ X }) => [...reference.fitPca(X).explainedVarianceRatio] },
  holds: (ours, peer) => ours.every((value, i) => Math.abs(value - peer[i]!) < 1e-9),
  quality: 'the explained variance ratios agree to 1e-9',
};

const TREES = 20;
const runs = { ours: 0, peer: 0 };
const meanAuc = createAucMean();

const growTrees =
  (side: 'ours' | 'peer', fit: typeof fitRandomForest): Work['ours'] =>
  async (data: BenchData) => {
    const { train, test } = divideChurn(data, runs[side]);
    const model = await fit(train.X, train.y, { trees: TREES, seed: runs[side]++ });
    return [meanAuc(test, predictRandomForest(model, test.X))];
  };

/** Twenty trees of a thousand rows: ml-random-forest takes time in their square. */
export const randomForestMlRandomForest: Work = {
  name: 'random-forest-ml-random-forest',
  cases: [{ n: 1000, threads: 1, ratio: { must: 1, aim: 0.1 }, quick: true }],
  makeData: makeChurn,
  ours: growTrees('ours', fitRandomForest),
  peer: { module: 'ml-random-forest', run: growTrees('peer', reference.fitRandomForest) },
  holds: ([ours], [peer]) => ours! >= peer! - 0.001,
  quality: 'mean AUC over the runs, at least that of the peer - 0.001',
};
