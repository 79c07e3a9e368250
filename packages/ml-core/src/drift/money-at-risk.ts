import type { FeatureTable } from '../preprocessing/feature-table.js';
import type { Random } from '../random.js';
import { type Estimate, estimate, poisson } from './expected-quality.js';

/** What is at stake: probability × value, on average over rows. */
export interface MoneyAtRisk {
  readonly past: number;
  readonly now: number;
  /** Now divided by past, minus 1, with an interval that holds 99 of 100. */
  readonly change: Estimate;
}

/** What there was at stake, and what there is. */
export interface StakesInput {
  /** Probability × value of past rows. */
  readonly past: Float64Array;
  readonly now: Float64Array;
  /** For each row of now, the place of the same row among the past ones; −1 where it is new or has changed. */
  readonly pairs: Int32Array;
  /** How the rate that the past outcomes let expect came out in draws of them, over what it is: see `expectedQuality`. */
  readonly doubt: Float64Array;
}

/**
 * How what is at stake has changed. Rows are drawn again, those that both sides have together, so that only what is new or
 * changed makes the interval wide. Where the rows of now are others than those of then, their probabilities rest on the
 * few of then that were alike; how far those may be wrong by chance is in the draws as well. Null where nothing was at
 * stake.
 */
export function moneyAtRisk({ past, now, pairs, doubt }: StakesInput, random: Random): MoneyAtRisk | null {
  const [before, after] = [meanOf(past, () => 1), meanOf(now, () => 1)];
  if (!(before > 0) || !Number.isFinite(after)) return null;
  const drawn = new Float64Array(past.length);
  const drawnNow = new Float64Array(now.length);
  const draws = Array.from(doubt, (factor) => {
    for (let i = 0; i < drawn.length; i++) drawn[i] = poisson(random);
    for (let i = 0; i < drawnNow.length; i++) {
      const pair = pairs[i]!;
      drawnNow[i] = pair < 0 ? poisson(random) : drawn[pair]!;
    }
    return (factor * meanOf(now, (i) => drawnNow[i]!)) / meanOf(past, (i) => drawn[i]!) - 1;
    // A draw of nobody says nothing.
  }).filter(Number.isFinite);
  return { past: before, now: after, change: estimate(after / before - 1, draws, 0.005) };
}

/** The numbers of a column at some rows, 0 where there is none; null without such a column. */
export function valuesAt(table: FeatureTable, name: string, rows: ArrayLike<number>): Float64Array | null {
  const column = table.columns.find((own) => own.name === name);
  if (column?.kind !== 'numeric') return null;
  return Float64Array.from(rows, (row) => column.values[row]! || 0);
}

function meanOf(values: Float64Array, weightOf: (i: number) => number): number {
  let [sum, total] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    sum += weightOf(i) * values[i]!;
    total += weightOf(i);
  }
  return sum / total;
}
