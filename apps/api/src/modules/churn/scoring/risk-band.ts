import type { RISK_BANDS } from '@holdfast/schema';

/** How urgent a customer is, relative to the model that scored. */
export type RiskBand = keyof typeof RISK_BANDS;

/** The two figures of a model that divide its scores into bands. */
export interface RiskLevels {
  /** From this probability the model predicts "leaves". */
  readonly decisionThreshold: number;
  /** Share of the training customers that left. */
  readonly churnRate: number;
}

/** HIGH from the decision threshold up, LOW below the average customer's probability, MEDIUM in between. */
export function riskBandOf(probability: number, levels: RiskLevels): RiskBand {
  if (probability >= levels.decisionThreshold) return 'HIGH';
  return probability < levels.churnRate ? 'LOW' : 'MEDIUM';
}
