import type { FeatureColumn, FeatureTable, PreprocessorOptions } from '@holdfast/ml-core';
import type { EngineSession } from './engine-session.js';

/**
 * How columns become coordinates that distances are measured in. A number has variance 1. A category or a yes/no is
 * 0 and 1, so that it never weighs more than one number does: standardised, a flag that one customer in a hundred has
 * would lie ten deviations away and make a cluster of its own.
 */
export const CLUSTER_ENCODING = {
  scaling: 'standard',
  imputation: 'median',
  missingIndicator: false,
} as const satisfies PreprocessorOptions;

/** The session's columns as clustering sees them: yes/no columns as categories with the levels `false` and `true`. */
export function toClusterTable({ table, columns }: EngineSession): FeatureTable {
  return {
    ...table,
    columns: table.columns.map((column, i) =>
      columns[i]!.type === 'BOOLEAN' && column.kind === 'numeric'
        ? toCategory(column.name, column.values)
        : column,
    ),
  };
}

function toCategory(name: string, values: Float64Array): FeatureColumn {
  const codes = Int32Array.from(values, (value) => (Number.isNaN(value) ? -1 : value));
  return { kind: 'categorical', name, codes, levels: ['false', 'true'] };
}
