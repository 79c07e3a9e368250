/** A model whose AUC interval reaches below this may not become champion. */
export const MIN_AUC_LOW = 0.55;
