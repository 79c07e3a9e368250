/**
 * Where the reader's assumptions start. None of them is known from the data, so each is an input beside the picture:
 * money in the dataset's own unit, the share that stays in 0..1. The value counts only where the dataset has no money.
 */
export const assumptionDefaults = { contactCost: 5, saveRate: 0.3, customerValue: 100 } as const;
