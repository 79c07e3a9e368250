import {
  applyPreprocessor,
  createRandom,
  type FeatureTable,
  type TrainedClassifier as FoldModel,
  type Matrix,
  type PermutationImportance,
  type Pool,
  permutationImportance,
  predictProba,
  takeTableRows,
} from '@holdfast/ml-core';
import { type ScoringModel, scoreTable } from '../../engine/index.js';
import type { JudgedRows, KnownRows } from './compare-candidates.js';
import type { ColumnImportance } from './training.types.js';

/** Held-out rows per fold in which columns are shuffled; the spread over folds and repeats is reported with the figure. */
const ROWS_PER_FOLD = 1000;
const REPEATS = 3;
/** Rows used to find the direction of a column. */
const TREND_ROWS = 1000;

/**
 * How much each column matters on rows that the model had not seen: the AUC that each fold's model loses on its fold
 * when one column is shuffled. One entry per original column, most important first.
 */
export async function rankColumns(
  rows: JudgedRows,
  foldModels: readonly FoldModel[],
  model: ScoringModel,
  seed: number,
  pool?: Pool,
): Promise<ColumnImportance[]> {
  const perFold = foldModels.map(({ preprocessor, model: classifier }, fold) => {
    const heldOut = someRows(
      rowsWhere(rows, (i) => rows.folds[i] === fold),
      seed,
    );
    const predict = (table: FeatureTable) => predictProba(classifier, applyPreprocessor(preprocessor, table));
    const measured = permutationImportance({ predict, ...heldOut, repeats: REPEATS, seed });
    return new Map(measured.map((column) => [column.name, column]));
  });
  const directions = await readDirections(model, rows.table, seed, pool);
  return model.columns
    .map(({ name: feature }, j) => ({
      feature,
      ...combineFolds(perFold.map((columns) => columns.get(feature)!)),
      ...directions[j]!,
    }))
    .sort((a, b) => b.importance - a.importance);
}

/** A random part of many rows, containing both answers. */
function someRows(rows: KnownRows, seed: number): KnownRows {
  if (rows.y.length <= ROWS_PER_FOLD) return rows;
  const chosen = new Set(randomRows(rows.y.length, ROWS_PER_FOLD, seed));
  // All rare answers are kept: without them there is no AUC, and shuffling does not depend on their share.
  const rare = rows.y.reduce((sum, label) => sum + label, 0) * 2 < rows.y.length ? 1 : 0;
  return rowsWhere(rows, (i) => chosen.has(i) || rows.y[i] === rare);
}

/** The matching rows, in order. */
function rowsWhere({ table, y }: KnownRows, belongs: (i: number) => boolean): KnownRows {
  const indices = Int32Array.from(y.keys()).filter((i) => belongs(i));
  return { table: takeTableRows(table, indices), y: Uint8Array.from(indices, (i) => y[i]!) };
}

function randomRows(count: number, wanted: number, seed: number): Int32Array {
  const rows = Int32Array.from({ length: count }, (_, i) => i);
  createRandom(seed).shuffle(rows);
  return rows.subarray(0, wanted);
}

/** The mean over folds; its spread combines the spread within and between folds. */
function combineFolds(folds: readonly PermutationImportance[]) {
  const mean = folds.reduce((sum, fold) => sum + fold.importance, 0) / folds.length;
  const variance =
    folds.reduce((sum, fold) => sum + fold.standardDeviation ** 2 + (fold.importance - mean) ** 2, 0) /
    folds.length;
  return { importance: mean, standardDeviation: Math.sqrt(variance) };
}

type Direction = Pick<ColumnImportance, 'trend' | 'strongestLevel'>;

async function readDirections(
  model: ScoringModel,
  table: FeatureTable,
  seed: number,
  pool?: Pool,
): Promise<Direction[]> {
  const sample = takeTableRows(table, randomRows(table.rows, TREND_ROWS, seed));
  const { contributions } = await scoreTable(model, sample, pool);
  return sample.columns.map((column, j) => {
    if (column.kind === 'numeric') {
      return { trend: correlation(column.values, contributions, j), strongestLevel: null };
    }
    return { trend: null, strongestLevel: strongestLevel(column.codes, column.levels, contributions, j) };
  });
}

/** Correlation of known values with column j of the contributions; null if one of them does not vary. */
function correlation(values: Float64Array, { data, columns }: Matrix, j: number): number | null {
  let n = 0;
  let meanX = 0;
  let meanY = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < values.length; i++) {
    const x = values[i]!;
    if (Number.isNaN(x)) continue;
    const y = data[i * columns + j]!;
    n++;
    const dx = x - meanX;
    const dy = y - meanY;
    meanX += dx / n;
    meanY += dy / n;
    xx += dx * (x - meanX);
    yy += dy * (y - meanY);
    xy += dx * (y - meanY);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : null;
}

/** The level whose customers have the highest mean contribution. */
function strongestLevel(
  codes: Int32Array,
  levels: readonly string[],
  { data, columns }: Matrix,
  j: number,
): string | null {
  const sums = new Float64Array(levels.length);
  const counts = new Int32Array(levels.length);
  for (let i = 0; i < codes.length; i++) {
    if (codes[i]! < 0) continue;
    sums[codes[i]!]! += data[i * columns + j]!;
    counts[codes[i]!]!++;
  }
  const means = sums.map((sum, level) =>
    counts[level]! > 0 ? sum / counts[level]! : Number.NEGATIVE_INFINITY,
  );
  const top = means.reduce((best, mean, level) => (mean > means[best]! ? level : best), 0);
  return levels[top] ?? null;
}
