import { checkFresh, drawCustomers, trainMonitored } from '../src/drift/drift-simulation.test-support.js';
import { judgeKeptPromises } from './kept-promises.js';
import { judgePlantedChanges } from './planted-changes.js';
import { comparePlantedShift } from './planted-shift.js';
import { shownShare } from './shown-share.js';

/**
 * Prints how monitoring does on data of which the truth is known: how often it cries wolf over twenty weeks, whether it
 * sees what costs a model its quality, keeps quiet about what does not, judges by outcomes whether a model keeps its promise,
 * and comes near the AUC that outcomes would show.
 * `pnpm quality drift-quality 5` makes 5 simulations of each kind, `pnpm quality drift-quality 5 weeks` those of one part
 * (weeks, changes, outcomes or public); default 50 of all. After that: for weeks, changes and outcomes how many customers instead of all sizes, and
 * of changes a part of the names of those that are meant; for public a file that is compared as well, see `comparePlantedShift`.
 */
const simulations = Number(process.argv[2] ?? 50);
const parts = process.argv[3]?.split(',') ?? ['weeks', 'changes', 'outcomes', 'public'];
const [only, named = ''] = process.argv.slice(4);
const WEEKS = 20;

const sizes = only?.split(',').map(Number);

if (parts.includes('weeks')) await simulateWeeks(sizes ?? [1000, 10_000, 100_000]);
if (parts.includes('changes')) await judgePlantedChanges(simulations, sizes ?? [1000, 10_000], named);
if (parts.includes('outcomes')) await judgeKeptPromises(simulations, sizes ?? [1000, 3000]);
if (parts.includes('public')) await comparePlantedShift(simulations, only);

async function simulateWeeks(sizes: readonly number[]) {
  console.log(
    `\ntwenty weeks of fresh draws of one population, ${simulations} times\tcustomers\talerts in twenty weeks (at most 1)\tweeks that alert\tweeks with a word (WATCH) in twenty`,
  );
  for (const size of sizes) {
    let [alerts, watches] = [0, 0];
    for (let simulation = 0; simulation < simulations; simulation++) {
      const trained = await trainMonitored(drawCustomers(size, simulation));
      for (let week = 0; week < WEEKS; week++) {
        const now = drawCustomers(size, 1_000_000 + simulation * WEEKS + week);
        const { state } = await checkFresh(trained, now, week);
        if (state === 'ALERT') alerts++;
        if (state === 'WATCH') watches++;
      }
    }
    const shown = shownShare(alerts, simulations * WEEKS);
    console.log(['', size, alerts / simulations, shown, watches / simulations].join('\t'));
  }
}
