import { PCA } from 'ml-pca';
import { DegenerateDataError } from '../errors.js';
import { createMatrix } from '../matrix.js';
import type { Matrix } from '../types.js';
import {
  requireColumns,
  requireFiniteCells,
  requireInstance,
  requireInteger,
  requireLength,
  requireMatrixShape,
  requireModel,
  requireOptions,
} from '../validation.js';
import { covariance } from './covariance.js';
import { fixSign } from './fix-sign.js';

/** A fitted principal component analysis. Plain data. */
export interface PcaModel {
  readonly kind: 'pca';
  readonly version: 1;
  /** The mean of each column. */
  readonly mean: Float64Array;
  /** components × columns: unit vectors, the largest entry of each positive. */
  readonly components: Matrix;
  /** Variance along each component, over rows - 1. */
  readonly explainedVariance: Float64Array;
  /** The same as a share of the total variance. */
  readonly explainedVarianceRatio: Float64Array;
}

/**
 * Principal component analysis by the covariance matrix: a kernel adds it up in float64, ml-pca finds its eigenvectors.
 * A component's sign is fixed by making its largest entry positive, the first one where several are as large, so that a
 * picture does not flip between two fits. O(rows × columns² + columns³).
 *
 * @param options.components 1..columns
 * @throws DegenerateDataError if there are fewer than two rows, or if they are all equal.
 * @throws InvalidParameterError for components out of range, or NaN or infinity in X.
 */
export function fitPca(X: Matrix, options: { readonly components?: number } = {}): PcaModel {
  const { components = 2 } = requireOptions(options);
  requireMatrixShape('X', X);
  requireInteger('components', components, 1, X.columns);
  if (X.rows < 2) throw new DegenerateDataError(`X has ${X.rows} rows; the variance needs at least 2`);
  const { mean, matrix } = covariance(X);
  const decomposed = new PCA(matrix, { isCovarianceMatrix: true });
  const variances = decomposed.getEigenvalues().map((value) => Math.max(0, value));
  const total = variances.reduce((sum, value) => sum + value, 0);
  if (total === 0)
    throw new DegenerateDataError(`all ${X.rows} rows of X are equal; there is no variance to explain`);

  const eigenvectors = decomposed.getEigenvectors();
  const directions = createMatrix(components, X.columns);
  for (let component = 0; component < components; component++) {
    directions.data.set(fixSign(eigenvectors.getColumn(component)), component * X.columns);
  }
  const explainedVariance = Float64Array.from(variances.slice(0, components));
  const explainedVarianceRatio = explainedVariance.map((value) => value / total);
  return { kind: 'pca', version: 1, mean, components: directions, explainedVariance, explainedVarianceRatio };
}

/**
 * Coordinates of rows along the components: rows × components. Works on any rows with the columns of the fit.
 * @throws ShapeError if X has a different number of columns than the model; InvalidParameterError for NaN or infinity
 * in it, and for a model of another kind.
 */
export function transformPca(model: PcaModel, X: Matrix): Matrix {
  requireModel(model, 'pca');
  const { mean, components } = model;
  requireMatrixShape('model.components', components);
  requireInstance('model.mean', mean, Float64Array);
  requireLength('model.mean', mean, 'a component', components.columns);
  requireColumns(X, mean.length);
  requireFiniteCells('X', X);
  const { rows: width, data: directions } = components;
  const projected = createMatrix(X.rows, width);
  const { rows, columns, data } = X;
  for (let row = 0; row < rows; row++) {
    const from = row * columns;
    for (let component = 0, at = 0; component < width; component++) {
      let sum = 0;
      for (let j = 0; j < columns; j++, at++) sum += (data[from + j]! - mean[j]!) * directions[at]!;
      projected.data[row * width + component] = sum;
    }
  }
  return projected;
}
