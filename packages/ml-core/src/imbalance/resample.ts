import { type FeatureTable, requireTableShape, takeTableRows } from '../preprocessing/feature-table.js';
import { requireInteger, requireOneOf, requireTarget } from '../validation.js';
import { randomOverSample, randomUnderSample } from './random-sampler.js';
import { type LabelledTable, smote } from './smote.js';

/** How a rare class is handled. Scores are calibrated afterwards in any case. */
export type ImbalanceStrategy = (typeof imbalanceStrategies)[number];

/** Every strategy. */
export const imbalanceStrategies = [
  'none',
  'classWeight',
  'randomOverSample',
  'randomUnderSample',
  'smote',
] as const;

/**
 * Makes the classes equally large by the given strategy; `none` and `classWeight` leave the rows as they are. Call it
 * on training rows only: a copy or a mixture of a row must never be scored by a model that saw the row.
 * @throws ShapeError, InvalidParameterError or DegenerateDataError (one class; for smote a class of one row), naming
 * the argument
 */
export function resample(
  table: FeatureTable,
  y: Uint8Array,
  strategy: ImbalanceStrategy,
  seed: number,
): LabelledTable {
  requireOneOf('strategy', strategy, imbalanceStrategies);
  requireInteger('seed', seed, 0);
  requireTableShape(table);
  requireTarget(y, table.rows, 'table');
  if (strategy === 'none' || strategy === 'classWeight') return { table, y };
  if (strategy === 'smote') return smote(table, y, { seed });
  const indices =
    strategy === 'randomOverSample' ? randomOverSample(y, { seed }) : randomUnderSample(y, { seed });
  return { table: takeTableRows(table, indices), y: Uint8Array.from(indices, (i) => y[i]!) };
}
