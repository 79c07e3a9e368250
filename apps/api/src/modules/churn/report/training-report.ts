import { keep } from '../../../platform/words/kept.js';
import type { EventWords } from '../definition/event-words.types.js';
import { compareGroup, type ObservedColumn, type ObservedRates } from '../observed/observed-rates.js';
import type { ChurnModel } from '../registry/churn-model.entity.js';
import { defaultLevels } from '../scoring/risk-band.js';
import { settingsInWords, whyNoFurther } from '../training/candidate-words.js';
import type { Candidate, ColumnImportance, TrainedClassifier } from '../training/training.types.js';
import { algorithmName, imbalanceName } from '../training/training-plan.js';
import type { CandidateModel, CandidateStanding, FeatureImportance } from './churn-report.types.js';
import { describeFolds } from './folds-in-words.js';
import { say } from './messages.js';
import { warningsOf } from './model-warnings.js';
import { statementsOf } from './statements.js';
import { describeTrainingData, type ReportedOn } from './training-data.js';

/** From this correlation between values and the share that left, a column has a clear direction. */
const ONE_WAY = 0.5;

/** The engine's findings in the form of the model's record. */
export function reportOf(
  trained: TrainedClassifier,
  given: ReportedOn,
  words: EventWords,
): Partial<ChurnModel> {
  return {
    algorithm: algorithmName(trained.algorithm),
    imbalance: imbalanceName(trained.imbalance),
    features: trained.model.columns.map(({ name }) => name),
    trainedOn: trained.rows,
    churnRate: trained.positives / trained.rows,
    ...defaultLevels(trained.outOfFold.probabilities, trained.positives / trained.rows),
    metrics: trained.metrics,
    candidates: trained.candidates.map(describeCandidate),
    rocCurve: trained.rocCurve,
    precisionRecallCurve: trained.precisionRecallCurve,
    calibrationCurve: trained.calibrationCurve,
    gainsCurve: trained.gainsCurve,
    featureImportances: trained.importances.map((column) =>
      describeImportance(column, trained.observed, words),
    ),
    importanceGroups: trained.importanceGroups.map((group) => ({ ...group, columns: [...group.columns] })),
    learningCurve: trained.learningCurve,
    observedRates: trained.observed,
    statements: statementsOf(trained.rules, {
      columns: trained.model.columns,
      observed: trained.observed,
      words,
      labels: given.labels,
    }),
    warnings: warningsOf(trained, given.customers, words),
    trainingData: describeTrainingData(trained, given, words),
    // One that was trained elsewhere saw none of them.
    folds: trained.given ? null : describeFolds(trained.folds, words),
  };
}

function describeCandidate({ wentNoFurther, settings, ...candidate }: Candidate): CandidateModel {
  return {
    ...candidate,
    algorithm: algorithmName(candidate.algorithm),
    imbalance: imbalanceName(candidate.imbalance),
    wentNoFurther: wentNoFurther && { ...figuresOf(wentNoFurther), ...whyNoFurther(wentNoFurther) },
    settings: settings.map((tried) => ({ ...figuresOf(tried), ...settingsInWords(tried) })),
  };
}

function figuresOf({
  rows,
  brierScore,
  rocAuc,
  rivalBrierScore,
  rivalRocAuc,
}: Omit<CandidateStanding, 'text'>) {
  return { rows, brierScore, rocAuc, rivalBrierScore, rivalRocAuc };
}

function describeImportance(
  { feature, importance, standardDeviation }: ColumnImportance,
  observed: ObservedRates,
  words: EventWords,
): FeatureImportance {
  const column = observed.columns.find(({ name }) => name === feature)!;
  const direction = importance > 0 ? directionOf(column, observed, words) : null;
  const movesWith = observed.columns
    .filter(({ name, family }) => family === column.family && name !== feature)
    .map(({ name }) => name);
  return {
    ...{ feature, importance, standardDeviation, method: 'permutation' as const, movesWith },
    direction: direction?.text ?? null,
    ...(direction && { said: direction.said }),
  };
}

/** Where those left more often who have a column's value, or higher ones; null if that is not clear. */
export function directionOf(
  { type, groups }: ObservedColumn,
  observed: ObservedRates,
  words: Pick<EventWords, 'past' | 'gerund' | 'opposite'>,
) {
  const { past, gerund, opposite } = words;
  const towards = { past, gerund, opposite };
  const clear = groups
    .map((group) => compareGroup(group, observed))
    .filter((compared) => compared.clear)
    .sort((a, b) => b.difference - a.difference);
  const [top] = clear;
  if (top === undefined) return null;
  if ('level' in top.group) {
    return top.difference > 0 ? keep(say().direction, 'level', top.group.level, towards) : null;
  }
  const trend = trendOf(groups);
  if (Math.abs(trend) < ONE_WAY) return null;
  return keep(say().direction, type, trend > 0, towards);
}

/** Correlation of the order of the groups, in ascending order of their values, with the share that left, −1..1. */
function trendOf(groups: ObservedColumn['groups']): number {
  let customers = 0;
  let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
  for (const [i, group] of groups.entries()) {
    const weight = group.customers;
    const rate = group.left / weight;
    customers += weight;
    x += weight * i;
    y += weight * rate;
    xx += weight * i * i;
    yy += weight * rate * rate;
    xy += weight * i * rate;
  }
  const spread = Math.sqrt((customers * xx - x * x) * (customers * yy - y * y));
  return spread > 0 ? (customers * xy - x * y) / spread : 0;
}
