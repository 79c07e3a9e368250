import {
  drawChanged,
  drawCustomers,
  type Population,
  type TrainedForMonitoring,
  trainMonitored,
  unseen,
} from '../src/drift/drift-simulation.test-support.js';
import { createRandom, judgePromise, type Random } from '../src/index.js';
import { shownShare } from './shown-share.js';

const WEEKS = 20;
/** New outcomes a week, as a share of the customers that the model learned from. */
const A_WEEK = 0.1;

/** Of scored customers with outcomes: those whose outcome is told, and what it is told to be. */
interface Telling {
  readonly whole: boolean;
  readonly tell: (probability: number, left: number, random: Random) => number | null;
}

const all: Telling = { whole: true, tell: (_, left) => left };
/** Nothing is wrong with the model in any of these. */
const tellings: Record<string, Telling> = {
  'all outcomes': all,
  'of the riskiest third alone': { whole: false, tell: (p, left) => (p > 0.25 ? left : null) },
  'of all who left, of a fifth of the others': {
    whole: false,
    tell: (_, left, random) => (left === 1 || random.next() < 0.2 ? left : null),
  },
  'before two of three have left': {
    whole: true,
    tell: (_, left, random) => (left === 1 && random.next() < 1 / 3 ? 1 : 0),
  },
};
const broken: Record<string, (rows: number, seed: number) => Population> = {
  ...Object.fromEntries(
    Object.entries(unseen).map(([name, change]) => [
      name,
      (rows: number, seed: number) => drawChanged(change, rows, seed),
    ]),
  ),
  'twice as many leave': (rows, seed) => drawCustomers(rows, seed, 0.4),
};

/**
 * How often a model that keeps its promise is said to break it, in twenty weeks of outcomes, however they are told; and how soon
 * one that breaks it in a way that nobody sees without outcomes is found out.
 */
export async function judgeKeptPromises(simulations: number, sizes: readonly number[]) {
  console.log(
    `\ntwenty weeks of outcomes\tmodel\tlearned from\tsaid to be broken (at most 5 %)\t(outcomes a week: a tenth of those learned from)`,
  );
  for (const algorithm of ['logisticRegression', 'gradientBoosting'] as const) {
    for (const size of sizes) {
      const models: TrainedForMonitoring[] = [];
      for (let seed = 0; seed < simulations; seed++)
        models.push(await trainMonitored(drawCustomers(size, seed), algorithm));
      for (const [name, telling] of Object.entries(tellings)) {
        const weeks = models.map((model, i) =>
          firstBroken(model, drawCustomers(WEEKS * A_WEEK * size, 5_000_000 + i), telling),
        );
        const said = weeks.filter((week) => week !== null).length;
        console.log([name, algorithm, size, shownShare(said, simulations), ''].join('\t'));
      }
      for (const [name, draw] of Object.entries(broken)) {
        const weeks = models.map((model, i) =>
          firstBroken(model, draw(WEEKS * A_WEEK * size, 6_000_000 + i), all),
        );
        const by = (week: number) => weeks.filter((first) => first !== null && first <= week).length;
        const found = `found within 2 weeks ${shownShare(by(2), simulations)}, 5 ${shownShare(by(5), simulations)}, 20 ${shownShare(by(WEEKS), simulations)}`;
        console.log([name, algorithm, size, '', found].join('\t'));
      }
    }
  }
}

/** The first week in which the outcomes so far say that the promise is broken; null if none does. */
function firstBroken(
  { reference, score }: TrainedForMonitoring,
  { table, y }: Population,
  { whole, tell }: Telling,
): number | null {
  const random = createRandom(y.length, 6);
  const scores = score(table);
  const told = y.reduce<{ p: number[]; y: number[]; upTo: number[] }>(
    (sum, left, i) => {
      const outcome = tell(scores[i]!, left, random);
      if (outcome !== null) {
        sum.p.push(scores[i]!);
        sum.y.push(outcome);
      }
      if ((i + 1) % (y.length / WEEKS) === 0) sum.upTo.push(sum.p.length);
      return sum;
    },
    { p: [], y: [], upTo: [] },
  );
  for (const [week, upTo] of told.upTo.entries()) {
    const came = {
      probabilities: Float64Array.from(told.p.slice(0, upTo)),
      y: Uint8Array.from(told.y.slice(0, upTo)),
    };
    const positives = came.y.reduce((sum, label) => sum + label, 0);
    if (positives === 0 || positives === upTo) continue;
    if (judgePromise(reference, came, { whole }).broken.length > 0) return week + 1;
  }
  return null;
}
