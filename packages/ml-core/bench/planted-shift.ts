import { existsSync } from 'node:fs';
import { firstAbove } from '../src/binary-search.js';
import {
  checkFresh,
  drawCustomers,
  type Population,
  trainMonitored,
} from '../src/drift/drift-simulation.test-support.js';
import { createRandom, takeTableRows } from '../src/index.js';
import { publicData, publicSets, readPublicSet } from '../src/model-selection/public-data.test-support.js';
import { shownShare } from './shown-share.js';

const SAMPLE = { label: 'churned', positive: 'yes', without: ['customer_id'] };
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Compares the AUC that is expected without outcomes with the one that outcomes show, where half of a set is learned from
 * and the rest is drawn by two of its columns. `file` is one more set: a CSV as the product writes its sample.
 */
export async function comparePlantedShift(simulations: number, file?: string) {
  if (!existsSync(publicData)) throw new Error(`the public data is not there: ${publicData}`);
  console.log(
    '\nexpected against realised AUC under planted shift\tmean |error|\terror of at most .02\tinterval covers (at least 90 %)\tmean error\tmean shift of AUC',
  );
  const sets: Record<string, Population> = {
    telco: readPublicSet(publicSets.telco),
    bank: readPublicSet(publicSets.bank),
    invented: drawCustomers(60_000, 5),
    ...(file && { sample: readPublicSet({ ...SAMPLE, file }, '') }),
  };
  for (const algorithm of ['logisticRegression', 'gradientBoosting'] as const) {
    for (const [name, population] of Object.entries(sets)) {
      const [errors, bias, covered, shifts]: [number[], number[], boolean[], number[]] = [[], [], [], []];
      for (let simulation = 0; simulation < simulations; simulation++) {
        const { learned, rest } = halve(population, simulation);
        const trained = await trainMonitored(learned, algorithm);
        const now = shift(rest, simulation);
        const { quality, realised } = await checkFresh(trained, now, simulation);
        const { value, low, high } = quality!.rocAuc;
        errors.push(Math.abs(value - realised));
        bias.push(value - realised);
        covered.push(low <= realised && realised <= high);
        shifts.push(Math.abs(realised - quality!.past.rocAuc));
      }
      const within = errors.filter((error) => error <= 0.02).length;
      console.log(
        [
          `${name}, ${algorithm}`,
          mean(errors).toFixed(4),
          shownShare(within, simulations),
          shownShare(covered.filter(Boolean).length, simulations),
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
      const rankOf = (value: number) => firstAbove(known, value, 0, known.length) / known.length;
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
