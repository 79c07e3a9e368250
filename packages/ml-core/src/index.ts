/**
 * Clustering, projection, classification and explanation on typed arrays: numbers in, plain data out. Nothing here
 * reads a file, a clock or an unseeded random number, or knows what a row stands for. Each folder is a discipline, and
 * exports are grouped by folder.
 */

export { countAtMost, countBelow } from './binary-search.js';
export {
  type CalibrationMethod,
  type Calibrator,
  type CrossFitOptions,
  type CrossFitted,
  calibrate,
  crossFitCalibration,
} from './calibration/calibrate.js';
export { fitIsotonic, type IsotonicCalibrator } from './calibration/isotonic.js';
export { fitPlatt, type PlattCalibrator } from './calibration/platt.js';
export {
  type ClassifierAlgorithm,
  type ClassifierModel,
  predictProba,
  probabilityOf,
  rawOutput,
} from './classifier.js';
export type { CentroidAlignmentInput } from './cluster/align-centroids.js';
export {
  type AlignmentInput,
  alignClusters,
  countOverlap,
  type OverlapInput,
} from './cluster/align-clusters.js';
export {
  type CloudComparison,
  type CloudFigures,
  type CloudOptions,
  compareWithCloud,
} from './cluster/cloud/compare-with-cloud.js';
export type { ClusterAlignment } from './cluster/cluster-alignment.js';
export { countDistinctRows } from './cluster/distinct-rows.js';
export { fitKMeansRange, type KMeansRangeOptions } from './cluster/fit/fit-k-means-range.js';
export {
  centroidDistances,
  fitKMeans,
  type KMeansOptions,
  nearestCentroid,
  predictKMeans,
} from './cluster/k-means.js';
export type { FittedKMeans, KMeansModel } from './cluster/k-means-model.js';
export {
  type KEvidence,
  type KFailure,
  type KRating,
  type KSelection,
  STABLE_K,
  selectK,
} from './cluster/select-k.js';
export {
  type ClusterQuality,
  type KMeansFit,
  type KMeansSweep,
  type KMeansSweepOptions,
  sweepKMeans,
} from './cluster/sweep-k-means.js';
export { fitPca, type PcaModel, transformPca } from './decomposition/pca.js';
export {
  type CheckDriftOptions,
  checkDrift,
  type DriftReport,
} from './drift/check-drift.js';
export type { ColumnDefect, ColumnDrift } from './drift/column-drift.js';
export { type ColumnProfile, profileTable } from './drift/column-profile.js';
export type { ExpectedOfModel, MonitoredModel } from './drift/expect-quality.js';
export type { Estimate, ExpectedQuality } from './drift/expected-quality.js';
export {
  type JudgedPromise,
  type JudgePromiseOptions,
  judgePromise,
  type ToldRows,
} from './drift/judge-promise.js';
export type { MoneyAtRisk } from './drift/money-at-risk.js';
export type { NamedRows } from './drift/tell-apart.js';
export {
  fitGradientBoosting,
  type GradientBoostingModel,
  type GradientBoostingOptions,
  gradientBoostingLogOdds,
} from './ensemble/gradient-boosting.js';
export {
  fitRandomForest,
  predictRandomForest,
  type RandomForestModel,
  type RandomForestOptions,
} from './ensemble/random-forest.js';
export { ArtefactError, DegenerateDataError, InvalidParameterError, MlError, ShapeError } from './errors.js';
export { type AdjustedDifference, adjustedDifference } from './experiments/adjusted-difference.js';
export type { ArmSums } from './experiments/arm-sums.js';
export { type Difference, differenceInterval } from './experiments/difference-interval.js';
export { differencesDifferPValue, type GroupArms } from './experiments/differences-differ.js';
export { drawOf, type HoldOutOptions, holdOut } from './experiments/hold-out.js';
export {
  type Judgement,
  type JudgeOptions,
  judgeExperiment,
  type PlannedRows,
} from './experiments/judge-experiment.js';
export { sampleRatioPValue } from './experiments/sample-ratio.js';
export { type ExperimentPlan, smallestDifference } from './experiments/smallest-difference.js';
export { balancedClassWeights, type WeightOptions } from './imbalance/class-weight.js';
export { type ResampleOptions, randomOverSample, randomUnderSample } from './imbalance/random-sampler.js';
export { type ImbalanceStrategy, resample } from './imbalance/resample.js';
export { type LabelledTable, type SmoteOptions, smote } from './imbalance/smote.js';
export {
  type CompleteRowOptions,
  completeRow,
  createDonorPool,
  type DonorPool,
} from './imputation/donor-pool.js';
export {
  type ColumnRelation,
  type FollowedChange,
  findRelations,
  followChange,
  relationValue,
} from './inspection/column-relations.js';
export { columnsTogether } from './inspection/columns-together.js';
export { type ComputedColumn, computedColumns } from './inspection/computed-columns.js';
export { contributions, mergeBySource } from './inspection/contributions.js';
export {
  type ContributionsInChunksOptions,
  contributionsInChunks,
} from './inspection/contributions-in-chunks.js';
export {
  findGroupRules,
  type GroupRule,
  type GroupRuleOptions,
} from './inspection/group-rules/find-group-rules.js';
export { type GroupCondition, rowsMeeting } from './inspection/group-rules/group-condition.js';
export {
  type PermutationImportance,
  type PermutationImportanceOptions,
  permutationImportance,
} from './inspection/permutation-importance.js';
export {
  mineRules,
  type Rule,
  type RuleCondition,
  type RuleMiningOptions,
} from './inspection/rule-mining.js';
export { type SliceQuality, type SliceQualityOptions, sliceQuality } from './inspection/slice-quality.js';
export { type Contributions, treeShap } from './inspection/tree-shap.js';
export { type BgNbdModel, fitBgNbd, fitNbd, type NbdModel } from './lifetime/bg-nbd.js';
export {
  expectedRepeats,
  type Forecast,
  forecastPurchases,
  type PurchaseForecast,
} from './lifetime/forecast-purchases.js';
export {
  fitGammaGamma,
  forecastValue,
  type GammaGammaModel,
  type PurchaseValues,
} from './lifetime/gamma-gamma.js';
export { multiplyForecasts } from './lifetime/multiply-forecasts.js';
export type { PurchaseHistories } from './lifetime/purchase-histories.js';
export {
  fitShrunkenValue,
  forecastShrunkenValue,
  type ShrunkenValueModel,
} from './lifetime/shrunken-value.js';
export {
  fitLogisticRegression,
  type LogisticRegressionModel,
  type LogisticRegressionOptions,
  logisticLogOdds,
} from './linear-model/logistic-regression.js';
export { createMatrix, matrixFromRows, takeColumns, takeRows } from './matrix.js';
export {
  brierScore,
  type CalibrationCurve,
  type CalibrationOptions,
  calibrationCurve,
  expectedCalibrationError,
  logLoss,
} from './metrics/calibration.js';
export {
  accuracyScore,
  type ConfusionMatrix,
  confusionMatrix,
  f1Score,
  precisionScore,
  recallScore,
} from './metrics/classification.js';
export {
  adjustedRandIndex,
  calinskiHarabaszScore,
  daviesBouldinScore,
} from './metrics/clustering.js';
export {
  type Curve,
  type CurveOptions,
  cumulativeGains,
  precisionRecallCurve,
  rocCurve,
} from './metrics/curves.js';
export {
  type Interval,
  type MetricIntervals,
  metricIntervals,
  proportionInterval,
} from './metrics/intervals.js';
export { twoSidedZ } from './metrics/normal-quantile.js';
export { brierDifference, type PairedDifference, rocAucDifference } from './metrics/paired-differences.js';
export {
  type AucInterval,
  averagePrecision,
  rocAuc,
  rocAucInterval,
  topDecileLift,
} from './metrics/ranking.js';
export { type RiskRatio, riskRatio } from './metrics/risk-ratio.js';
export {
  measureSilhouettes,
  type Silhouette,
  type SilhouetteOptions,
  silhouetteScore,
} from './metrics/silhouette.js';
export { Z_95 } from './metrics/z95.js';
export { chooseRidge } from './model-selection/choose-ridge.js';
export {
  type CrossValidateOptions,
  type CrossValidation,
  crossValidate,
  type HeldFolds,
} from './model-selection/cross-validate.js';
export { duplicateGroups } from './model-selection/duplicate-groups.js';
export { hashKeys, saltOf } from './model-selection/hash-keys.js';
export {
  type ExpectedGain,
  expectedGain,
  type LearningCurve,
  type LearningCurveOptions,
  measureLearningCurve,
} from './model-selection/learning-curve.js';
export { nearDuplicateGroups } from './model-selection/near-duplicate-groups.js';
export { type StratifiedKFoldOptions, stratifiedKFold } from './model-selection/stratified-k-fold.js';
export {
  bestF1Threshold,
  bestProfitThreshold,
  type F1Threshold,
  type ProfitAssumptions,
  type ProfitCurve,
  type ProfitThreshold,
  profitCurve,
} from './model-selection/threshold.js';
export {
  type ClassifierRecipe,
  type TrainClassifierOptions,
  type TrainedClassifier,
  trainClassifier,
} from './model-selection/train-classifier.js';
export { exportOnnx, type OnnxSource } from './onnx/export-onnx.js';
export { createPool, type TaskPort } from './parallel/pool.js';
export {
  type ClassifierPipeline,
  deserialiseModel,
  type StoredModel,
  serialiseModel,
} from './persistence.js';
export { combineSummaries } from './preprocessing/combine-summaries.js';
export { datesToDurations, findReferenceDay, type ReferenceDay } from './preprocessing/dates-to-durations.js';
export {
  type EncodedRecord,
  type EncodingWarning,
  encodeRecord,
  type RecordValue,
} from './preprocessing/encode-record.js';
export {
  type CategoricalColumn,
  type FeatureColumn,
  type FeatureTable,
  type NumericColumn,
  takeTableRows,
} from './preprocessing/feature-table.js';
export { limitColumns, type OrdinaryRange, ordinaryRange } from './preprocessing/ordinary-range.js';
export { applyPreprocessor, fitPreprocessor, type PreprocessorOptions } from './preprocessing/pipeline.js';
export type {
  CategoricalEncoding,
  ColumnEncoding,
  DroppedColumn,
  NumericEncoding,
  Preprocessor,
} from './preprocessing/preprocessor.js';
export { type EncodingOptions, preprocessorFrom } from './preprocessing/preprocessor-from-summaries.js';
export { type Standardised, standardise } from './preprocessing/standardise.js';
export {
  type CategoricalSummary,
  type ColumnSummary,
  type Measures,
  type NumericSummary,
  type SummariseOptions,
  summarise,
  summariseGroups,
} from './preprocessing/summarise.js';
export { weighColumns } from './preprocessing/weigh-columns.js';
export { createRandom, type Random } from './random.js';
export { kaplanMeier, restrictedMean, type SurvivalCurve } from './survival/kaplan-meier.js';
export type { LifeTable } from './survival/life-table.js';
export { type LogRank, logRankTest } from './survival/log-rank.js';
export { type LastedSoFar, type RemainingTime, remainingTime } from './survival/remaining-time.js';
export { serveTasks } from './tasks.js';
export {
  checkTrees,
  countTrees,
  type DecisionTrees,
  measureDepth,
  readNode,
  type TreeNode,
} from './tree/decision-trees.js';
export type { Matrix, OnProgress, Pool, StopSignal } from './types.js';
export {
  fitUplift,
  predictUplift,
  type UpliftModel,
  type UpliftOptions,
} from './uplift/fit-uplift.js';
export { type MeasuredUplift, type MeasureUpliftOptions, measureUplift } from './uplift/measure-uplift.js';
export { type QiniCurve, qiniCurve } from './uplift/qini.js';
export type { Trial } from './uplift/trial.js';
