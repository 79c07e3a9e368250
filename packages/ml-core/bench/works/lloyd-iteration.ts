import { runLloyd } from '../../src/cluster/fit/lloyd.js';
import { measureFrame, packPoints } from '../../src/kernels/packed-points.js';
import { makeClusters } from '../make-clusters.js';
import type { BenchData, Work } from '../work.js';

const K = 5;
const ITERATIONS = 20;

let packed: { points: ReturnType<typeof packPoints>; start: Float64Array; scale: number } | undefined;

/** Laid out once, as the peer's data lies ready too. */
function prepare({ X }: BenchData) {
  const frame = measureFrame(X);
  const points = packPoints(X, frame, { maxK: K });
  const start = Float64Array.from({ length: K * X.columns }, (_, i) => {
    return (X.data[i]! - frame.origin[i % X.columns]!) * frame.scale;
  });
  return { points, start, scale: frame.scale };
}

/** Twenty iterations at k = 5 from the first five rows, the same ones on both sides. */
export const lloydIteration: Work = {
  name: 'lloyd-iterations',
  cases: [
    { n: 100_000, threads: 1, ratio: { must: 0.4, aim: 0.2 }, quick: true },
    { n: 1_000_000, threads: 1, ratio: { must: 0.4, aim: 0.2 } },
  ],
  makeData: makeClusters,
  ours: async (data) => {
    packed ??= prepare(data);
    const { points, start, scale } = packed;
    const { inertia } = runLloyd(points, 0, start, { maxIterations: ITERATIONS, tolerance: 0 });
    return [inertia / scale ** 2];
  },
  peer: {
    module: 'sklearn',
    code: `
from sklearn.cluster import KMeans

def run(X, y):
    model = KMeans(${K}, init=X[:${K}].copy(), n_init=1, max_iter=${ITERATIONS}, tol=0, algorithm="lloyd", copy_x=False)
    return [model.fit(X).inertia_]
`,
  },
  holds: ([ours], [peer]) => Math.abs(ours! / peer! - 1) < 1e-4,
  quality: 'the same inertia to 1e-4',
};
