import type { FeatureColumnSpec } from '../../engine/index.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import type { ColumnImportance, TrainedClassifier } from '../training/training.types.js';
import { algorithmName, imbalanceName } from '../training/training-plan.js';
import type { FeatureImportance } from './churn-report.types.js';
import { warningsOf } from './model-warnings.js';
import { statementsOf } from './statements.js';

/** From this correlation between values and contributions, a column has a clear direction. */
const ONE_WAY = 0.5;

/** The engine's findings in the form of the model's record. */
export function reportOf(trained: TrainedClassifier, customerCount: number): Partial<ChurnModel> {
  const types = new Map(trained.model.columns.map(({ name, type }) => [name, type]));
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
    featureImportances: trained.importances.map((column) => describeImportance(column, types)),
    statements: statementsOf(trained.rules, trained.model.columns),
    warnings: warningsOf(trained, customerCount),
  };
}

type ColumnTypes = ReadonlyMap<string, FeatureColumnSpec['type']>;

function describeImportance(column: ColumnImportance, types: ColumnTypes): FeatureImportance {
  const { feature, importance, standardDeviation } = column;
  const direction = directionOf(column, types.get(feature) ?? 'CATEGORY');
  return { feature, importance, standardDeviation, method: 'permutation', direction };
}

const HIGH_VALUES: Record<FeatureColumnSpec['type'], string> = {
  NUMBER: 'higher values go',
  DATE: 'later dates go',
  BOOLEAN: 'yes goes',
  CATEGORY: 'it goes',
};

function directionOf(
  { importance, trend, strongestLevel }: ColumnImportance,
  type: FeatureColumnSpec['type'],
): string | null {
  if (importance <= 0) return null;
  if (strongestLevel !== null) return `"${strongestLevel}" goes most with leaving`;
  if (trend === null || Math.abs(trend) < ONE_WAY) return null;
  return `${HIGH_VALUES[type]} with ${trend > 0 ? 'leaving' : 'staying'}`;
}
