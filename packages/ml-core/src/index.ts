/**
 * Clustering, projection, classification and explanation on typed arrays: numbers in, plain data out.
 * Nothing here knows a customer, a file, a clock or an unseeded draw. The exports are grouped by discipline.
 */

// calibration
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
// trees and ensembles of them
export {
  fitRandomForest,
  predictRandomForest,
  type RandomForestModel,
  type RandomForestOptions,
} from './ensemble/random-forest.js';
// data and errors
export { ArtefactError, DegenerateDataError, InvalidParameterError, MlError, ShapeError } from './errors.js';
// linear models and weights
export { balancedClassWeights, type WeightOptions } from './imbalance/class-weight.js';
// imbalance
export { type ResampleOptions, randomOverSample, randomUnderSample } from './imbalance/random-sampler.js';
export { type ImbalanceStrategy, resample } from './imbalance/resample.js';
export { type LabelledTable, type SmoteOptions, smote } from './imbalance/smote.js';
export {
  fitLogisticRegression,
  type LogisticRegressionModel,
  type LogisticRegressionOptions,
  logisticLogOdds,
} from './linear-model/logistic-regression.js';
export { createMatrix, type Matrix, matrixFromRows, takeColumns, takeRows } from './matrix.js';
// metrics
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
  type Curve,
  type CurveOptions,
  cumulativeGains,
  precisionRecallCurve,
  rocCurve,
} from './metrics/curves.js';
export {
  type AucInterval,
  averagePrecision,
  rocAuc,
  rocAucInterval,
  topDecileLift,
} from './metrics/ranking.js';
// model selection
export { duplicateGroups } from './model-selection/duplicate-groups.js';
export { type StratifiedKFoldOptions, stratifiedKFold } from './model-selection/stratified-k-fold.js';
// threads, progress, cancellation
export { createPool, type Pool, type TaskPort } from './parallel/pool.js';
export type { OnProgress, StopSignal } from './parallel/progress.js';
export { serveTasks } from './parallel/serve-tasks.js';
// preprocessing
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
export {
  applyPreprocessor,
  type CategoricalEncoding,
  type ColumnEncoding,
  type DroppedColumn,
  fitPreprocessor,
  type NumericEncoding,
  type Preprocessor,
  type PreprocessorOptions,
} from './preprocessing/pipeline.js';
export { createRandom, type Random } from './random.js';
export {
  checkTrees,
  countTrees,
  type DecisionTrees,
  measureDepth,
  readNode,
  type TreeNode,
} from './tree/decision-trees.js';
