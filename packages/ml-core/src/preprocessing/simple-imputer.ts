import { momentsOf } from './moments.js';
import { type PresentValues, quantile } from './present-values.js';

/** What may replace a missing number. */
export const imputations = ['median', 'mean'] as const;
export type Imputation = (typeof imputations)[number];

/** The value that replaces a missing number. `present` holds at least one value. */
export function imputedValue(present: PresentValues, imputation: Imputation): number {
  return imputation === 'median' ? quantile(present, 0.5) : momentsOf(present.values, present.weights).mean;
}
