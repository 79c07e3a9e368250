import { askEveryWay, type HeadlineFigures } from '../test/headline-figures.js';
import { analyseSets } from './analyse-sets.js';

// pnpm --filter @holdfast/api figures [SET]: what the pages of each public set begin with, over those still there, in every way
// that it can be asked for: as it is told, added up from segments, from a list read page by page, from its export, from
// campaigns that are planned.

await analyseSets(process.argv[2] ?? '', async (asked, set, datasetId) => {
  const ways = await askEveryWay(asked, datasetId, set.money);
  const figures = Object.keys(ways.summary) as (keyof HeadlineFigures)[];
  console.log(`\n${set.name}`);
  console.log(['', ...figures].join('\t'));
  for (const [way, told] of Object.entries(ways)) {
    console.log([way, ...figures.map((figure) => show(told[figure]))].join('\t'));
  }
});

function show(value: number | null): string {
  if (value === null) return '–';
  return Number.isInteger(value) ? String(value) : value.toFixed(4);
}
