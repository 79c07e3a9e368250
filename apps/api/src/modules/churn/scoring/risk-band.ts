import { countBelow } from '@holdfast/ml-core';
import type { RISK_BANDS } from '@holdfast/schema';

/** How urgent a customer is, relative to the model that scored. */
export type RiskBand = keyof typeof RISK_BANDS;

/** The probabilities at which MEDIUM and HIGH begin. */
export interface RiskLevels {
  readonly mediumFrom: number;
  readonly highFrom: number;
}

/** LOW below mediumFrom, HIGH from highFrom up, MEDIUM in between. */
export function riskBandOf(probability: number, { mediumFrom, highFrom }: RiskLevels): RiskBand {
  if (probability >= highFrom) return 'HIGH';
  return probability < mediumFrom ? 'LOW' : 'MEDIUM';
}

/** The levels that hold: what was set for the dataset, else those of the model. MEDIUM never begins above HIGH. */
export function levelsFor(
  model: { readonly mediumFrom: number | null; readonly highFrom: number | null },
  set: { readonly mediumFrom: number | null; readonly highFrom: number | null },
): RiskLevels {
  const highFrom = set.highFrom ?? model.highFrom ?? 1;
  return { mediumFrom: Math.min(set.mediumFrom ?? model.mediumFrom ?? 0, highFrom), highFrom };
}

/** HIGH begins where the odds are this many times those of the average customer. */
const HIGH_ODDS = 3;
/** The least and the largest share of customers that are HIGH, and the least that are MEDIUM. */
const LEAST_HIGH = 0.05;
const MOST_HIGH = 0.25;
const LEAST_MEDIUM = 0.1;

/**
 * The levels of a model before anybody sets others: HIGH from three times the average odds on, but for no fewer than 5 %
 * and no more than 25 % of customers; MEDIUM from the average customer's probability on, but for no fewer than 10 %.
 * `probabilities` are those of customers whom the model had not seen, in any order.
 */
export function defaultLevels(probabilities: Float64Array, churnRate: number): RiskLevels {
  const sorted = Float64Array.from(probabilities).sort();
  const count = sorted.length;
  const at = (share: number) => sorted[Math.min(count - 1, Math.max(0, Math.floor(share * count)))]!;
  const odds = (HIGH_ODDS * churnRate) / (1 - churnRate);
  const urgent = churnRate >= 1 ? 1 : odds / (1 + odds);
  const highFrom = Math.min(Math.max(urgent, at(1 - MOST_HIGH)), at(1 - LEAST_HIGH));
  const below = countBelow(sorted, highFrom);
  return { mediumFrom: Math.min(churnRate, highFrom, at(below / count - LEAST_MEDIUM)), highFrom };
}
