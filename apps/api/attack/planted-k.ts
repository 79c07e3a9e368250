import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotRef } from '../src/modules/engine/index.js';
import { createLocalEngine } from '../src/modules/engine-local/index.js';
import { fitClusters } from '../src/modules/segmentation/fit/index.js';
import { PLANTED_COLUMNS, PLANTED_LABEL, writePlanted } from './planted-rows.js';

// pnpm --filter @holdfast/api planted-k [ROWS] [TABLES] [GROUPS]: of generated tables of 19 columns with so many planted groups, or 3, 5
// and 7 in turn, in how many that number of segments is recommended; and for each the ratings that decided.

const rows = Number(process.argv[2] ?? 20_000);
const tables = Number(process.argv[3] ?? 20);
const GROUPS = process.argv[4] ? [Number(process.argv[4])] : [3, 5, 7];

const folder = mkdtempSync(join(tmpdir(), 'holdfast-planted-'));
let agreed = 0;
try {
  for (let table = 0; table < tables; table++) {
    const groups = GROUPS[table % GROUPS.length]!;
    const path = join(folder, `${table}.parquet`);
    await writePlanted(path, { rows, groups, seed: (table + 1) / (tables + 1) });
    const { recommendedK, clearGroups, ratings } = await fit(path, table);
    if (recommendedK === groups) agreed++;
    console.log(
      [`${groups} planted`, `${recommendedK} recommended`, `clear: ${clearGroups}`, ratings].join('\t'),
    );
    rmSync(path);
  }
} finally {
  rmSync(folder, { recursive: true });
}
console.log(`${agreed} of ${tables} tables of ${rows} rows`);

async function fit(path: string, seed: number) {
  const snapshot = snapshotRef({ path, sha256: path, rows });
  const tools = { engine: createLocalEngine(), pool: undefined, clock: () => 0 };
  const context = { progress: () => {}, signal: new AbortController().signal, emit: async () => {} };
  const fitting = await fitClusters(
    { snapshot, spec: { columns: PLANTED_COLUMNS, alongside: [PLANTED_LABEL] } },
    tools,
  );
  const options = { minK: 2, maxK: 10, seed, mayLogLongTails: true, previous: null };
  const { fits, recommendedK, clearGroups } = await fitting.fit(options, context);
  await fitting.close();
  const ratings = fits.map(({ k, weighed }) => `${k}: ${weighed.rating?.toFixed(2) ?? '–'}`).join(', ');
  return { recommendedK, clearGroups, ratings };
}
