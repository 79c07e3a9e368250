import { type RiskRatio, riskRatio } from '@holdfast/ml-core';

/** Customers known to have left or stayed, and how many of them left. */
export interface Leaving {
  readonly known: number;
  readonly left: number;
}

/**
 * How many times as often a group left as all other customers, with its 95 % interval and p-value.
 * Null if it is unknown who left in the group or outside it.
 */
export function compareLeaving(group: Leaving, overall: Leaving): RiskRatio | null {
  if (group.known === 0 || group.known === overall.known) return null;
  return riskRatio(group.left, group.known, overall.left, overall.known);
}
