import { applyPreprocessor } from '@holdfast/ml-core';
import type { ClusterBatch, ClusterModels } from './analytics-engine.js';
import { toClusterTable } from './cluster-table.js';
import type { Operation } from './engine-session.js';

/** Rows that travel together: large enough to be cheap, small enough that nothing waits long for one. */
const BATCH_ROWS = 8192;

/** Sends the clusters of every row under every model, in the order of the snapshot. */
export const assignClusters: Operation<ClusterModels, number> = async (session, clusters, context) => {
  const X = applyPreprocessor(clusters.preprocessor, toClusterTable(session));
  const labels = clusters.models.map((model) => session.estimators.predictKMeans(model, X));
  const width = labels.length;
  for (let from = 0; from < X.rows; from += BATCH_ROWS) {
    const rows = session.rowNumbers.slice(from, from + BATCH_ROWS);
    const batch = new Uint8Array(rows.length * width);
    for (let j = 0; j < width; j++) {
      for (let i = 0; i < rows.length; i++) batch[i * width + j] = labels[j]![from + i]!;
    }
    await context.emit<ClusterBatch>({ rows, labels: batch });
  }
  return X.rows;
};
