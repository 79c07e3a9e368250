import { existsSync } from 'node:fs';
import {
  checkFresh,
  drawChanged,
  drawCustomers,
  harmful,
  harmless,
  type Population,
  trainMonitored,
  unseen,
} from '../src/drift/drift-simulation.test-support.js';
import { createRandom, rocAuc, takeTableRows } from '../src/index.js';
import { publicData, publicSets, readPublicSet } from '../src/model-selection/public-data.test-support.js';

/**
 * Prints how monitoring does on data of which the truth is known: how often it cries wolf over twenty weeks, whether it
 * sees what costs a model its quality, keeps quiet about what does not, and comes near the AUC that outcomes would show.
 * `pnpm quality 5` makes 5 simulations of each kind, `pnpm quality 5 public` those of one part; default 50 of all.
 */
const simulations = Number(process.argv[2] ?? 50);
const parts = process.argv[3]?.split(',') ?? ['weeks', 'changes', 'public'];
const WEEKS = 20;
const SIZES = [1000, 10_000, 100_000];

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

if (parts.includes('weeks')) await simulateWeeks();
if (parts.includes('changes')) await simulateChanges();
if (parts.includes('public')) await comparePublic();

async function simulateWeeks() {
  console.log(
    '\ntwenty weeks of fresh draws of one population\tcustomers\talerts\tweeks with a word (WATCH)',
  );
  for (const size of SIZES) {
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
    console.log(['', size, alerts / simulations, watches / simulations].join('\t'));
  }
}

async function simulateChanges() {
  for (const [title, changes] of Object.entries({ harmful, harmless, unseen })) {
    console.log(`\n${title}\tcustomers\tAUC lost\trate now / then\tALERT\tdoes not reach the bar`);
    for (const size of [1000, 10_000]) {
      for (const [name, change] of Object.entries(changes)) {
        let [caught, count, beside] = [0, 0, 0];
        const [lost, moved]: [number[], number[]] = [[], []];
        for (let simulation = 0; simulation < simulations; simulation++) {
          const trained = await trainMonitored(drawCustomers(size, simulation));
          const seed = 2_000_000 + simulation;
          // What the change really does, on so many customers that chance has no say.
          const many = [drawCustomers(20_000, seed), drawChanged(change, 20_000, seed)];
          const [before, after] = many.map((population) => ({
            auc: rocAuc(population.y, trained.score(population.table)),
            rate: mean([...population.y]),
          }));
          const [loss, ratio] = [before!.auc - after!.auc, after!.rate / before!.rate];
          lost.push(loss);
          moved.push(ratio);
          const matters = loss >= 0.05 || ratio >= 4 / 3 || ratio <= 2 / 3;
          if (title === 'harmful' && !matters) {
            beside++;
            continue;
          }
          count++;
          for (let check = 0; check < (title === 'harmful' ? 2 : 1); check++) {
            const now = drawChanged(change, size, 3_000_000 + 2 * simulation + check);
            if ((await checkFresh(trained, now, check)).state !== 'ALERT') continue;
            caught++;
            break;
          }
        }
        const shares = count === 0 ? 'none' : percent(caught / count);
        console.log([name, size, mean(lost).toFixed(3), mean(moved).toFixed(2), shares, beside].join('\t'));
      }
    }
  }
}

async function comparePublic() {
  if (!existsSync(publicData)) throw new Error(`the public data is not there: ${publicData}`);
  console.log(
    '\nexpected against realised AUC under planted shift\tmean |error|\twithin .02\tcovered\tmean error\tmean shift of AUC',
  );
  const sets: Record<string, Population> = {
    telco: readPublicSet(publicSets.telco),
    bank: readPublicSet(publicSets.bank),
    invented: drawCustomers(60_000, 5),
  };
  for (const algorithm of ['logisticRegression', 'gradientBoosting'] as const) {
    for (const [name, population] of Object.entries(sets)) {
      const [errors, bias, covered, shifts]: [number[], number[], number[], number[]] = [[], [], [], []];
      for (let simulation = 0; simulation < simulations; simulation++) {
        const { learned, rest } = halve(population, simulation);
        const trained = await trainMonitored(learned, algorithm);
        const now = shift(rest, simulation);
        const { quality, realised } = await checkFresh(trained, now, simulation);
        const { value, low, high } = quality!.rocAuc;
        errors.push(Math.abs(value - realised));
        bias.push(value - realised);
        covered.push(Number(low <= realised && realised <= high));
        shifts.push(Math.abs(realised - quality!.past.rocAuc));
      }
      const within = mean(errors.map((error) => Number(error <= 0.02)));
      console.log(
        [
          `${name}, ${algorithm}`,
          mean(errors).toFixed(4),
          percent(within),
          percent(mean(covered)),
          mean(bias).toFixed(4),
          mean(shifts).toFixed(3),
        ].join('\t'),
      );
    }
  }
}

/** Half of the rows to learn from, at most 10,000, and the rest to draw from. */
function halve({ table, y }: Population, seed: number): { learned: Population; rest: Population } {
  const order = Int32Array.from(y.keys());
  createRandom(seed, 3).shuffle(order);
  const half = Math.min(10_000, y.length >> 1);
  const take = (rows: Int32Array) => ({
    table: takeTableRows(table, rows),
    y: Uint8Array.from(rows, (row) => y[row]!),
  });
  return { learned: take(order.slice(0, half)), rest: take(order.slice(half)) };
}

/** Keeps each row with a chance that depends on two columns chosen at random, the likeliest up to 30 times as often. */
function shift(population: Population, seed: number): Population {
  const random = createRandom(seed, 4);
  const { table, y } = population;
  const logWeights = new Float64Array(y.length);
  for (let turn = 0; turn < 2; turn++) {
    const column = table.columns[random.integer(table.columns.length)]!;
    const strength = 0.5 + 0.5 * random.next();
    const sign = random.next() < 0.5 ? -1 : 1;
    if (column.kind === 'numeric') {
      const known = column.values.filter((value) => !Number.isNaN(value)).sort();
      const rankOf = (value: number) => known.findLastIndex((other) => other <= value) / known.length;
      const ranks = new Map([...new Set(known)].map((value) => [value, rankOf(value)]));
      column.values.forEach((value, i) => {
        logWeights[i]! += sign * strength * 3.5 * ((ranks.get(value) ?? 0.5) - 0.5);
      });
    } else {
      const effects = column.levels.map(() => strength * random.normal());
      column.codes.forEach((code, i) => {
        logWeights[i]! += effects[code] ?? 0;
      });
    }
  }
  const most = Float64Array.from(logWeights).sort()[Math.floor(0.9 * y.length)]!;
  const kept = Int32Array.from(y.keys()).filter((i) => random.next() < Math.exp(logWeights[i]! - most));
  return { table: takeTableRows(table, kept), y: Uint8Array.from(kept, (i) => y[i]!) };
}
