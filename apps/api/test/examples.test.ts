import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { findNode } from '../../../scripts/pinned-node.mjs';
import { generateSample } from '../src/modules/sample-data/generate-sample.js';
import { sampleCsv } from '../src/modules/sample-data/sample-csv.js';
import { createTestApp, type TestApp } from './test-app.js';

const EXAMPLES = join(import.meta.dirname, '../../../examples');
const NODE = findNode()!;
const PYTHON = process.env.PYTHON ?? 'python3';
const hasOnnx = spawnSync(PYTHON, ['-c', 'import numpy, onnxruntime']).status === 0;

let app: TestApp;
let folder: string;
let datasetId: string;
let imported: { customerCount: number; activeSegmentation: { segments: { name: string; size: number }[] } };

/** Runs an example against the server as a reader would, and returns what it printed. */
async function run(program: string, example: string, ...args: string[]): Promise<string> {
  const env = { ...process.env, HOLDFAST_URL: app.url, HOLDFAST_KEY: app.adminKey };
  const { stdout } = await promisify(execFile)(program, [join(EXAMPLES, example), ...args], { env });
  return stdout.trim();
}

beforeAll(async () => {
  app = await createTestApp();
  folder = mkdtempSync(join(tmpdir(), 'holdfast-examples-'));
  const file = join(folder, 'customers.csv');
  writeFileSync(file, [...sampleCsv(generateSample({ size: 600 }).customers)].join(''));
  const { data } = JSON.parse(await run('sh', 'import-file.sh', file)) as {
    data: { dataset: typeof imported };
  };
  imported = data.dataset;
  const { datasets } = await app.query<{ datasets: { edges: { node: { id: string } }[] } }>(
    '{ datasets { edges { node { id } } } }',
  );
  datasetId = datasets.edges[0]!.node.id;
  await vi.waitUntil(hasChampion, { timeout: 100_000, interval: 100 });
});
afterAll(async () => {
  await app.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the examples', () => {
  it('import a file with curl and read its segments', () => {
    expect(imported.customerCount).toBe(600);
    const sizes = imported.activeSegmentation.segments.map(({ size }) => size);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(600);
  });

  it('upload a file with curl, and continue what another connection began', async () => {
    const file = join(folder, 'customers.csv');
    const bytes = readFileSync(file);
    const begun = await app.fetch('/uploads/resumable', {
      method: 'POST',
      headers: { 'tus-resumable': '1.0.0', 'upload-length': String(bytes.length) },
    });
    const address = begun.headers.get('location')!;
    await app.fetch(address, {
      method: 'PATCH',
      headers: {
        'tus-resumable': '1.0.0',
        'upload-offset': '0',
        'content-type': 'application/offset+octet-stream',
      },
      body: bytes.subarray(0, 10_000),
    });
    for (const args of [[file], [file, address]]) {
      const uploadId = await run('sh', 'resume-upload.sh', ...args);
      const { uploadPreview } = await app.query<{ uploadPreview: { byteSize: number; rowCount: number } }>(
        'query ($uploadId: ID!) { uploadPreview(uploadId: $uploadId) { byteSize rowCount } }',
        { uploadId },
      );
      expect(uploadPreview).toEqual({ byteSize: bytes.length, rowCount: 600 });
    }
    expect(address).toMatch(/^\/uploads\/resumable\/[0-9a-f-]{36}$/);
  });

  it('list in TypeScript who to call first, with a reason each', async () => {
    const [title, ...lines] = (await run(NODE, 'call-first.ts')).split('\n');
    expect(title).toMatch(/^Example: \d+ customers, the most likely to leave first$/);
    expect(lines).toHaveLength(10);
    for (const line of lines) expect(line).toMatch(/^\S+\t.+\t\d+ %\t.+$/);
  });

  it('import a file in TypeScript, follow it and read the whole list', async () => {
    const lines = (await run(NODE, 'import-and-read.ts', join(folder, 'customers.csv'))).split('\n');
    expect(lines).toContain('sent 100 %');
    expect(lines).toContain('COMPLETED ');
    const sizes = lines.filter((line) => /^\d+\t/.test(line)).map((line) => Number(line.split('\t')[0]));
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(600);
  });

  it('fetch a whole list with curl', async () => {
    const lines = (await run('sh', 'nightly-list.sh', datasetId)).split('\n');
    expect(lines).toHaveLength(600);
    expect(Object.keys(JSON.parse(lines[0]!))).toContain('churn_probability');
  });

  it('compose a supergraph with a help desk', async () => {
    const supergraph = await run(NODE, 'compose-supergraph.ts');
    expect(supergraph).toContain('@join__type(graph: HELP_DESK, key: "datasetId externalId")');
    expect(supergraph).toMatch(/openTickets: Int! @join__field\(graph: HELP_DESK\)/);
  });

  it('ask by the tools of an agent', async () => {
    const [tools, ...lines] = (await run(NODE, 'ask-by-tools.ts')).split('\n');
    expect(tools).toContain('list_datasets, list_segments, who_may_leave');
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line).toMatch(/^\S+\t\d+ %\t.+$/);
  });

  it('write a customer in TypeScript, and score it as it is and changed', async () => {
    const change = JSON.stringify({ recency_days: 99 });
    const output = await run(NODE, 'upsert-and-score.ts', datasetId, await someCustomer(), change);
    const [written, asItIs, changed] = output.split('\n');
    expect(written).toBe('created 0, updated 1');
    expect(asItIs).toMatch(/^as it is: [01]\.\d{3} in .+$/);
    expect(changed).toMatch(/^changed: [01]\.\d{3} in .+$/);
  });

  it.skipIf(!hasOnnx)(
    'score in Python to the same figures (skipped where it lacks onnxruntime)',
    async () => {
      const output = await run(PYTHON, 'score_with_onnx.py', datasetId);
      const [, customers, difference] = /^(\d+) customers, largest difference (\S+)$/.exec(output)!;
      expect(Number(customers)).toBe(100);
      expect(Number(difference)).toBeLessThan(1e-9);
    },
  );
});

async function hasChampion(): Promise<boolean> {
  const { dataset } = await app.query<{ dataset: { champion: { id: string } | null } }>(
    'query ($datasetId: ID!) { dataset(id: $datasetId) { champion { id } } }',
    { datasetId },
  );
  return dataset.champion !== null;
}

async function someCustomer(): Promise<string> {
  const { customers } = await app.query<{ customers: { edges: { node: { externalId: string } }[] } }>(
    'query ($datasetId: ID!) { customers(datasetId: $datasetId, first: 1) { edges { node { externalId } } } }',
    { datasetId },
  );
  return customers.edges[0]!.node.externalId;
}
