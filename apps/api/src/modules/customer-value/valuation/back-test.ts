import { fitPurchases, forecastOf } from './fit-purchases.js';
import type { PurchaseColumns } from './purchase-facts.js';

/** What came after the day of observation, of each customer. */
export interface Came {
  readonly purchases: Float64Array;
  readonly value: Float64Array;
}

/** Predicted and come, of some customers together. Values are null where purchases have no amount. */
export interface Comparison {
  readonly customers: number;
  readonly predictedPurchases: number;
  readonly purchases: number;
  readonly predictedValue: number | null;
  readonly value: number | null;
}

/** How well a model that was fitted to the day of observation foresaw the days from it on. */
export interface BackTest extends Comparison {
  readonly days: number;
  readonly method: 'BG_NBD' | 'SHRUNKEN_AVERAGE';
  /** If everybody had gone on at the rate so far. */
  readonly naivePurchases: number;
  /** Ten groups of equal size, by what was predicted of them, the most first. */
  readonly tenths: readonly Comparison[];
}

/** Null where too little came before the day to learn from, or nothing after it is known. */
export function backTest(
  before: PurchaseColumns,
  came: Came,
  { days, isMoney }: { readonly days: number; readonly isMoney: boolean },
): BackTest | null {
  const customers = came.purchases.length;
  // Returns are left out of both sides.
  const fitted = days < 1 ? null : fitPurchases(before, { isMoney, returnedShare: 0 });
  if (fitted === null) return null;
  const { purchases, value } = forecastOf(fitted, before, days);
  const compare = (rows: Int32Array): Comparison => {
    const sum = (values: Float64Array) => rows.reduce((total, i) => total + values[i]!, 0);
    return {
      customers: rows.length,
      predictedPurchases: sum(purchases.expected),
      purchases: sum(came.purchases),
      predictedValue: value && sum(value.expected),
      value: value && sum(came.value),
    };
  };
  const rank = (value ?? purchases).expected;
  const order = Int32Array.from(rank.keys()).sort((i, j) => rank[j]! - rank[i]! || i - j);
  const { repeats, age } = before.histories;
  const naive = repeats.reduce((total, count, i) => total + (age[i]! > 0 ? (count / age[i]!) * days : 0), 0);
  const groups = Math.min(10, customers);
  const edge = (group: number) => Math.round((group * customers) / groups);
  return {
    days,
    method: fitted.purchases.kind === 'bgNbd' ? 'BG_NBD' : 'SHRUNKEN_AVERAGE',
    ...compare(order),
    naivePurchases: naive,
    tenths: Array.from({ length: groups }, (_, group) =>
      compare(order.subarray(edge(group), edge(group + 1))),
    ),
  };
}
