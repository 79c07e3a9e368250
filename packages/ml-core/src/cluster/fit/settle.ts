import type { PackedPoints } from '../../kernels/packed-points.js';
import { createMatrix } from '../../matrix.js';
import type { FittedKMeans } from '../k-means-model.js';
import type { FitPlan } from './fit-plan.js';
import type { LloydResult } from './lloyd.js';
import { settleLabels } from './settle-labels.js';

/** The model of an outcome on all rows, in the units of the data, and its rows' labels as float64 decides them. */
export function settle(
  { X, frame, seed }: FitPlan,
  points: PackedPoints,
  slot: number,
  result: LloydResult,
): FittedKMeans {
  const { origin, scale } = frame;
  const width = X.columns;
  const k = result.sizes.length;
  const places = result.centroids.map((value, i) => value / scale + origin[i % width]!);
  const centroids = createMatrix(k, width, places);
  const inertia = result.inertia / (scale * scale);
  const labels = settleLabels(X, points, slot, result, centroids);
  const { iterations } = result;
  return { model: { kind: 'kMeans', version: 1, k, centroids, inertia, iterations, seed }, labels };
}
