import { createRandom } from '@holdfast/ml-core';
import { findRules } from '../src/modules/churn/training/find-rules.js';
import { labelledSets } from './labelled-sets.js';

// pnpm --filter @holdfast/api shuffled-statements [SHUFFLES] [FIRST]: in how many tables with shuffled outcomes statements are found, where there
// are none to be found: of all customers of the sample and, where ../shared/data is, of four public sets. Must be: none in 19 of 20.

const shuffles = Number(process.argv[2] ?? '20');
const first = Number(process.argv[3] ?? '0');

console.log('set\tcustomers\town outcomes\tshuffles\twithout a statement\tstatements in the others');
const all = { shuffles: 0, silent: 0 };
for (const [name, { table, y }] of Object.entries(labelledSets())) {
  const own = findRules({ table, y: Uint8Array.from(y) }).length;
  const found = Array.from({ length: shuffles }, (_, at) => {
    const order = Int32Array.from(y.keys());
    createRandom(first + at, 17).shuffle(order);
    return findRules({ table, y: Uint8Array.from(order, (row) => y[row]!) });
  });
  const silent = found.filter((rules) => rules.length === 0).length;
  const said = found.flatMap((rules) => rules.map(({ column }) => column)).join(', ') || '–';
  console.log([name, y.length, own, shuffles, silent, said].join('\t'));
  all.shuffles += shuffles;
  all.silent += silent;
}
console.log(['all', '', '', all.shuffles, all.silent, ''].join('\t'));
