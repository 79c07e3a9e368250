/**
 * The default assumptions. None of them is known from the data, so each is an input beside the chart: money in the
 * dataset's unit, the share that stays in 0..1. The value is used only if the dataset has no money column.
 */
export const assumptionDefaults = { contactCost: 5, saveRate: 0.3, customerValue: 100 } as const;
