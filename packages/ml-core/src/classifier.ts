import { type GradientBoostingModel, gradientBoostingLogOdds } from './ensemble/gradient-boosting.js';
import { predictRandomForest, type RandomForestModel } from './ensemble/random-forest.js';
import { type LogisticRegressionModel, logisticLogOdds } from './linear-model/logistic-regression.js';
import type { Matrix } from './matrix.js';
import { requireNumbers, requireObject, requireOneOf } from './validation.js';

/** Any fitted model of a binary target, told apart by `kind`. */
export type ClassifierModel = LogisticRegressionModel | RandomForestModel | GradientBoostingModel;
/** How it may have been fitted. */
export type ClassifierAlgorithm = ClassifierModel['kind'];
export const classifierKinds = ['logisticRegression', 'randomForest', 'gradientBoosting'] as const;

/**
 * What the model adds up before it is turned into a probability, one value a row: log-odds for logistic regression
 * and boosting, P(y = 1) itself for a forest. Contributions add up to it.
 * No rows give no values.
 * @throws ShapeError if X has another number of columns than the model was fitted on; InvalidParameterError for what is no
 * model, and for NaN (but for boosting) or infinity in X
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
 * P(y = 1) of each row as the model sees it, uncalibrated: after class weights or resampling it is too high.
 * No rows give no values.
 * @throws ShapeError if X has another number of columns than the model was fitted on; InvalidParameterError for what is no
 * model, and for NaN (but for boosting) or infinity in X
 */
export function predictProba(model: ClassifierModel, X: Matrix): Float64Array {
  return probabilityOf(model, rawOutput(model, X));
}

/**
 * What `predictProba` makes of the model's raw output, for callers that want both and would walk its trees only once.
 * @throws InvalidParameterError for what is no model, or no array of numbers
 */
export function probabilityOf(model: Pick<ClassifierModel, 'kind'>, output: ArrayLike<number>): Float64Array {
  requireOneOf('model.kind', requireObject('model', model).kind, classifierKinds);
  requireNumbers('output', output);
  if (model.kind === 'randomForest') return Float64Array.from(output);
  return Float64Array.from(output, (value) => 1 / (1 + Math.exp(-value)));
}
