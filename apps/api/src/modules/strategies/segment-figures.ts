import type { LeftOutCounts } from '../churn/index.js';

/** The summed scores of some customers who have not left. */
export interface RiskSum {
  readonly count: number;
  readonly expectedChurners: number;
  /** Sum of p · (1 − p): the variance of the number of leavers from chance alone. */
  readonly variance: number;
  /** Sum of probability × value; null if no value is known. */
  readonly expectedLoss: number | null;
}

/** A column that raises the scores of a segment's customers at risk. */
export interface ChurnDriver {
  readonly feature: string;
  /** Mean contribution to their raw score; positive. */
  readonly contribution: number;
}

/** The champion's figures for one segment. */
export interface ChurnFigures {
  readonly bands: Readonly<Record<'LOW' | 'MEDIUM' | 'HIGH', RiskSum>>;
  /** Those of each band who are not contacted all the same. */
  readonly leftOut: Readonly<Record<'LOW' | 'MEDIUM' | 'HIGH', LeftOutCounts>>;
  /** Customers of whom it is known whether they left, and those who did. */
  readonly known: number;
  readonly left: number;
  /** Strongest first. */
  readonly drivers: readonly ChurnDriver[];
}

/** The sum over nobody. */
export const NOBODY: RiskSum = { count: 0, expectedChurners: 0, variance: 0, expectedLoss: null };

/** Adds up who is not contacted. */
export function addLeftOut(counts: readonly LeftOutCounts[]): LeftOutCounts {
  const total = (pick: (one: LeftOutCounts) => number) => counts.reduce((sum, one) => sum + pick(one), 0);
  return {
    notToContact: total((one) => one.notToContact),
    heldOutOfAll: total((one) => one.heldOutOfAll),
    heldOutOfCampaigns: total((one) => one.heldOutOfCampaigns),
  };
}

/** Adds up sums; the loss is known if it is known for one of them. */
export function addUp(sums: readonly RiskSum[]): RiskSum {
  return sums.reduce(
    (total, sum) => ({
      count: total.count + sum.count,
      expectedChurners: total.expectedChurners + sum.expectedChurners,
      variance: total.variance + sum.variance,
      expectedLoss:
        sum.expectedLoss === null ? total.expectedLoss : (total.expectedLoss ?? 0) + sum.expectedLoss,
    }),
    NOBODY,
  );
}

/** All customers of a segment who have not left. */
export function everyone({ bands: { LOW, MEDIUM, HIGH } }: ChurnFigures): RiskSum {
  return addUp([LOW, MEDIUM, HIGH]);
}
