import { AppError } from '../../../platform/errors/app-error.js';
import type { FeatureSpec } from '../../feature-matrix/index.js';

/** How many times a column counts in every distance. */
export interface WeighedColumn {
  readonly column: string;
  readonly weight: number;
}

/** The columns that are left to cluster on, and those of them that count more or less than once. */
export interface WeighedColumns {
  readonly columns: FeatureSpec['columns'];
  readonly weights: WeighedColumn[];
}

/** Below the least a column says nothing any more, and its scale is beyond all numbers in the end. */
const [LEAST_WEIGHT, MOST_WEIGHT] = [0.01, 10];

/**
 * Weighs columns that are clustered on; those of weight 0 take no part.
 * @throws AppError UNKNOWN_COLUMN, BAD_USER_INPUT for weights out of range and columns named twice, NO_FEATURES where no
 * column is left; `field` points into `weights`.
 */
export function weighFeatures(
  columns: FeatureSpec['columns'],
  asked: readonly WeighedColumn[],
): WeighedColumns {
  const weights = new Map<string, number>();
  asked.forEach(({ column, weight }, i) => {
    const field = ['weights', String(i)];
    if (!columns.some(({ name }) => name === column)) {
      const known = columns.map(({ name }) => `"${name}"`).join(', ');
      throw new AppError(
        'UNKNOWN_COLUMN',
        `weights names "${column}"; the columns to cluster on are ${known}.`,
        {
          field,
        },
      );
    }
    if (!(weight === 0 || (weight >= LEAST_WEIGHT && weight <= MOST_WEIGHT))) {
      const message = `The weight of "${column}" is ${weight}; it must be 0 or ${LEAST_WEIGHT}..${MOST_WEIGHT}.`;
      throw new AppError('BAD_USER_INPUT', message, { field });
    }
    if (weights.has(column)) {
      const message = `weights names "${column}" twice, with ${weights.get(column)} and ${weight}; it must be once.`;
      throw new AppError('BAD_USER_INPUT', message, { field });
    }
    weights.set(column, weight);
  });
  const left = columns.filter(({ name }) => weights.get(name) !== 0);
  if (left.length === 0) {
    const message = `0 of ${columns.length} columns have a weight above 0; at least 1 must.`;
    throw new AppError('NO_FEATURES', message, { field: ['weights'] });
  }
  return {
    columns: left,
    weights: [...weights]
      .filter(([, weight]) => weight !== 0 && weight !== 1)
      .map(([column, weight]) => ({ column, weight })),
  };
}
