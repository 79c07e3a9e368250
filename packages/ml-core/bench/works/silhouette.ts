import { silhouetteScore } from '../../src/index.js';
import { makeClusters } from '../make-clusters.js';
import type { Work } from '../work.js';

/** The exact mean silhouette of five clusters: the rows nearest to each of the first five rows. */
export const silhouette: Work = {
  name: 'silhouette',
  cases: [
    { n: 10_000, threads: 1, ratio: { must: 0.2, aim: 0.08 }, quick: true },
    { n: 10_000, threads: 2, ratio: { must: 0.2, aim: 0.08 } },
  ],
  makeData: (n) => {
    const { X } = makeClusters(n);
    const y = Uint8Array.from({ length: n }, (_, row) => {
      const distances = [0, 1, 2, 3, 4].map((seed) => squaredDistance(X.data, row, seed, X.columns));
      return distances.indexOf(Math.min(...distances));
    });
    return { X, y };
  },
  ours: async ({ X, y }, context) => [await silhouetteScore(X, y!, context)],
  peer: {
    module: 'sklearn',
    code: `
from sklearn.metrics import silhouette_score

def run(X, y):
    return [silhouette_score(X, y, n_jobs=threads)]
`,
  },
  holds: ([ours], [peer]) => Math.abs(ours! - peer!) < 1e-6,
  quality: 'the same to 1e-6',
};

function squaredDistance(data: Float64Array, a: number, b: number, columns: number): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) sum += (data[a * columns + j]! - data[b * columns + j]!) ** 2;
  return sum;
}
