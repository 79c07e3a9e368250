import { type GradientBoostingModel, gradientBoostingLogOdds } from './ensemble/gradient-boosting.js';
import { predictRandomForest, type RandomForestModel } from './ensemble/random-forest.js';
import { type LogisticRegressionModel, logisticLogOdds } from './linear-model/logistic-regression.js';
import type { Matrix } from './types.js';
import { requireNumbers, requireObject, requireOneOf } from './validation.js';

/** Any fitted model of a binary target, distinguished by `kind`. */
export type ClassifierModel = LogisticRegressionModel | RandomForestModel | GradientBoostingModel;
/** The kinds of classifier. */
export type ClassifierAlgorithm = ClassifierModel['kind'];
export const classifierKinds = ['logisticRegression', 'randomForest', 'gradientBoosting'] as const;

/**
 * The model's output before it becomes a probability, one value per row: log-odds for logistic regression and boosting,
 * P(y = 1) itself for a forest. Contributions add up to it. An X without rows gives an empty result.
 * @throws ShapeError if X has a different number of columns than the model was fitted on; InvalidParameterError for
 * anything that is not a model, and for NaN (except for boosting) or infinity in X
 */
export function rawOutput(model: ClassifierModel, X: Matrix): Float64Array {
  requireOneOf('model.kind', requireObject('model', model).kind, classifierKinds);
  switch (model.kind) {
    case 'logisticRegression':
      return logisticLogOdds(model, X);
    case 'randomForest':
      return predictRandomForest(model, X);
    case 'gradientBoosting':
      return gradientBoostingLogOdds(model, X);
  }
}

/**
 * The model's P(y = 1) of each row, uncalibrated: after class weights or resampling it is too high. An X without rows
 * gives an empty result.
 * @throws ShapeError if X has a different number of columns than the model was fitted on; InvalidParameterError for
 * anything that is not a model, and for NaN (except for boosting) or infinity in X
 */
export function predictProba(model: ClassifierModel, X: Matrix): Float64Array {
  return probabilityOf(model, rawOutput(model, X));
}

/**
 * Turns the model's raw output into what `predictProba` returns, for callers that need both and want to walk its trees
 * only once.
 * @throws InvalidParameterError for anything that is not a model or not an array of numbers
 */
export function probabilityOf(model: Pick<ClassifierModel, 'kind'>, output: ArrayLike<number>): Float64Array {
  requireOneOf('model.kind', requireObject('model', model).kind, classifierKinds);
  requireNumbers('output', output);
  if (model.kind === 'randomForest') return Float64Array.from(output);
  return Float64Array.from(output, (value) => 1 / (1 + Math.exp(-value)));
}
