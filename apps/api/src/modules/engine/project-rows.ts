import {
  applyPreprocessor,
  createRandom,
  type Matrix,
  type PcaModel,
  type Preprocessor,
  takeRows,
} from '@holdfast/ml-core';
import type { ProjectionBatch, ProjectOptions } from './analytics-engine.js';
import { toClusterTable } from './cluster-table.js';
import type { EngineSession, Operation } from './engine-session.js';

/** Of each cluster at least this many rows (or all) are drawn, so that a small one is seen as a shape. */
const LEAST_PER_CLUSTER = 30;

/** Principal components of the rows as the preprocessor encodes them. */
export const fitComponents: Operation<{ components: number; preprocessor: Preprocessor }, PcaModel> = async (
  session,
  { components, preprocessor },
) => {
  const X = encode(session, preprocessor);
  return session.estimators.fitPca(X, { components: Math.min(components, X.columns) });
};

/** Sends a sample of rows on two components; where there is only one, y is 0. */
export const projectRows: Operation<ProjectOptions, number> = async (session, options, context) => {
  const X = encode(session, options.clusters.preprocessor);
  const chosen = drawRows(session, X, options);
  const points = session.estimators.transformPca(options.pca, takeRows(X, chosen));
  const batch: ProjectionBatch = {
    rows: Int32Array.from(chosen, (row) => session.rowNumbers[row]!),
    x: Float64Array.from(chosen, (_, i) => points.data[i * points.columns]!),
    y: Float64Array.from(chosen, (_, i) => (points.columns > 1 ? points.data[i * points.columns + 1]! : 0)),
  };
  await context.emit(batch);
  return chosen.length;
};

/** Rows in a random order, cut to the sample, with rows of every cluster of every k among them. */
function drawRows(session: EngineSession, X: Matrix, { clusters, sample, seed }: ProjectOptions): Int32Array {
  const shuffled = Int32Array.from({ length: X.rows }, (_, i) => i);
  createRandom(seed).shuffle(shuffled);
  if (X.rows <= sample) return shuffled;
  const place = new Int32Array(X.rows);
  shuffled.forEach((row, i) => {
    place[row] = i;
  });
  const chosen = new Set<number>();
  for (const model of clusters.models) {
    const labels = session.estimators.predictKMeans(model, X);
    const seen = new Int32Array(model.k);
    for (const row of shuffled) {
      if (seen[labels[row]!]!++ < LEAST_PER_CLUSTER) chosen.add(row);
    }
  }
  for (let i = 0; chosen.size < sample; i++) chosen.add(shuffled[i]!);
  return Int32Array.from(chosen).sort((a, b) => place[a]! - place[b]!);
}

function encode(session: EngineSession, preprocessor: Preprocessor): Matrix {
  return applyPreprocessor(preprocessor, toClusterTable(session));
}
