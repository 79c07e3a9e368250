import type { EncodingOptions } from '@holdfast/ml-core';
import type { FeatureColumnSpec, TableSpec } from '../../engine/index.js';
import type { FeatureSpec } from '../../feature-matrix/index.js';

/**
 * How columns become coordinates for measuring distances. A number has variance 1. A category or a yes/no is 0 and 1, so
 * that it never weighs more than one number does: standardised, a flag that one customer in a hundred has would lie ten
 * deviations away and form a cluster of its own.
 */
export const CLUSTER_ENCODING = {
  scaling: 'standard',
  imputation: 'median',
  missingIndicator: false,
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
