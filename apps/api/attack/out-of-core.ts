import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  applyPreprocessor,
  type ClassifierModel,
  type KMeansModel,
  type Preprocessor,
} from '@holdfast/ml-core';
import { trainClassifier } from '../src/modules/churn/training/index.js';
import { snapshotRef, TableInMemory } from '../src/modules/engine/index.js';
import { createLocalEngine } from '../src/modules/engine-local/index.js';
import { fitClusters } from '../src/modules/segmentation/fit/index.js';
import { PLANTED_COLUMNS as columns, PLANTED_LABEL as label, writePlanted } from './planted-rows.js';

// pnpm --filter @holdfast/api out-of-core [ROWS] [MEGABYTES] [whole]: segments and a model by AUTO of a generated column file of 20 columns,
// everyone placed and scored, where learning may take so many megabytes; seconds of the processor by step, and the most memory of this
// process. With "whole" the same in memory as well, afterwards, and how far the two are apart.

const rows = Number(process.argv[2] ?? 1_000_000);
const megabytes = Number(process.argv[3] ?? 300);

interface Found {
  readonly clusters: { readonly preprocessor: Preprocessor; readonly model: KMeansModel };
  readonly labels: Uint8Array;
  readonly rocAuc: number;
  readonly classifier: ClassifierModel['kind'];
  readonly probability: Float32Array;
}

const folder = mkdtempSync(join(tmpdir(), 'holdfast-out-of-core-'));
try {
  const path = join(folder, 'rows.parquet');
  await writePlanted(path, { rows });
  console.log(
    `${rows} rows × ${columns.length + 1} columns, ${Math.round(statSync(path).size / 2 ** 20)} MB`,
  );
  const streamed = await analyse(path, megabytes * 2 ** 20);
  if (process.argv[4] === 'whole') await compare(path, streamed, await analyse(path));
} finally {
  rmSync(folder, { recursive: true });
}

async function analyse(path: string, memory?: number): Promise<Found> {
  const snapshot = snapshotRef({ path, sha256: 'out of core', rows });
  const clock = () => performance.now() / 1000;
  const tools = { engine: createLocalEngine({ memory }), pool: undefined, clock };
  const context = { signal: new AbortController().signal, progress: () => {}, emit: async () => {} };
  const measure = async <T>(step: string, work: () => Promise<T>): Promise<T> => {
    const before = process.cpuUsage();
    const result = await work();
    const { user, system } = process.cpuUsage(before);
    const most = Math.round(process.resourceUsage().maxRSS / 1024);
    const where = memory ? `within ${megabytes} MB` : 'whole';
    console.log([where, step, `${((user + system) / 1e6).toFixed(1)} s`, `${most} MB`].join('\t'));
    return result;
  };
  const fitting = await measure('open', () =>
    fitClusters({ snapshot, spec: { columns, alongside: [label] } }, tools),
  );
  const sweep = await measure('segments', () =>
    fitting.fit({ minK: 2, maxK: 10, seed: 1, mayLogLongTails: true, previous: null }, context as never),
  );
  const at = sweep.fits.findIndex(({ k }) => k === 5);
  const labels = new Uint8Array(rows);
  await measure('placed', () =>
    fitting.memberships({}, {
      ...context,
      emit: async (batch: { rows: Int32Array; labels: Uint8Array }) => {
        batch.rows.forEach((row, i) => {
          labels[row] = batch.labels[i * sweep.fits.length + at]!;
        });
      },
    } as never),
  );
  await fitting.close();
  console.log(`${sweep.recommendedK} recommended, learned from ${sweep.learnedRows}`);
  const training = await trainClassifier({ snapshot, spec: { columns, alongside: [label] } }, tools);
  const target = { kind: 'label' as const, column: label, positives: [1], unknown: [] };
  const options = {
    ...{ target, minRows: 50, algorithm: 'auto' as const, imbalance: 'auto' as const, seed: 1 },
    ...{ acknowledgedLeakage: [], onLeakage: 'leaveOut' as const },
  };
  const trained = await measure('model', () => training.train(options as never, context as never));
  const probability = new Float32Array(rows);
  await measure('scored', () =>
    training.score({}, {
      ...context,
      emit: async (batch: { rows: Int32Array; probability: Float64Array }) => {
        batch.rows.forEach((row, i) => {
          probability[row] = batch.probability[i]!;
        });
      },
    } as never),
  );
  await training.close();
  const { rocAuc, rocAucLow, rocAucHigh } = trained.metrics;
  console.log(
    `${trained.algorithm}, AUC ${rocAuc.toFixed(4)} (${rocAucLow.toFixed(4)}..${rocAucHigh.toFixed(4)}), learned from ${trained.rows}`,
  );
  const { model } = sweep.fits[at]!;
  return {
    ...{ clusters: { preprocessor: sweep.preprocessor, model }, labels, probability, rocAuc },
    classifier: trained.model.classifier.kind,
  };
}

