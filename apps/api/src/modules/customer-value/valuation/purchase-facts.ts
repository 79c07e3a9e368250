import type { PurchaseHistories, PurchaseValues } from '@holdfast/ml-core';

/** What is known of one customer's purchases, in days from the first one. */
export interface PurchaseFacts {
  /** Days with a purchase after the first one. */
  readonly repeats: number;
  readonly last: number;
  readonly age: number;
  /** Mean value of a day with repeated purchases; 0 where there is none. */
  readonly meanValue: number;
  /** What was bought less what was returned; null where no amount says so. */
  readonly historic: number | null;
}

/** The histories that a model is fitted to or answers about, as columns. */
export interface PurchaseColumns {
  readonly histories: PurchaseHistories;
  readonly values: PurchaseValues;
}

/** Makes columns of rows; a mean value that cannot be one of purchases is unknown. */
export function toColumns(facts: readonly Omit<PurchaseFacts, 'historic'>[]): PurchaseColumns {
  const column = (name: 'repeats' | 'last' | 'age' | 'meanValue') =>
    Float64Array.from(facts, (row) => row[name]);
  const meanValue = column('meanValue');
  const repeats = column('repeats');
  return {
    histories: { repeats, last: column('last'), age: column('age') },
    values: {
      purchases: repeats.map((count, i) =>
        meanValue[i]! >= LEAST_VALUE && meanValue[i]! <= MOST_VALUE ? count : 0,
      ),
      meanValue,
    },
  };
}

/** Values below it are free gifts, which say nothing about what a purchase is worth. */
const LEAST_VALUE = 1e-6;
/** No purchase is worth more. */
const MOST_VALUE = 1e12;

/**
 * The history of a customer whose attributes changed after the file was read: as the columns of the roll-up say, which count
 * to the day of observation. Null where they do not say it.
 */
export function factsOfAttributes(attributes: Readonly<Record<string, unknown>>): PurchaseFacts | null {
  const [frequency, tenure, recency] = ['frequency', 'tenure_days', 'recency_days'].map((name) =>
    numberOf(attributes[name]),
  );
  if (frequency == null || tenure == null || recency == null || tenure < 1 || tenure > 1e6) return null;
  const age = tenure - 1;
  const last = Math.min(age, Math.max(0, tenure - recency));
  // Two orders of one day are one purchase, so that there are no more than days.
  const repeats = Math.max(0, Math.min(Math.round(frequency) - 1, Math.floor(last)));
  const historic = numberOf(attributes.monetary_value);
  const meanValue = Math.max(0, numberOf(attributes.mean_order_value) ?? 0);
  return { repeats, last: repeats > 0 ? last : 0, age, meanValue, historic };
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' ? value : null;
}
