import { readFileSync } from 'node:fs';
import { matrixFromRows } from '../matrix.js';

/**
 * What scikit-learn says of 240 seeded points in five overlapping groups, one column far from zero
 * (golden/clustering.py).
 */
interface ClusteringGolden {
  rows: number[][];
  truth: number[];
  fits: {
    k: number;
    inertia: number;
    labels: number[];
    silhouette: number;
    daviesBouldin: number;
    calinskiHarabasz: number;
    adjustedRand: number;
  }[];
  pca: {
    components: number[][];
    explainedVariance: number[];
    explainedVarianceRatio: number[];
    firstRows: number[][];
  };
}

export const golden: ClusteringGolden = JSON.parse(
  readFileSync(new URL('../../golden/clustering.golden.json', import.meta.url), 'utf8'),
);
export const goldenX = matrixFromRows(golden.rows);
