import { findGroupRules, rowsMeeting } from '@holdfast/ml-core';
import type { ColumnFacts } from '../src/modules/feature-matrix/index.js';
import { createApiClient } from '../test/client.js';
import type { Asked } from '../test/headline-figures.js';
import { type FittedHere, fitHere, newestColumnFile } from './fit-here.js';
import { importTable } from './import-table.js';
import { SEGMENTED_TABLES } from './segmented-tables.js';
import { Server } from './server.js';

// pnpm --filter @holdfast/api segment-rules [SET] [BEAM]: how well the rules of segments tell them, over all customers, for the
// recommended number of segments and for 3, 5 and 7, beside the best of a search among all customers that continues BEAM
// conjunctions of each length (300), takes every gain and rounds nothing.

const ALSO = [3, 5, 7];
const GOOD = 0.9;
const beam = Number(process.argv[3] ?? 300);

const server = await Server.start([], { SAMPLE_DATA: 'false' });
try {
  const asked = { url: server.url, adminKey: server.admin, ...createApiClient(server.url, server.admin) };
  for (const table of SEGMENTED_TABLES.filter(({ name }) => name.includes(process.argv[2] ?? ''))) {
    const text = table.read();
    if (text === null) console.log(`\n${table.name}: ../shared/data is absent`);
    else {
      const facts = await factsOf(asked, await importTable(asked, table, text));
      const file = newestColumnFile(server.dataDir);
      tell(table.name, await fitHere(file, facts, table.features ?? null));
    }
  }
} finally {
  await server.stop();
}

async function factsOf(asked: Asked, id: string): Promise<{ rows: number; columns: ColumnFacts[] }> {
  const { dataset } = await asked.query<{ dataset: { customerCount: number; columns: ColumnFacts[] } }>(
    'query ($id: ID!) { dataset(id: $id) { customerCount columns { name type role missingCount distinctCount } } }',
    { id },
  );
  return { rows: dataset.customerCount, columns: dataset.columns };
}

function tell(name: string, { table, sweep, labels }: FittedHere): void {
  console.log(`\n${name}: ${table.rows} customers, ${sweep.recommendedK} segments recommended`);
  console.log(['k', 'customers', 'F1', 'best', 'conditions', ''].join('\t'));
  for (const [at, { k, rules }] of sweep.fits.entries()) {
    if (k !== sweep.recommendedK && !ALSO.includes(k)) continue;
    const groups = rules.map((_, cluster) => labels[at]!.map((label) => Number(label === cluster)));
    const best = findGroupRules(table, groups, { beam, minGain: 0, goodF1: 1, rounding: 0 });
    for (const [cluster, rule] of rules.entries()) {
      const f1 = rule === null ? 0 : f1Of(rowsMeeting(table, rule), groups[cluster]!);
      const most = best[cluster]?.f1 ?? 0;
      const size = groups[cluster]!.reduce((sum, own) => sum + own, 0);
      const missed = f1 < GOOD && most >= GOOD ? 'missed' : '';
      console.log([k, size, f1.toFixed(3), most.toFixed(3), rule?.length ?? 0, missed].join('\t'));
    }
  }
}

function f1Of(told: Uint8Array, own: Uint8Array): number {
  const count = (rows: Uint8Array) => rows.reduce((sum, row) => sum + row, 0);
  return (2 * count(told.map((row, i) => row & own[i]!))) / (count(told) + count(own));
}
