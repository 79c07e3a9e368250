import { fitKMeansRange } from '../../src/index.js';
import { makeClusters } from '../make-clusters.js';
import type { BenchData, Work } from '../work.js';

const peerCode = (starts: number) => `
from sklearn.cluster import KMeans

def run(X, y):
    return [KMeans(k, n_init=${starts}, random_state=0).fit(X).inertia_ for k in range(2, 11)]
`;

async function inertias({ X }: BenchData, context: Parameters<Work['ours']>[1]): Promise<number[]> {
  const fits = await fitKMeansRange(X, context);
  return fits.map(({ model }) => model.inertia);
}

const shared = {
  makeData: makeClusters,
  ours: inertias,
  holds: (ours: readonly number[], peer: readonly number[]) =>
    ours.every((value, i) => value <= 1.001 * peer[i]!),
  quality: 'inertia at each k, at most 1.001 of the peer',
};

/** k-means at k = 2..10: our best of ten starts against one start of scikit-learn. */
export const sweep: Work = {
  ...shared,
  name: 'sweep',
  cases: [
    { n: 10_000, threads: 1 },
    { n: 1_000_000, threads: 1, ratio: { must: 0.15, aim: 0.07 }, bytesPerRow: { must: 270, aim: 180 } },
    { n: 1_000_000, threads: 2, ratio: { must: 0.2, aim: 0.08 } },
  ],
  growth: { must: 0.8, aim: 0.5 },
  peer: { module: 'sklearn', code: peerCode(1) },
};

/** The same, best of ten on both sides. */
export const sweepBestOfTen: Work = {
  ...shared,
  name: 'sweep-best-of-10',
  cases: [
    { n: 10_000, threads: 1, ratio: { must: 0.4, aim: 0.15 }, quick: true },
    { n: 200_000, threads: 1, ratio: { must: 0.06, aim: 0.02 } },
    { n: 200_000, threads: 2, ratio: { must: 0.06, aim: 0.02 } },
  ],
  peer: { module: 'sklearn', code: peerCode(10) },
};
