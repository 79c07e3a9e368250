import type { ColumnImportance, TrainedClassifier } from '../engine/index.js';
import type { ChurnModel } from './churn-model.entity.js';
import type { FeatureImportance } from './churn-report.types.js';
import { warningsOf } from './model-warnings.js';
import { statementsOf } from './statements.js';
import { algorithmName, imbalanceName } from './training-plan.js';

/** From this correlation of values and contributions on, a column points one way. */
const ONE_WAY = 0.5;

/** What the engine found, as the model's record tells it. */
export function reportOf(trained: TrainedClassifier, customerCount: number): Partial<ChurnModel> {
  return {
    algorithm: algorithmName(trained.algorithm),
    imbalance: imbalanceName(trained.imbalance),
    features: trained.model.columns.map(({ name }) => name),
    trainedOn: trained.rows,
    churnRate: trained.positives / trained.rows,
    metrics: trained.metrics,
    candidates: trained.candidates.map((candidate) => ({
      ...candidate,
      algorithm: algorithmName(candidate.algorithm),
      imbalance: imbalanceName(candidate.imbalance),
    })),
    rocCurve: trained.rocCurve,
    precisionRecallCurve: trained.precisionRecallCurve,
    calibrationCurve: trained.calibrationCurve,
    gainsCurve: trained.gainsCurve,
    featureImportances: trained.importances.map(describeImportance),
    statements: statementsOf(trained.rules, trained.model.columns),
    warnings: warningsOf(trained, customerCount),
  };
}

function describeImportance(column: ColumnImportance): FeatureImportance {
  const { feature, importance, standardDeviation } = column;
  return { feature, importance, standardDeviation, method: 'permutation', direction: directionOf(column) };
}

function directionOf({ importance, trend, strongestLevel }: ColumnImportance): string | null {
  if (importance <= 0) return null;
  if (strongestLevel !== null) return `"${strongestLevel}" goes with leaving most`;
  if (trend === null || Math.abs(trend) < ONE_WAY) return null;
  return trend > 0 ? 'higher values go with leaving' : 'higher values go with staying';
}
