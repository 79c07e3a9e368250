import { PCA } from 'ml-pca';
import { fixSign } from '../decomposition/fix-sign.js';
import type { PcaModel } from '../decomposition/pca.js';
import { DegenerateDataError } from '../errors.js';
import { createMatrix } from '../matrix.js';
import type { Matrix } from '../types.js';
import { requireInteger, requireMatrix, requireOptions } from '../validation.js';

/** `fitPca` of the main entry, on ml-pca's singular value decomposition of the data: another way to the same model. */
export function fitPca(X: Matrix, options: { readonly components?: number } = {}): PcaModel {
  const { components = 2 } = requireOptions(options);
  requireMatrix('X', X);
  requireInteger('components', components, 1, X.columns);
  if (X.rows < 2) throw new DegenerateDataError(`X has ${X.rows} rows; the variance needs at least 2`);
  const { rows, columns, data } = X;
  const table = Array.from({ length: rows }, (_, row) => [
    ...data.subarray(row * columns, (row + 1) * columns),
  ]);
  const decomposed = new PCA(table, { method: 'SVD', center: true });
  const variances = decomposed.getEigenvalues();
  const total = variances.reduce((sum, value) => sum + value, 0);
  if (total === 0)
    throw new DegenerateDataError(`all ${rows} rows of X are equal; there is no variance to explain`);
  const directions = createMatrix(components, columns);
  const eigenvectors = decomposed.getEigenvectors();
  const explainedVariance = new Float64Array(components);
  for (let component = 0; component < components; component++) {
    directions.data.set(fixSign(eigenvectors.getColumn(component)), component * columns);
    explainedVariance[component] = variances[component]!;
  }
  return {
    kind: 'pca',
    version: 1,
    mean: Float64Array.from(decomposed.toJSON().means),
    components: directions,
    explainedVariance,
    explainedVarianceRatio: explainedVariance.map((value) => value / total),
  };
}
