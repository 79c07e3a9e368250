import type { FeatureColumn, FeatureTable } from '@holdfast/ml-core';

/** A value, or having one at all, that occurs all but only with leavers. */
export interface PureValue {
  readonly column: string;
  /** `Reason is "moved"`, in words after the column's name: `is "moved"`, `has a value`, `has no value`. */
  readonly condition: string;
  readonly customers: number;
  readonly left: number;
}

/** From this share of leavers among those who have it, a value is pure; */
const PURE = 0.99;
/** with this many customers and this share of all leavers, it is no accident of a few. */
const LEAST_CUSTOMERS = 20;
const LEAST_SHARE = 0.05;
/** What chance may do: a bound on how often that many leavers come together in one value of one column (Chernoff). */
const BY_CHANCE = 1e-6;
/** Numbers with more values than this are amounts: a range of them that goes with leaving is no sign. */
const FEW_VALUES = 32;
/** A value of at least this share is the usual one, and what differs from it an event, such as a refund other than 0. */
const USUAL = 0.5;

/**
 * For each column the value that most leavers share and hardly anybody else has: a level, a number of which there are few,
 * having a value or none, or another than the usual. Such a value is written down because somebody leaves. O(rows ×
 * columns).
 */
export function findPureValues(table: FeatureTable, y: Uint8Array): PureValue[] {
  const positives = y.reduce((sum, label) => sum + label, 0);
  return table.columns.flatMap((column) => {
    const pure = conditionsOf(column, y).filter((found) => isPure(found, positives, y.length));
    const most = pure.reduce((best, found) => (found.left > best.left ? found : best), pure[0]!);
    return most ? [{ column: column.name, ...most }] : [];
  });
}

type Counted = Omit<PureValue, 'column'>;

function isPure({ customers, left }: Counted, positives: number, rows: number): boolean {
  if (customers < LEAST_CUSTOMERS || left < PURE * customers || left < LEAST_SHARE * positives) return false;
  const rate = positives / rows;
  const share = left / customers;
  const rest = share < 1 ? (1 - share) * Math.log((1 - share) / (1 - rate)) : 0;
  return Math.exp(-customers * (share * Math.log(share / rate) + rest)) < BY_CHANCE;
}

/** How many have each value of a column, and how many of them left. */
function conditionsOf(column: FeatureColumn, y: Uint8Array): Counted[] {
  const counts = countValues(column, y);
  const total = sum([...counts.values()]);
  const all = [...counts].filter(([value]) => value !== null);
  const present = { ...sum(all.map(([, count]) => count)), condition: 'has a value' };
  const missing = { ...minus(total, present), condition: 'has no value' };
  const [usual] = all.toSorted((a, b) => b[1].customers - a[1].customers);
  const unusual =
    usual && usual[1].customers >= USUAL * total.customers
      ? [{ ...minus(present, usual[1]), condition: `is not ${show(usual[0]!)}` }]
      : [];
  const each =
    column.kind === 'categorical' || all.length <= FEW_VALUES
      ? all.map(([value, count]) => ({ ...count, condition: `is ${show(value!)}` }))
      : [];
  return [present, missing, ...each, ...unusual];
}

interface Count {
  customers: number;
  left: number;
}

function countValues(column: FeatureColumn, y: Uint8Array): Map<string | number | null, Count> {
  const counts = new Map<string | number | null, Count>();
  for (let i = 0; i < y.length; i++) {
    const value =
      column.kind === 'numeric' ? knownNumber(column.values[i]!) : (column.levels[column.codes[i]!] ?? null);
    let count = counts.get(value);
    if (count === undefined) {
      count = { customers: 0, left: 0 };
      counts.set(value, count);
    }
    count.customers++;
    count.left += y[i]!;
  }
  return counts;
}

function knownNumber(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function sum(counts: readonly Count[]): Count {
  return counts.reduce(
    (total, { customers, left }) => ({ customers: total.customers + customers, left: total.left + left }),
    { customers: 0, left: 0 },
  );
}

function minus(a: Count, b: Count): Count {
  return { customers: a.customers - b.customers, left: a.left - b.left };
}

function show(value: string | number): string {
  return typeof value === 'number' ? String(value) : `"${value}"`;
}
