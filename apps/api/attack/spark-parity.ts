import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import {
  applyPreprocessor,
  type ColumnSummary,
  fitKMeans,
  fitPlatt,
  type NumericColumn,
  predictProba,
  preprocessorFrom,
  trainClassifier,
} from '@holdfast/ml-core';
import { installSpark, startSpark } from '../../../scripts/spark-server.mjs';
import {
  type ScoringModel,
  snapshotRef,
  type TableSource,
  type TableSpec,
} from '../src/modules/engine/index.js';
import { createLocalEngine } from '../src/modules/engine-local/index.js';
import { createSparkEngine } from '../src/modules/engine-spark/index.js';

/**
 * The same rows by the local engine and by Spark: what differs, and what each step takes. Needs Java and, the first time,
 * the registry of Python. `pnpm --filter @holdfast/api spark-parity [rows]`
 */
const rows = Number(process.argv[2] ?? 200_000);
const NUMBERS = 12;
const SAMPLE = 50_000;

const numbers = Array.from({ length: NUMBERS }, (_, j) => `n${j}`);
const spec: TableSpec = {
  columns: [
    ...numbers.map((name) => ({ name, type: 'NUMBER' as const })),
    { name: 'member', type: 'BOOLEAN' },
    { name: 'city', type: 'CATEGORY' },
    { name: 'plan', type: 'CATEGORY' },
    { name: 'since', type: 'DATE' },
  ],
};

/** Five groups, long tails, gaps, thirty cities. */
async function writeRows(path: string): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:', { threads: '1' })).connect();
  await connection.run('select setseed(.42)');
  const normal = 'sqrt(-2 * ln(1 - random())) * cos(6.283185307179586 * random())';
  const cells = numbers.map((name, j) =>
    j % 4 === 3
      ? `case when random() < .05 then null else exp(${normal} + (g * ${j}) % 3) end as ${name}`
      : `${normal} + 3 * ((g * ${j + 2}) % 5) as ${name}`,
  );
  await connection.run(
    `copy (select i::integer as __row, ${cells.join(', ')}, random() < .3 as member,
       'city ' || floor(30 * pow(random(), 2))::int as city, case g when 0 then 'basic' when 1 then null else 'full' end as plan,
       date '2020-01-01' + (1500 * random())::int as since
     from (select i, i * 7 % 5 as g from range(${rows}) as r(i)) order by i) to '${path}' (format parquet)`,
  );
  connection.closeSync();
}

interface Findings {
  summaries: ColumnSummary[];
  labels: Uint8Array;
  probability: Float64Array;
  contributions: Float64Array;
  sampled: Int32Array;
  clusters: ColumnSummary[][];
  overlap: Float64Array;
}

async function ask(
  source: TableSource,
  models: Awaited<ReturnType<typeof learn>>,
  measure: Measure,
): Promise<Findings> {
  const summaries = await measure('summarise', () => source.summarise({ tails: true }));
  const sample = await measure('sample', () => source.sample({ rows: SAMPLE, seed: 3 }));
  const labelling = await measure('assign', () => source.assign(models.clusters));
  const labels = new Uint8Array(rows * models.clusters.models.length);
  await measure('send labels', () =>
    source.send(labelling, async (batch) => {
      batch.rows.forEach((row, i) => {
        const width = labelling.ks.length;
        labels.set(batch.labels.subarray(i * width, (i + 1) * width), row * width);
      });
    }),
  );
  const clusters = await measure('summarise clusters', () =>
    source.summariseClusters({ labelling, model: 3 }),
  );
  const overlap = await measure('overlap', () =>
    source.overlap({ labelling, model: 3 }, { labelling, model: 1 }),
  );
  const probability = new Float64Array(rows);
  const contributions = new Float64Array(rows * spec.columns.length);
  await measure('score', () =>
    source.score(models.scoring, async (batch) => {
      batch.rows.forEach((row, i) => {
        probability[row] = batch.probability[i]!;
        const width = spec.columns.length;
        contributions.set(batch.contributions.subarray(i * width, (i + 1) * width), row * width);
      });
    }),
  );
  return {
    summaries,
    labels,
    probability,
    contributions,
    sampled: sample.rowNumbers,
    clusters,
    overlap: overlap.data,
  };
}

