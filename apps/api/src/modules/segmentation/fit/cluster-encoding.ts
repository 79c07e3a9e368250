import type { EncodingOptions } from '@holdfast/ml-core';
import type { FeatureColumnSpec, TableSpec } from '../../engine/index.js';
import type { FeatureSpec } from '../../feature-matrix/index.js';

/**
 * How columns become coordinates for measuring distances. A number has variance 1, so that the mean squared distance of
 * two customers in it is 2; of two who differ in a category or a yes/no it is 2 as well, however many levels there are
 * and however rare they are. Standardised instead, a flag that one customer in a hundred has would lie ten deviations
 * away and form a cluster of its own. (Planted tables whose groups can be found, mean and worst adjusted Rand index:
 * categories alone 0.96 and 0.91, categories and numbers 0.95 and 0.91; with all categories of variance 1 0.96 and 0.90,
 * 0.94 and 0.85. A yes/no as 0 and 1 is as good there, and drowns beside a number that says nothing. `pnpm quality
 * mixed-segments` has the figures, k-modes and k-prototypes beside them.)
 */
export const CLUSTER_ENCODING = {
  scaling: 'standard',
  imputation: 'median',
  missingIndicator: false,
  equalCategories: true,
} as const satisfies EncodingOptions;

/**
 * The columns as clustering reads them: the spec's first, then those alongside, and the label that says who left. Yes/no
 * is read as a category.
 */
export function clusterTable(
  { columns, alongside = [], observedOn }: FeatureSpec,
  label: FeatureColumnSpec | null = null,
): TableSpec {
  const read = [...columns, ...alongside, ...(label ? [label] : [])];
  return { columns: read.map(asCoordinates), ...(observedOn && { observedOn }) };
}

function asCoordinates({ name, type }: FeatureColumnSpec): FeatureColumnSpec {
  return { name, type: type === 'BOOLEAN' ? 'CATEGORY' : type };
}
