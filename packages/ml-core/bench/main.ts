import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { hasPeer, installPeers, python } from './peers.js';
import { type Run, Side } from './side.js';
import type { BenchCase, BenchRow, Work } from './work.js';
import { works } from './works/index.js';

const USAGE = `pnpm bench [--quick] [--only NAME] [--json FILE] [--runs N] [--install-peers]

Times our work and the peer's, alternately in one go, each in a process of its own that has the data loaded; medians.
Seconds are CPU seconds on one thread, wall seconds on several. Works of milliseconds run more often than N times.`;

/** A work of milliseconds runs until it has taken this long, so that the median is not one of the compiler's first runs. */
const LEAST_SECONDS = 0.5;
const MOST_SHORT_RUNS = 20;

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string' },
    json: { type: 'string' },
    runs: { type: 'string', default: '5' },
    'install-peers': { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
const source = fileURLToPath(new URL('../../', import.meta.url));

if (options.help) console.log(USAGE);
else if (options['install-peers']) installPeers();
else await bench();

async function bench(): Promise<void> {
  const chosen = works.filter(({ name }) => options.only === undefined || name === options.only);
  if (chosen.length === 0) {
    throw new Error(
      `--only is ${options.only}; it must be one of ${works.map(({ name }) => name).join(', ')}`,
    );
  }
  const folder = mkdtempSync(join(tmpdir(), 'holdfast-bench-'));
  const rows: BenchRow[] = [];
  console.log(['work', 'T', 'n', 'ours s', 'peer s', 'ratio', 'must', 'aim', 'B/row', 'quality'].join('\t'));
  try {
    for (const work of chosen) {
      for (const one of work.cases.filter(({ quick }) => quick || !options.quick)) {
        const row = await measure(work, one, folder);
        rows.push(row);
        console.log(describe(row, work));
      }
      for (const line of describeExtras(work, rows)) console.log(line);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
  if (options.json) {
    writeFileSync(resolve(process.env.INIT_CWD ?? '.', options.json), `${JSON.stringify(rows, null, 2)}\n`);
  }
}

async function measure(work: Work, one: BenchCase, folder: string): Promise<BenchRow> {
  const { n, threads } = one;
  const { X, y } = work.makeData(n);
  const fileX = join(folder, 'x');
  const fileY = join(folder, 'y');
  writeFileSync(fileX, new Uint8Array(X.data.buffer));
  if (y) writeFileSync(fileY, y);
  const files = y ? [fileX, fileY] : [fileX];
  const shape = [threads, X.rows, X.columns].map(String);
  const limit = { OMP_NUM_THREADS: String(threads), OPENBLAS_NUM_THREADS: String(threads) };
  const ours = startNode('ours', work, shape, files);
  const peer = one.ratio && startPeer(work, shape, files, folder, limit);
  const oursRuns: Run[] = [];
  const peerRuns: Run[] = [];
  try {
    for (let run = 0, spent = 0; run < Number(options.runs) || isShort(run, spent); run++) {
      oursRuns.push(await ours.run());
      spent += oursRuns.at(-1)!.wallSeconds;
      if (peer) peerRuns.push(await peer.run());
    }
    return summarise(work, one, X.columns, oursRuns, peerRuns, peer ? await peer.name : null);
  } finally {
    ours.close();
    peer?.close();
  }
}

function isShort(runs: number, seconds: number): boolean {
  return seconds < LEAST_SECONDS && runs < MOST_SHORT_RUNS;
}

function startNode(
  side: 'ours' | 'peer',
  { name }: Work,
  shape: readonly string[],
  files: readonly string[],
): Side {
  const script = fileURLToPath(new URL('./node-side.js', import.meta.url));
  return new Side(process.execPath, ['--expose-gc', script, side, name, ...shape, ...files], {});
}

/** The peer's process, or nothing where it is not installed; what is missing is said and never installed unasked. */
function startPeer(
  work: Work,
  shape: readonly string[],
  files: readonly string[],
  folder: string,
  limit: NodeJS.ProcessEnv,
): Side | undefined {
  const { peer } = work;
  if ('run' in peer) return startNode('peer', work, shape, files);
  if (!hasPeer(peer.module)) {
    console.error(
      `${peer.module} was not found by ${python}; pnpm bench --install-peers installs it into bench/.venv`,
    );
    return undefined;
  }
  const code = join(folder, 'peer.py');
  writeFileSync(code, peer.code);
  return new Side(python, [join(source, 'peer.py'), peer.module, code, ...shape, ...files], limit);
}

function summarise(
  { name, holds }: Work,
  { n, threads, ratio }: BenchCase,
  d: number,
  ours: readonly Run[],
  peer: readonly Run[],
  peerName: string | null,
): BenchRow {
  const seconds = ({ cpuSeconds, wallSeconds }: Run) => (threads === 1 ? cpuSeconds : wallSeconds);
  const oursSeconds = median(ours.map(seconds));
  const peerSeconds = peer.length > 0 ? median(peer.map(seconds)) : null;
  const oursQuality = ours.at(-1)!.quality;
  const peerQuality = peer.at(-1)?.quality ?? null;
  return {
    work: name,
    threads,
    n,
    d,
    oursSeconds,
    peerSeconds,
    ratio: peerSeconds === null ? null : oursSeconds / peerSeconds,
    oursQuality,
    peerQuality,
    peakBytes: Math.max(...ours.map(({ peakBytes }) => peakBytes)),
    peer: peerName,
    must: ratio?.must ?? null,
    aim: ratio?.aim ?? null,
    qualityHolds: peerQuality && holds(oursQuality, peerQuality),
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.floor(sorted.length / 2)]!) / 2;
}

function describe(row: BenchRow, work: Work): string {
  const number = (value: number | null) => (value === null ? '-' : value.toPrecision(3));
  const quality = row.qualityHolds === null ? '-' : row.qualityHolds ? 'holds' : `FAILS (${work.quality})`;
  return [
    row.work,
    row.threads,
    row.n,
    number(row.oursSeconds),
    number(row.peerSeconds),
    number(row.ratio),
    row.must ?? '-',
    row.aim ?? '-',
    Math.round(row.peakBytes / row.n),
    quality,
  ].join('\t');
}

/** What a work is held to beside its ratios: memory a row, and growth over its cases on one thread. */
function describeExtras({ name, cases, growth }: Work, rows: readonly BenchRow[]): string[] {
  const ours = rows.filter(({ work }) => work === name);
  const lines = cases.flatMap(({ n, threads, bytesPerRow }) => {
    const row = ours.find((candidate) => candidate.n === n && candidate.threads === threads);
    if (!row || !bytesPerRow) return [];
    const { must, aim } = bytesPerRow;
    return [
      `  bytes a row at ${n} on T${threads}: ${Math.round(row.peakBytes / n)}; must ${must}, aim ${aim}`,
    ];
  });
  const serial = ours.filter(({ threads }) => threads === 1).sort((a, b) => a.n - b.n);
  const [small, large] = [serial[0], serial.at(-1)];
  if (!growth || !small || !large || small.n === large.n) return lines;
  const exponent = Math.log(large.oursSeconds / small.oursSeconds) / Math.log(large.n / small.n);
  const bars = `must ${growth.must}, aim ${growth.aim}`;
  return [...lines, `  growth from ${small.n} to ${large.n}: exponent ${exponent.toFixed(2)}; ${bars}`];
}
