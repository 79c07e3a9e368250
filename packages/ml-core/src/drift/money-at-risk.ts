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

const DRAWS = 300;

/**
 * How what is at stake has changed. Rows are drawn again, those that both sides have together, so that only what is new or
 * changed makes the interval wide. Null where nothing was at stake.
 * @param pairs For each row of now, the place of the same row among the past ones; −1 where it is new or has changed.
 */
export function moneyAtRisk(
  past: Float64Array,
  now: Float64Array,
  pairs: Int32Array,
  random: Random,
): MoneyAtRisk | null {
  const change = (drawn: (i: number) => number, drawnNow: (i: number) => number) =>
    meanOf(now, drawnNow) / meanOf(past, drawn) - 1;
  const [before, after] = [meanOf(past, () => 1), meanOf(now, () => 1)];
  if (!(before > 0) || !Number.isFinite(after)) return null;
  const draws = Array.from({ length: DRAWS }, () => {
    const drawn = past.map(() => poisson(random));
    const drawnNow = Float64Array.from(pairs, (pair) => (pair < 0 ? poisson(random) : drawn[pair]!));
    return change(
      (i) => drawn[i]!,
      (i) => drawnNow[i]!,
    );
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
