import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FeatureTable } from '@holdfast/ml-core';
import { ROWS_IN_HAND } from '../src/modules/compute/index.js';
import { type ClusterBatch, snapshotRef } from '../src/modules/engine/index.js';
import { createLocalEngine } from '../src/modules/engine-local/index.js';
import { type ColumnFacts, chooseFeatures } from '../src/modules/feature-matrix/index.js';
import { clusterTable } from '../src/modules/segmentation/fit/cluster-encoding.js';
import type { ClusterSweep } from '../src/modules/segmentation/fit/cluster-sweep.js';
import { fitClusters } from '../src/modules/segmentation/fit/index.js';
import { chooseOutcomes } from '../src/modules/segmentation/fit/outcomes.js';

/** Segments as they are fitted by default, and all customers with them. */
export interface FittedHere {
  /** The columns that were clustered on. */
  readonly table: FeatureTable;
  readonly sweep: ClusterSweep;
  /** For each k of the sweep, the cluster of every row of the table. */
  readonly labels: readonly Uint8Array[];
}

/** Fits a column file in this process. */
export async function fitHere(
  path: string,
  { rows, columns }: { readonly rows: number; readonly columns: readonly ColumnFacts[] },
  features: readonly string[] | null,
): Promise<FittedHere> {
  const { spec } = chooseFeatures(columns, rows, { features });
  const snapshot = snapshotRef({ path, sha256: path, rows });
  const outcomes = chooseOutcomes(columns, spec);
  const engine = createLocalEngine();
  const context = { progress: () => {}, signal: new AbortController().signal, emit: async () => {} };
  const fitting = await fitClusters(
    { snapshot, spec, outcomes },
    { engine, pool: undefined, clock: () => 0 },
  );
  const options = { minK: 2, maxK: 10, seed: 0, mayLogLongTails: features === null, previous: null };
  const sweep = await fitting.fit(options, context);
  const labels = sweep.fits.map(() => new Uint8Array(rows));
  let from = 0;
  const take = async (batch: ClusterBatch) => {
    for (const [i, label] of batch.labels.entries()) {
      labels[i % labels.length]![from + Math.floor(i / labels.length)] = label;
    }
    from += batch.rows.length;
  };
  await fitting.memberships({}, { ...context, emit: take as (batch: object) => Promise<void> });
  await fitting.close();
  const source = await engine.open(snapshot, clusterTable(spec));
  const { table } = await source.sample({ rows: ROWS_IN_HAND, seed: 0 });
  await source.close();
  return { table: { rows, columns: table.columns.slice(0, spec.columns.length) }, sweep, labels };
}

/** The column file that was written last in a folder. */
export function newestColumnFile(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.parquet'))
    .map((name) => join(folder, name));
  const written = (path: string) => statSync(path).mtimeMs;
  return files.reduce((newest, path) => (written(path) > written(newest) ? path : newest));
}
