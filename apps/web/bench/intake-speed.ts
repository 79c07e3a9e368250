import { execFileSync } from 'node:child_process';
import { createWriteStream, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { startApi } from '../test/start-api';
import { copyBare, prepareUpserts, upsertBare } from './bare-table';
import { customersFile } from './customers-file';
import { connectToDatabase } from './embedded-database';
import { intakeApi } from './intake-api';
import { watchMemory } from './memory-use';
import { measurePages } from './page-speed';
import { processorTime } from './processor-time';

// pnpm bench:intake [ROWS] [ROUNDS] [WHAT]: what it takes to read a file of 28 columns in, beside COPY of the same rows into a bare
// table of the same PostgreSQL and pandas.read_csv, by turns in one run; the memory and the disk of it; a preview; upserts beside bare
// ones; and first pages of customers by every filter in every order. Seconds of the clock and of the processor. WHAT is some of
// load,preview,upserts,pages, all if it is left out. BENCH_PYTHON is a Python with pandas, INTAKE_JSON the file for the figures.

const rows = Number(process.argv[2] ?? '100000');
const rounds = Number(process.argv[3] ?? '3');
const what = (process.argv[4] ?? 'load,preview,upserts,pages').split(',');
const python = process.env.BENCH_PYTHON;
const UPSERTED_AT_ONCE = 1000;
const UPSERTS = 20;
/** First pages by each filter in each order. */
const PAGES = 10;

interface Spent {
  readonly wall: number;
  readonly processor: number;
}

const folder = mkdtempSync(join(tmpdir(), 'holdfast-intake-'));
const file = join(folder, 'customers.csv');
await pipeline(customersFile(rows), createWriteStream(file));
const fileBytes = statSync(file).size;
const running = await startApi({ QUERY_RATE: '999999', UPLOAD_QUOTA: '100GB' });
const api = intakeApi(running);
const database = await connectToDatabase(running.dataDir);
const figures: Record<string, unknown> = { rows, fileBytes };
try {
  // What the first import of a process loads is no part of any.
  const small = join(folder, 'small.csv');
  await pipeline(customersFile(1000), createWriteStream(small));
  const warm = await api.import(await api.upload(small));
  let datasetId = warm;
  if (what.includes('load')) datasetId = await measureLoads();
  else if (what.includes('pages')) datasetId = await api.import(await api.upload(file));
  if (what.includes('preview')) await measurePreview();
  if (what.includes('upserts')) await measureUpserts(warm);
  if (what.includes('pages')) await measureLists(datasetId);
} finally {
  await database.end();
  await running.stop();
  rmSync(folder, { recursive: true });
}
if (process.env.INTAKE_JSON) writeFileSync(process.env.INTAKE_JSON, `${JSON.stringify(figures, null, 2)}\n`);

/** What something takes of the clock, and of the processor: of the API, of PostgreSQL and of this process. */
async function timed(run: () => Promise<unknown>): Promise<Spent> {
  const [start, before, own] = [performance.now(), processorTime(running.pid), process.cpuUsage()];
  await run();
  const wall = (performance.now() - start) / 1000;
  const after = processorTime(running.pid);
  const { user, system } = process.cpuUsage(own);
  const theirs = after.own + after.started - before.own - before.started;
  return { wall, processor: theirs + (user + system) / 1e6 };
}

function report(name: string, value: unknown): void {
  figures[name] = value;
  console.log(name, JSON.stringify(value));
}

async function measureLoads(): Promise<string> {
  const taken: { ours: Spent; bare: Spent; pandas: Spent | null }[] = [];
  let datasetId = '';
  for (let round = 0; round < rounds; round++) {
    const bare = await timed(() => copyBare(database, file));
    await database.query('drop table bench_bare; checkpoint');
    const pandas = python ? readWithPandas() : null;
    const uploadId = await api.upload(file);
    const disk = diskOf(running.dataDir);
    const memory = watchMemory(running.pid);
    const whole = await timed(async () => {
      datasetId = await api.import(uploadId);
    });
    await api.idle();
    const { bytes, seconds } = memory();
    // The kernel counts pages for whoever asks how many there are: that is no part of an import.
    const ours = { wall: whole.wall, processor: whole.processor - seconds };
    const [megabytes, timesOfFile] = [bytes / 1e6, (diskOf(running.dataDir) - disk + fileBytes) / fileBytes];
    taken.push({ ours, bare, pandas });
    report(`load ${round}`, { ours, bare, pandas, megabytes, timesOfFile, ...(await sizes()) });
  }
  const middle = (of: (taken: { ours: Spent; bare: Spent; pandas: Spent | null }) => number) =>
    taken.map(of).sort((a, b) => a - b)[Math.floor(taken.length / 2)]!;
  for (const unit of ['wall', 'processor'] as const) {
    report(
      `against COPY, ${unit}`,
      middle(({ ours, bare }) => ours[unit] / bare[unit]),
    );
    if (python)
      report(
        `against read_csv, ${unit}`,
        middle(({ ours, pandas }) => ours[unit] / pandas![unit]),
      );
  }
  return datasetId;
}

/** Bytes of the customers in PostgreSQL and of its log. */
async function sizes(): Promise<object> {
  const { rows: found } = await database.query(
    `select pg_table_size('customers')::float8 / $1 as customers, pg_indexes_size('customers')::float8 / $1 as indexes,
       (select sum(size)::float8 from pg_ls_waldir()) / $1 as log`,
    [fileBytes],
  );
  return found[0];
}

function readWithPandas(): Spent {
  const script = fileURLToPath(new URL('./read-csv.py', import.meta.url));
  const [wall, processor] = execFileSync(python!, [script, file], { encoding: 'utf8' })
    .split(' ')
    .map(Number);
  return { wall: wall!, processor: processor! };
}

/** Bytes of a folder on the disk. */
function diskOf(path: string): number {
  return Number(execFileSync('du', ['-sB1', path], { encoding: 'utf8' }).split('\t')[0]);
}

async function measurePreview(): Promise<void> {
  const uploadId = await api.upload(file);
  const preview = (settings: object) =>
    timed(() =>
      api.ask(
        `query ($id: ID!, $columns: [ColumnInput!], $dialect: CsvDialectInput) {
          uploadPreview(uploadId: $id, columns: $columns, dialect: $dialect) {
            columns { name suggestedRole type } rows warnings } }`,
        { id: uploadId, ...settings },
      ),
    );
  report('preview', await preview({}));
  report('preview as it was', await preview({}));
  report(
    'preview with another type',
    await preview({ columns: [{ name: 'amount_2', type: 'TEXT', role: 'FEATURE' }] }),
  );
  report('preview with another decimal sign', await preview({ dialect: { decimalSeparator: ',' } }));
}

async function measureUpserts(datasetId: string): Promise<void> {
  await prepareUpserts(database);
  const customers = (batch: number) =>
    Array.from({ length: UPSERTED_AT_ONCE }, (_, i) => ({
      externalId: `C${1_000_000 + ((batch * UPSERTED_AT_ONCE + i) % 4000)}`,
      attributes: Object.fromEntries([
        ...Array.from({ length: 16 }, (_, j) => [`amount_${j + 1}`, (i * 7 + j + batch) % 100]),
        ...Array.from({ length: 5 }, (_, j) => [`kind_${j + 1}`, `k${(i + j) % 3}`]),
        ...Array.from({ length: 4 }, (_, j) => [`flag_${j + 1}`, (i + j) % 2 === 0]),
        ['monthly_spend', i % 100],
        ['churned', i % 3 === 0],
      ]),
    }));
  const ours: Spent[] = [];
  const bare: Spent[] = [];
  for (let batch = 0; batch < UPSERTS; batch++) {
    bare.push(await timed(() => upsertBare(database, customers(batch))));
    ours.push(
      await timed(() =>
        api.ask(
          `mutation ($input: UpsertCustomersInput!) {
            upsertCustomers(input: $input) { created updated userErrors { message } } }`,
          { input: { datasetId, customers: customers(batch) } },
        ),
      ),
    );
  }
  const perSecond = (spent: readonly Spent[], unit: keyof Spent) =>
    (UPSERTED_AT_ONCE * spent.length) / spent.reduce((sum, one) => sum + one[unit], 0);
  for (const unit of ['wall', 'processor'] as const) {
    const [mine, theirs] = [perSecond(ours, unit), perSecond(bare, unit)];
    report(`upserts a second, ${unit}`, { ours: mine, bare: theirs, ratio: mine / theirs });
  }
}

async function measureLists(datasetId: string): Promise<void> {
  await api.ask(
    `mutation ($input: TrainChurnModelInput!) { trainChurnModel(input: $input) { job { id } userErrors { message } } }`,
    { input: { datasetId, algorithm: 'LOGISTIC_REGRESSION' } },
  );
  await api.ask(
    `mutation ($input: FitSegmentationInput!) { fitSegmentation(input: $input) { job { id } } }`,
    {
      input: { datasetId },
    },
  );
  await api.idle();
  const pages = await measurePages(api, running.pid, datasetId, PAGES);
  for (const { filter, order, p50, p99, processor, counted } of pages)
    console.log(
      [filter, order, ...[p50, p99, processor, counted].map((value) => value.toFixed(1))].join('\t'),
    );
  figures.pages = pages;
}
