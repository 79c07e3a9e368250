import { requireInstance, requireNumber } from '../validation.js';
import { type ColumnEncoding, type Preprocessor, requirePreprocessor } from './preprocessor.js';

/** The least and the largest weight; beyond them scales are no numbers any more, or all others are lost beside them. */
const WEIGHTS = [1e-6, 1e6] as const;

/**
 * A preprocessor in which attributes count as many times in every distance as their weight says, levels and indicators
 * of gaps included. Attributes without a weight stay as they are. O(columns).
 * @throws InvalidParameterError for a weight that is not 1e-6..1e6
 */
export function weighColumns(preprocessor: Preprocessor, weights: ReadonlyMap<string, number>): Preprocessor {
  requirePreprocessor(preprocessor);
  requireInstance('weights', weights, Map);
  for (const [name, weight] of weights) requireNumber(`weight of ${name}`, weight, ...WEIGHTS);
  const columns = preprocessor.columns.map((column) => weigh(column, weights.get(column.name) ?? 1));
  return { ...preprocessor, columns };
}

function weigh(column: ColumnEncoding, weight: number): ColumnEncoding {
  if (weight === 1 || column.kind === 'dropped') return column;
  if (column.kind === 'numeric') return { ...column, scale: column.scale / weight };
  return { ...column, unit: (column.unit ?? 1) * weight };
}
