import { Z_95 } from '@holdfast/ml-core';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import type { ChurnSummary } from './churn-summary.types.js';
import type { BandTotals, ScoreTotals } from './total-scores.js';

const BANDS = ['LOW', 'MEDIUM', 'HIGH'] as const;

/**
 * A model's forecast for all customers who have not left, together. The interval is for their rate of leaving: it allows
 * for chance, and for the limited number of customers that the model was trained on.
 */
export function summariseScores(
  { left, bands: found }: ScoreTotals,
  { churnRate, trainedOn }: Pick<ChurnModel, 'churnRate' | 'trainedOn'>,
): ChurnSummary {
  const bands = BANDS.map((band) => found.find((row) => row.band === band) ?? nobodyIn(band));
  const sum = (figure: 'customers' | 'expectedChurners' | 'variance') =>
    bands.reduce((total, band) => total + band[figure], 0);
  const customers = sum('customers');
  const expectedChurners = sum('expectedChurners');
  const meanProbability = customers === 0 ? 0 : expectedChurners / customers;
  const reach =
    customers === 0
      ? 0
      : Z_95 * Math.sqrt(sum('variance') / customers ** 2 + (churnRate * (1 - churnRate)) / trainedOn);
  const losses = bands.flatMap(({ expectedLoss }) => expectedLoss ?? []);
  return {
    customers,
    leftCount: left,
    meanProbability,
    low: Math.max(0, meanProbability - reach),
    high: Math.min(1, meanProbability + reach),
    expectedChurners,
    highRiskCount: bands[2]!.customers,
    expectedLoss: losses.length === 0 ? null : losses.reduce((total, loss) => total + loss, 0),
    bands,
  };
}

function nobodyIn(band: BandTotals['band']): BandTotals {
  return { band, customers: 0, expectedChurners: 0, variance: 0, expectedLoss: null };
}
