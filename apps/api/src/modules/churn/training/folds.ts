/** Folds that every figure is cross-validated over. */
export const FOLDS = 5;
