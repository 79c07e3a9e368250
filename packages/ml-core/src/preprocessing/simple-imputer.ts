/** What may stand in for a missing number. */
export const imputations = ['median', 'mean'] as const;
export type Imputation = (typeof imputations)[number];
