import { type ClassifierModel, classifierKinds } from '../classifier.js';
import type { LogisticRegressionModel } from '../linear-model/logistic-regression.js';
import { createMatrix } from '../matrix.js';
import type { Matrix } from '../types.js';
import {
  requireColumns,
  requireFiniteCells,
  requireInstance,
  requireLength,
  requireMatrixData,
  requireNumber,
  requireObject,
  requireOneOf,
} from '../validation.js';
import { requireSources } from './require-sources.js';
import { type Contributions, treeShap } from './tree-shap.js';

/**
 * How much each encoded feature moves each row away from the average: `base` plus a row's contributions is the model's
 * raw output (1e-9), which comes along, so that who explains rows need not predict them as well. Shapley values in both
 * cases: of the trees' own game (TreeSHAP), and for a linear model coefficient × (x − mean), features taken as
 * independent. An X without rows has none.
 * @throws ShapeError if X has a different number of columns than the model was fitted on; InvalidParameterError for
 * anything that is not a model, and for values in X that it cannot score
 */
export function contributions(model: ClassifierModel, X: Matrix): Contributions {
  requireOneOf('model.kind', requireObject('model', model).kind, classifierKinds);
  return model.kind === 'logisticRegression' ? linearContributions(model, X) : treeShap(model, X);
}

function linearContributions(model: LogisticRegressionModel, X: Matrix): Contributions {
  const { coefficients, intercept, means } = model;
  requireInstance('model.coefficients', coefficients, Float64Array);
  requireLength('model.means', means, 'model.coefficients', coefficients.length);
  requireNumber('model.intercept', intercept, -Number.MAX_VALUE);
  requireColumns(X, coefficients.length);
  requireFiniteCells('X', X);
  let base = intercept;
  for (let j = 0; j < coefficients.length; j++) base += coefficients[j]! * means[j]!;
  const { rows, columns, data } = X;
  const values = createMatrix(rows, columns);
  const rawOutput = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    let z = intercept;
    for (let j = 0; j < columns; j++) {
      const x = data[i * columns + j]!;
      z += coefficients[j]! * x;
      values.data[i * columns + j] = coefficients[j]! * (x - means[j]!);
    }
    rawOutput[i] = z;
  }
  return { base, rawOutput, values };
}

/**
 * Adds up the encoded columns of each original column: its levels, its value and whether it was missing.
 *
 * @param values rows × encoded columns, e.g. contributions
 * @param sourceIndex encoded column → original column, see `Preprocessor`
 * @param columnCount 1..1,000,000
 * @returns rows × columnCount; a column that was dropped has zeros
 * @throws ShapeError or InvalidParameterError, naming the argument
 */
export function mergeBySource(values: Matrix, sourceIndex: Int32Array, columnCount: number): Matrix {
  requireMatrixData('values', values);
  requireSources(sourceIndex, columnCount, values.columns);
  const merged = createMatrix(values.rows, columnCount);
  for (let i = 0; i < values.rows; i++) {
    for (let j = 0; j < values.columns; j++) {
      merged.data[i * columnCount + sourceIndex[j]!]! += values.data[i * values.columns + j]!;
    }
  }
  return merged;
}
