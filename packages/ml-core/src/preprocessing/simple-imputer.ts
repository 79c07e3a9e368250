/** What may replace a missing number. */
export const imputations = ['median', 'mean'] as const;
export type Imputation = (typeof imputations)[number];
