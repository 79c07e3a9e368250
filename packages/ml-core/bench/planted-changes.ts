import {
  type Change,
  checkFresh,
  drawChanged,
  drawCustomers,
  harmful,
  harmless,
  type TrainedForMonitoring,
  trainMonitored,
  unseen,
} from '../src/drift/drift-simulation.test-support.js';
import { rocAuc } from '../src/index.js';
import { shownShare } from './shown-share.js';

/** So many that chance has no say in what a change really does. */
const MANY = 30_000;
const EFFECT_SEED = 2_000_000;
/** A harmful change must be caught at one of so many checks. */
const CHECKS = 2;

const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

/** Plants changes that cost a model its quality, that do not, and that nobody can see, and counts those that alert. */
export async function judgePlantedChanges(simulations: number, sizes: readonly number[], named: string) {
  const models = new Map<number, TrainedForMonitoring[]>();
  for (const size of sizes) {
    const trained = [];
    for (let seed = 0; seed < simulations; seed++)
      trained.push(await trainMonitored(drawCustomers(size, seed)));
    models.set(size, trained);
  }
  const kinds = [
    { title: 'harmful, caught at one of two checks (at least 90 %)', changes: harmful, checks: CHECKS },
    { title: 'harmless (at most 5 %)', changes: harmless, checks: 1 },
    { title: 'unseen', changes: unseen, checks: 1 },
  ];
  for (const { title, changes, checks } of kinds) {
    console.log(`\n${title}\tcustomers\tAUC lost\trate now / then\tALERT\tdoes not reach the bar`);
    const all = new Map(sizes.map((size) => [size, { alerts: 0, count: 0 }]));
    for (const [name, change] of Object.entries(changes).filter(([name]) => name.includes(named))) {
      const effectOn = drawEffect(change);
      for (const size of sizes) {
        const judged = { lost: [] as number[], moved: [] as number[], alerts: 0, count: 0 };
        for (const [seed, trained] of models.get(size)!.entries()) {
          const { loss, ratio } = effectOn(trained);
          judged.lost.push(loss);
          judged.moved.push(ratio);
          const matters = loss >= 0.05 || ratio >= 4 / 3 || ratio <= 2 / 3;
          if (changes === harmful && !matters) continue;
          judged.count++;
          if (await alerts(trained, change, { size, seed, checks })) judged.alerts++;
        }
        const { lost, moved, count } = judged;
        all.get(size)!.alerts += judged.alerts;
        all.get(size)!.count += count;
        const shown = [mean(lost).toFixed(3), mean(moved).toFixed(2), shownShare(judged.alerts, count)];
        console.log([name, size, ...shown, simulations - count].join('\t'));
      }
    }
    for (const [size, { alerts, count }] of all) {
      console.log(['all of them', size, '', '', shownShare(alerts, count), ''].join('\t'));
    }
  }
}

/** What a change really does to a model: the AUC that it costs, and the rate after it over the rate before. */
function drawEffect(change: Change) {
  const before = drawCustomers(MANY, EFFECT_SEED);
  const after = drawChanged(change, MANY, EFFECT_SEED);
  const ratio = mean(after.y) / mean(before.y);
  return ({ score }: TrainedForMonitoring) => ({
    loss: rocAuc(before.y, score(before.table)) - rocAuc(after.y, score(after.table)),
    ratio,
  });
}

async function alerts(
  trained: TrainedForMonitoring,
  change: Change,
  { size, seed, checks }: { size: number; seed: number; checks: number },
): Promise<boolean> {
  for (let check = 0; check < checks; check++) {
    const now = drawChanged(change, size, 3_000_000 + 2 * seed + check);
    if ((await checkFresh(trained, now, check)).state === 'ALERT') return true;
  }
  return false;
}
