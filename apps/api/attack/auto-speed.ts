import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { createRandom } from '@holdfast/ml-core';
import { type ApiClient, createApiClient } from '../test/client.js';
import { aim } from './aim.js';
import { Server } from './server.js';

// pnpm --filter @holdfast/api auto-speed [ROWS] [RUNS]: the processor time from the request for a model by AUTO until every customer is scored,
// with reasons, over HTTP; and that of the same candidates in scikit-learn, without reasons, compared on as many rows as ours and on all. Both
// by turns in one run, the peer on one thread. BENCH_PYTHON is a Python with scikit-learn; without it ours runs alone. Of PostgreSQL's time
// nothing is in it.

const rows = Number(process.argv[2] ?? '100000');
const runs = Number(process.argv[3] ?? '1');
const python = process.env.BENCH_PYTHON;
/** The most rows that ours compares candidates on. */
const JUDGED = 50_000;
const COLUMNS = 20;

const folder = mkdtempSync(join(tmpdir(), 'holdfast-auto-'));
const file = join(folder, 'customers.csv');
await writeCustomers();
const server = await Server.start();
try {
  const { admin } = await aim(server.url, server.admin);
  const client = createApiClient(server.url, admin);
  const datasetId = await importCustomers(client, admin);
  for (let run = 0; run < runs; run++) {
    const ours = await trainOnce(client, datasetId);
    console.log(`ours\t${ours.seconds.toFixed(1)} s\t${ours.told}`);
    for (const judged of python ? [Math.min(JUDGED, rows), rows] : []) {
      const { seconds, name, strategy, auc } = await runPeer(judged);
      const ratio = (ours.seconds / seconds).toFixed(3);
      const told = `${name}, ${strategy}: AUC ${auc.toFixed(4)}`;
      console.log(`scikit-learn, compared on ${judged}\t${seconds.toFixed(1)} s\t${told}\tratio ${ratio}`);
    }
  }
} finally {
  await server.stop();
  rmSync(folder, { recursive: true });
}

/** About 15 % leave: amounts, counts, a flag and noise; the odds have lines, steps, a product and a wave in them. */
async function writeCustomers(): Promise<void> {
  const random = createRandom(7);
  const out = createWriteStream(file);
  const names = Array.from({ length: COLUMNS }, (_, j) => `c${j}`);
  out.write(`customer,${names.join(',')},left\n`);
  for (let i = 0; i < rows; i++) {
    const row = names.map(() => random.normal());
    for (let j = 0; j < 4; j++) row[j] = Math.exp(0.8 * row[j]!);
    row[4] = random.integer(7);
    row[5] = random.integer(5);
    row[6] = random.next() < 0.3 ? 1 : 0;
    const [a, , , , count, level, flag, , b, c, d, e, f, g] = row as [number, ...number[]] & number[];
    const lines = 0.8 * Math.log(a) + 0.8 * flag! - 0.25 * count! + 0.5 * f! - 0.6 * Math.abs(g!);
    const steps = (level === 2 ? 0.8 : 0) + (e! > 1 ? 1 : 0);
    const logOdds = lines + steps + 0.8 * b! * c! + 0.6 * Math.sin(2 * d!) - 1.6;
    const left = random.next() < 1 / (1 + Math.exp(-logOdds)) ? 1 : 0;
    const line = `k${i},${row.map((value) => Number(value.toFixed(5))).join(',')},${left}\n`;
    if (!out.write(line)) await new Promise<void>((resolve) => void out.once('drain', resolve));
  }
  out.end();
  await finished(out);
}

async function importCustomers({ query }: ApiClient, admin: string): Promise<string> {
  const response = await fetch(`${server.url}/uploads?filename=customers.csv`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/octet-stream' },
    body: readFileSync(file),
  });
  const { uploadId } = (await response.json()) as { uploadId: string };
  const { importDataset } = await query<{ importDataset: { dataset: { id: string } } }>(
    'mutation ($input: ImportDatasetInput!) { importDataset(input: $input) { dataset { id } } }',
    { input: { uploadId, name: 'Customers', analyse: false } },
  );
  await idle({ query });
  return importDataset.dataset.id;
}

async function trainOnce({ query }: ApiClient, datasetId: string) {
  const before = server.processorSeconds;
  const { trainChurnModel } = await query<{ trainChurnModel: { churnModel: { id: string } } }>(
    'mutation ($input: TrainChurnModelInput!) { trainChurnModel(input: $input) { churnModel { id } userErrors { message } } }',
    { input: { datasetId, definition: { labelColumn: 'left', positiveValues: ['true'] } } },
  );
  await idle({ query });
  const seconds = server.processorSeconds - before;
  const { churnModel, customers } = await query<{
    churnModel: { algorithm: string; imbalance: string; metrics: { rocAuc: number } };
    customers: { edges: { node: { churn: { model: { id: string } } } }[] };
  }>(
    `query ($id: ID!, $datasetId: ID!) {
      churnModel(id: $id) { algorithm imbalance metrics { rocAuc } }
      customers(datasetId: $datasetId, first: 1) { edges { node { churn { model { id } } } } }
    }`,
    { id: trainChurnModel.churnModel.id, datasetId },
  );
  if (!customers.edges[0]?.node.churn) throw new Error('nobody is scored');
  const { algorithm, imbalance, metrics } = churnModel;
  return { seconds, told: `${algorithm}, ${imbalance}: AUC ${metrics.rocAuc.toFixed(4)}` };
}

async function idle({ query }: Pick<ApiClient, 'query'>): Promise<void> {
  for (;;) {
    const { jobs } = await query<{ jobs: { totalCount: number } }>(
      '{ jobs(states: [PENDING, RUNNING], first: 1) { totalCount } }',
    );
    if (jobs.totalCount === 0) return;
    await sleep(500);
  }
}

async function runPeer(judged: number) {
  const code = join(import.meta.dirname, 'auto-peer.py');
  const env = { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
  const { stdout, stderr } = await promisify(execFile)(python!, [code, file, String(judged)], { env });
  console.log(stderr.trimEnd());
  return JSON.parse(stdout) as { seconds: number; name: string; strategy: string; auc: number };
}