/** Models of the local engine's sample, for both. */
async function learn(source: TableSource) {
  const { table } = await source.sample({ rows: SAMPLE, seed: 3 });
  const preprocessor = preprocessorFrom(await source.summarise({ tails: true }), { logLongTails: true });
  const X = applyPreprocessor(preprocessor, table);
  const models = await Promise.all([2, 3, 4, 5].map((k) => fitKMeans(X, { k, seed: 1 })));
  const first = (table.columns[0] as NumericColumn).values;
  const y = Uint8Array.from(first, (value, i) => Number(value + (i % 7) > 8));
  const trained = await trainClassifier({ table, y, algorithm: 'gradientBoosting' });
  const calibrator = fitPlatt(predictProba(trained.model, applyPreprocessor(trained.preprocessor, table)), y);
  const scoring: ScoringModel = {
    ...{ preprocessor: trained.preprocessor, classifier: trained.model, calibrator },
    columns: spec.columns,
  };
  return { clusters: { preprocessor, models }, scoring };
}

/** The largest relative difference of any two numbers at the same place; everything else must be the same. */
function furthest(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return Math.abs(a - b) / Math.max(1, Math.abs(a)) || 0;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) {
    if (a !== b) throw new Error(`${String(a)} and ${String(b)} differ`);
    return 0;
  }
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) throw new Error(`${keys} and ${Object.keys(b)} differ`);
  return keys.reduce(
    (most, key) =>
      Math.max(most, furthest((a as Record<string, unknown>)[key], (b as Record<string, unknown>)[key])),
    0,
  );
}

type Measure = <T>(step: string, work: () => Promise<T>) => Promise<T>;

/** CPU seconds of a process, as Linux tells them. */
function cpuOf(pid: number | 'self'): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

const folder = mkdtempSync(join(tmpdir(), 'holdfast-parity-'));
const server = await startSpark({ home: await installSpark() });
const times = new Map<string, number[]>();
const measureAs =
  (engine: number): Measure =>
  async (step, work) => {
    const before = [performance.now() / 1000, cpuOf('self'), cpuOf(server.pid)];
    const result = await work();
    const after = [performance.now() / 1000, cpuOf('self'), cpuOf(server.pid)];
    const taken = after.map((value, i) => value - before[i]!);
    times.set(step, [...(times.get(step) ?? []), ...(engine === 0 ? taken.slice(0, 2) : taken)]);
    return result;
  };
try {
  const path = join(folder, 'rows.parquet');
  await writeRows(path);
  const snapshot = snapshotRef({ path, sha256: 'parity', rows });
  const remote = createSparkEngine({ remote: server.remote });
  const local = await measureAs(0)('open', () => createLocalEngine().open(snapshot, spec));
  const spark = await measureAs(1)('open', () => remote.open(snapshot, spec));
  const models = await learn(local);
  const [ours, theirs] = [await ask(local, models, measureAs(0)), await ask(spark, models, measureAs(1))];
  await spark.close();
  console.log(`${rows} rows × ${spec.columns.length} columns`);
  console.log('step | local wall s | CPU s | Spark wall s | our CPU s | server CPU s');
  for (const [step, taken] of times) console.log([step, ...taken.map((s) => s.toFixed(2))].join(' | '));
  const differ = ours.labels.reduce((count, label, i) => count + Number(label !== theirs.labels[i]), 0);
  console.log(`labels that differ: ${differ} of ${ours.labels.length}`);
  console.log(`probabilities: ${furthest(ours.probability, theirs.probability)}`);
  console.log(`contributions: ${furthest(ours.contributions, theirs.contributions)}`);
  console.log(`summaries, relatively: ${furthest(ours.summaries, theirs.summaries)}`);
  console.log(`summaries of clusters, relatively: ${furthest(ours.clusters, theirs.clusters)}`);
  console.log(
    `overlap: ${furthest(ours.overlap, theirs.overlap)}; sampled rows: ${furthest(ours.sampled, theirs.sampled)}`,
  );
  console.log(`our memory at its peak: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`);
} finally {
  await server.stop();
  rmSync(folder, { recursive: true });
}
