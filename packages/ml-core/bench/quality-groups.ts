import {
  drawTable,
  grouped,
  groupedCategories,
  ungrouped,
} from '../src/cluster/cloud/clouds.test-support.js';
import { compareWithCloud, createRandom } from '../src/index.js';

/**
 * Prints how often `compareWithCloud` is wrong about simulated tables: tables without groups that it takes for grouped
 * ones, and planted groups that it misses. Tables have 300 to 2,000 rows and 1 to 20 columns. The argument is the number
 * of tables of each kind.
 */
const TABLES = Number(process.argv[2] ?? 40);
const ks = [2, 3, 4, 5, 6, 7, 8, 9, 10];
type Kind = Parameters<typeof drawTable>[0];

async function shareClear(kindOf: (table: number) => Kind, widths: readonly number[]): Promise<number> {
  const random = createRandom(1);
  let clear = 0;
  for (let table = 0; table < TABLES; table++) {
    const columns = widths[random.integer(widths.length)]!;
    const X = drawTable(kindOf(table), 300 + random.integer(1701), columns, table);
    const sourceIndex = Array.from({ length: columns }, (_, column) => column);
    if ((await compareWithCloud(X, sourceIndex, { seed: table })).clear) clear++;
  }
  return clear / TABLES;
}

console.log(['tables', 'wrong'].join('\t'));
for (const [name, kind] of Object.entries(ungrouped)) {
  const wrong = await shareClear(() => kind, [1, 2, 3, 5, 8, 12, 20]);
  console.log([`no groups, ${name}`, wrong.toFixed(3)].join('\t'));
}
for (const apart of [3.5, 4, 5, 6]) {
  const found = await shareClear((table) => grouped(ks[table % ks.length]!, apart), [2, 3, 5, 8, 12, 20]);
  console.log([`2 to 10 groups, ${apart} deviations apart`, (1 - found).toFixed(3)].join('\t'));
}
const found = await shareClear((table) => groupedCategories(2 + (table % 5)), [8, 12, 20]);
console.log(['2 to 6 groups of categories', (1 - found).toFixed(3)].join('\t'));
