import type { Forecast } from '@holdfast/ml-core';
import { type BackTest, backTest, type Came } from './back-test.js';
import { type FittedPurchases, fitPurchases, forecastOf } from './fit-purchases.js';
import type { PurchaseColumns } from './purchase-facts.js';

/** Days ahead that a customer's value is about. */
export const VALUE_DAYS = 365;

/** Purchases to learn from, and customers to value. */
export interface ValueRequest {
  /** Up to the day of observation, with what came from it on. */
  readonly before: PurchaseColumns;
  readonly came: Came;
  readonly daysAfter: number;
  /** Up to the last day of the file. */
  readonly whole: PurchaseColumns;
  /** Whom to value. */
  readonly customers: PurchaseColumns;
  readonly isMoney: boolean;
  readonly returnedShare: number;
}

/** What was fitted, how well it foresaw, and what customers are worth. */
export interface ValuedPurchases {
  readonly fitted: FittedPurchases;
  readonly backTest: BackTest | null;
  readonly expectedPurchases: Float64Array;
  readonly alive: Float64Array;
  readonly value: Forecast | null;
}

/** The operation of a valuation. */
export type ValuePurchasesOperations = {
  /** Null where too few customers came back to say anything. */
  readonly value: (options: object) => ValuedPurchases | null;
};

/** Fits and values in this thread; 1,000,000 customers take some seconds. */
export async function valuePurchases(request: ValueRequest): Promise<ValuePurchasesOperations> {
  return { value: () => value(request) };
}

function value({
  before,
  came,
  daysAfter,
  whole,
  customers,
  isMoney,
  returnedShare,
}: ValueRequest): ValuedPurchases | null {
  const fitted = fitPurchases(whole, { isMoney, returnedShare });
  if (fitted === null) return null;
  const forecast = forecastOf(fitted, customers, VALUE_DAYS);
  return {
    fitted,
    backTest: backTest(before, came, { days: daysAfter, isMoney }),
    expectedPurchases: forecast.purchases.expected,
    alive: forecast.purchases.alive,
    value: forecast.value,
  };
}