/** Both on all rows, in memory. */
async function compare(path: string, streamed: Found, whole: Found): Promise<void> {
  const snapshot = snapshotRef({ path, sha256: 'out of core', rows });
  const source = (await createLocalEngine().open(snapshot, {
    columns: [
      ...columns.map((column) =>
        column.type === 'BOOLEAN' ? { ...column, type: 'CATEGORY' as const } : column,
      ),
      label,
    ],
  })) as TableInMemory;
  const X = applyPreprocessor(whole.clusters.preprocessor, source.table);
  const inertia = ({ clusters: { preprocessor, model } }: Found) => {
    // Each in the encoding of the whole, so that both are of the same distances.
    const own = applyPreprocessor(preprocessor, source.table);
    const sums = new Float64Array(model.k * X.columns);
    const sizes = new Float64Array(model.k);
    const nearest = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      let least = Number.POSITIVE_INFINITY;
      for (let c = 0; c < model.k; c++) {
        let distance = 0;
        for (let j = 0; j < own.columns; j++) {
          distance += (own.data[row * own.columns + j]! - model.centroids.data[c * own.columns + j]!) ** 2;
        }
        if (distance < least) [least, nearest[row]] = [distance, c];
      }
      sizes[nearest[row]!]!++;
      for (let j = 0; j < X.columns; j++)
        sums[nearest[row]! * X.columns + j]! += X.data[row * X.columns + j]!;
    }
    let sum = 0;
    for (let row = 0; row < rows; row++) {
      const c = nearest[row]!;
      for (let j = 0; j < X.columns; j++) {
        sum += (X.data[row * X.columns + j]! - sums[c * X.columns + j]! / sizes[c]!) ** 2;
      }
    }
    return sum;
  };
  console.log(
    `inertia of k = 5 on all rows, streamed over whole: ${(inertia(streamed) / inertia(whole)).toFixed(6)}`,
  );
  const { values } = source.table.columns.at(-1) as { values: Float64Array };
  console.log(
    `AUC on all rows: streamed ${auc(streamed.probability, values)}, whole ${auc(whole.probability, values)}`,
  );
  console.log(`of the judged: streamed less whole ${(streamed.rocAuc - whole.rocAuc).toFixed(4)}`);
  const far =
    streamed.probability.reduce((most, p, i) => most + Math.abs(p - whole.probability[i]!), 0) / rows;
  console.log(`probabilities, apart on average: ${far.toFixed(4)}`);
}

function auc(p: Float32Array, y: Float64Array): string {
  const order = Float64Array.from(p, (value, i) => Math.round(value * 2 ** 24) * 2 + y[i]!).sort();
  let [negatives, pairs, positives, at] = [0, 0, 0, 0];
  while (at < order.length) {
    const value = Math.floor(order[at]! / 2);
    let [same, other] = [0, 0];
    for (; at < order.length && Math.floor(order[at]! / 2) === value; at++) order[at]! % 2 ? same++ : other++;
    pairs += same * (negatives + other / 2);
    negatives += other;
    positives += same;
  }
  return (pairs / (positives * negatives)).toFixed(5);
}
