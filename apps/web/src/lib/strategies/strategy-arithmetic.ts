/** What a strategy assumes; the reader can change each. */
export interface Assumptions {
  /** Share of would-be leavers who stay because of the contact, 0..1. */
  readonly saveRate: number;
  /** Cost of contacting one customer. */
  readonly contactCost: number;
  /** What a kept customer is worth; null if the dataset has no money column. */
  readonly customerValue: number | null;
}

/** A strategy's own figures, under its own assumptions. */
export interface StrategyFigures {
  readonly targetCount: number;
  readonly expectedSaved: number | null;
  readonly expectedValue: number | null;
  readonly assumptions: Assumptions;
}

/** The figures under other assumptions; null where one cannot be known. */
export interface Arithmetic {
  /** Those of the contacted who would leave if nobody called. */
  readonly leavers: number | null;
  readonly saved: number | null;
  readonly cost: number;
  readonly value: number | null;
}

/**
 * Works a strategy out under the reader's assumptions: leavers x save rate = saved; saved x value of a customer -
 * contacted x cost = expected value. The leavers follow from what the strategy expects to save at its own rate.
 */
export function strategyArithmetic(figures: StrategyFigures, assumed: Assumptions): Arithmetic {
  const { targetCount, expectedSaved, assumptions } = figures;
  const leavers =
    expectedSaved === null || assumptions.saveRate === 0 ? null : expectedSaved / assumptions.saveRate;
  const saved = leavers === null ? null : leavers * assumed.saveRate;
  const cost = targetCount * assumed.contactCost;
  const value =
    saved === null || assumed.customerValue === null ? null : saved * assumed.customerValue - cost;
  return { leavers, saved, cost, value };
}

/**
 * The assumptions to start from: the strategy's own, with the value of a customer that its expected value implies
 * where it names none (customers who differ in value are then taken at their mean).
 */
export function startingAssumptions({
  targetCount,
  expectedSaved,
  expectedValue,
  assumptions,
}: StrategyFigures): Assumptions {
  if (assumptions.customerValue !== null || expectedValue === null || !expectedSaved) return assumptions;
  const customerValue = (expectedValue + targetCount * assumptions.contactCost) / expectedSaved;
  return { ...assumptions, customerValue: Math.round(customerValue * 100) / 100 };
}
