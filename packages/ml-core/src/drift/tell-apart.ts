import { crossFitCalibration } from '../calibration/calibrate.js';
import { type AucInterval, rocAucInterval } from '../metrics/ranking.js';
import { crossValidate } from '../model-selection/cross-validate.js';
import { stratifiedKFold } from '../model-selection/stratified-k-fold.js';
import type { FeatureColumn, FeatureTable } from '../preprocessing/feature-table.js';
import type { StopSignal } from '../types.js';

/** Rows of a table, each with its lasting number. */
export interface NamedRows {
  readonly table: FeatureTable;
  readonly rows: Int32Array;
}

/** How well rows of then and of now can be told apart. */
export interface ToldApart {
  /** 0.5: not at all. */
  readonly auc: AucInterval;
  /** For each row of then, how many times as likely its like is among those of now; 1 on average. */
  readonly weights: Float64Array;
}

/** A row of then stands for at most so many of now, and for no fewer than the inverse. */
const MOST_WEIGHT = 20;

/** Few and small trees: what is looked for is a difference of two tables, not the last digit of its size. */
const BOOSTING = { maxIterations: 60, learningRate: 0.1, maxLeaves: 6, l2: 1 };

/**
 * Trains a classifier to tell the rows of now from those of then, out of fold: the same row on both sides stays in one
 * fold, so that it is known by nothing. Its odds are calibrated, which leaves none of them where there is no difference.
 * @throws DegenerateDataError if no column varies or a side has fewer than 5 rows
 */
export async function tellApart(
  past: NamedRows,
  now: NamedRows,
  seed: number,
  signal?: StopSignal,
): Promise<ToldApart> {
  const table = stack(past.table, now.table);
  const y = new Uint8Array(table.rows).fill(1, past.table.rows);
  const keys = new Int32Array(table.rows);
  keys.set(past.rows);
  keys.set(now.rows, past.rows.length);
  const folds = stratifiedKFold(y, { seed, groups: keys });
  const { outOfFold } = await crossValidate({
    table,
    y,
    folds,
    algorithm: 'gradientBoosting',
    gradientBoosting: BOOSTING,
    seed,
    ...(signal && { signal }),
  });
  const { calibrated } = crossFitCalibration(outOfFold, y, folds, { method: 'platt' });
  const prior = now.table.rows / past.table.rows;
  const weights = Float64Array.from(past.rows, (_, i) => {
    const ratio = calibrated[i]! / (1 - calibrated[i]!) / prior;
    return Math.min(MOST_WEIGHT, Math.max(1 / MOST_WEIGHT, ratio));
  });
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return { auc: rocAucInterval(y, outOfFold), weights: weights.map((weight) => weight / mean) };
}

/** The columns that both tables have, one under the other. Dates are numbers: there is no day to count them from. */
function stack(past: FeatureTable, now: FeatureTable): FeatureTable {
  const columns = past.columns.flatMap((column): FeatureColumn[] => {
    const other = now.columns.find(({ name, kind }) => name === column.name && kind === column.kind);
    if (other === undefined) return [];
    const { name } = column;
    if (column.kind === 'numeric' && other.kind === 'numeric') {
      const values = new Float64Array(past.rows + now.rows);
      values.set(column.values);
      values.set(other.values, past.rows);
      return [{ kind: 'numeric', name, values }];
    }
    if (column.kind !== 'categorical' || other.kind !== 'categorical') return [];
    const levels = [...new Set([...column.levels, ...other.levels])];
    const codeOf = new Map(levels.map((level, code) => [level, code]));
    const codes = new Int32Array(past.rows + now.rows);
    codes.set(column.codes);
    codes.set(
      other.codes.map((code) => (code < 0 ? -1 : codeOf.get(other.levels[code]!)!)),
      past.rows,
    );
    return [{ kind: 'categorical', name, levels, codes }];
  });
  return { rows: past.rows + now.rows, columns };
}
