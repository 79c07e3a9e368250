/** Values customers by their purchases: the code that runs in a computing thread, and the types that describe its result. */
export type { BackTest } from './back-test.js';
export { type FittedPurchases, forecastOf, fromJson, toJson } from './fit-purchases.js';
export {
  factsOfAttributes,
  type PurchaseColumns,
  type PurchaseFacts,
  toColumns,
} from './purchase-facts.js';
export {
  VALUE_DAYS,
  type ValuedPurchases,
  type ValuePurchasesOperations,
  type ValueRequest,
  valuePurchases,
} from './value-purchases.js';
