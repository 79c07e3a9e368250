import {
  datesToDurations,
  duplicateGroups,
  type FeatureColumn,
  type FeatureTable,
  type StratifiedKFoldOptions,
  stratifiedKFold,
  takeTableRows,
} from '@holdfast/ml-core';
import { AppError } from '../../../platform/errors/app-error.js';
import type { FeatureColumnSpec } from '../../engine/index.js';
import type { JudgedRows, KnownRows } from './compare-candidates.js';
import { isComputedFrom } from './functional-dependence.js';
import type { Placement } from './held-out.js';
import { findLeakage, LEAKAGE_BLOCKING_AUC, type LeakageSuspect } from './leakage.js';
import { readTarget } from './target.js';
import type { LeftOutColumn, TrainingOptions } from './training.types.js';

/** Folds that every figure is cross-validated over. */
const FOLDS = 5;

/** Candidates are compared on at most about this many rows; the winner is trained on all of them. */
const MAX_JUDGED_ROWS = 50_000;

/** The data that a classifier is learned from. */
export interface TrainingTable {
  /** The features, and the target's column among or after them. */
  readonly table: FeatureTable;
  /** Identifies each row permanently; folds depend on it. */
  readonly rowNumbers: Int32Array;
  /** The columns that may be features. */
  readonly features: readonly FeatureColumnSpec[];
}

/** The rows that a classifier is trained and evaluated on, and what was learned about them on the way. */
export interface TrainingRows {
  readonly all: KnownRows;
  /** The columns to learn from, in the table's order. */
  readonly columns: readonly FeatureColumnSpec[];
  readonly judged: JudgedRows;
  readonly placement: Placement;
  readonly positives: number;
  readonly duplicateRows: number;
  readonly leftOut: readonly LeftOutColumn[];
  readonly suspects: readonly LeakageSuspect[];
}

/**
 * Reads the answers, excludes columns that give them away, and assigns the rows to folds.
 * @throws AppError if the answers do not support a model, no feature is left, or a leak was not acknowledged.
 */
export function prepareRows(
  { table: given, rowNumbers, features }: TrainingTable,
  options: TrainingOptions,
): TrainingRows {
  const { target: spec, minRows, seed } = options;
  const answers = given.columns.find(({ name }) => name === spec.column.name)!;
  const { rows, y, positives } = readTarget(answers, spec, minRows);
  const offerable = given.columns.filter((column) => features.some(({ name }) => name === column.name));
  const known = takeTableRows({ ...given, columns: offerable }, rows);
  const keys = Int32Array.from(rows, (row) => rowNumbers[row]!);

  const computed = spec.kind === 'rule' ? columnsComputedFrom(takeColumn(answers, rows), known, seed) : [];
  const offered = withoutColumns(known, computed);
  // Leakage is judged on what a model sees: durations, not dates.
  const seen = datesToDurations(offered);
  const groups = duplicateGroups(seen);
  const folds = stratifiedKFold(y, { folds: FOLDS, seed, groups, keys });
  const { blocked, suspects } = judgeSuspects(findLeakage(seen, y, folds), options);
  const table = withoutColumns(
    offered,
    blocked.map(({ column }) => column),
  );
  if (table.columns.length === 0) {
    throw new AppError('NO_FEATURES', 'No columns are left to learn from: every one gives away who left.');
  }
  const all = { table, y };
  const judged = sampleRows(y, { groups, keys, seed: seed + 1 });
  return {
    all,
    columns: features.filter(({ name }) => table.columns.some((column) => column.name === name)),
    judged: takeJudged({ ...all, folds }, judged),
    placement: { tableRows: given.rows, known: rows, judged },
    positives,
    duplicateRows: y.length - new Set(groups).size,
    leftOut: [
      ...computed.map((column) => ({ column, reason: 'computedFromRule' as const, auc: null })),
      ...blocked.map(({ column, auc }) => ({ column, reason: 'givesAnswerAway' as const, auc })),
    ],
    suspects,
  };
}

function takeColumn(column: FeatureColumn, rows: Int32Array): FeatureColumn {
  const length = column.kind === 'numeric' ? column.values.length : column.codes.length;
  return takeTableRows({ rows: length, columns: [column] }, rows).columns[0]!;
}

/** The columns, as a model sees them, that are computed from a rule's column or that it is computed from. */
function columnsComputedFrom(source: FeatureColumn, known: FeatureTable, seed: number): string[] {
  return datesToDurations(known)
    .columns.filter((column) => isComputedFrom(column, source, seed))
    .map(({ name }) => name);
}

/** Splits the suspects into those that must be left out and those that may stay. @throws AppError LEAKAGE_BLOCKED */
function judgeSuspects(found: readonly LeakageSuspect[], options: TrainingOptions) {
  const { acknowledgedLeakage, onLeakage, target } = options;
  const isBlocked = ({ column, auc }: LeakageSuspect) =>
    auc >= LEAKAGE_BLOCKING_AUC && !acknowledgedLeakage.includes(column);
  const blocked = found.filter(isBlocked);
  // Columns computed from a rule's column are always left out; for a label, the caller decides.
  if (blocked.length > 0 && onLeakage === 'refuse' && target.kind === 'label') throw leakageError(blocked);
  return { blocked, suspects: found.filter((suspect) => !isBlocked(suspect)) };
}

/** The numbers of all rows, or of one part of a stratified split if there are many. */
function sampleRows(y: Uint8Array, dealing: Omit<StratifiedKFoldOptions, 'folds'>): Int32Array {
  const parts = Math.ceil(y.length / MAX_JUDGED_ROWS);
  const all = Int32Array.from(y.keys());
  if (parts === 1) return all;
  const part = stratifiedKFold(y, { ...dealing, folds: parts });
  return all.filter((i) => part[i] === 0);
}

function takeJudged({ table, y, folds }: JudgedRows, rows: Int32Array): JudgedRows {
  if (rows.length === y.length) return { table, y, folds };
  return {
    table: takeTableRows(table, rows),
    y: Uint8Array.from(rows, (i) => y[i]!),
    folds: Int32Array.from(rows, (i) => folds[i]!),
  };
}

function withoutColumns(table: FeatureTable, names: readonly string[]): FeatureTable {
  return { ...table, columns: table.columns.filter(({ name }) => !names.includes(name)) };
}

function leakageError(blocked: readonly LeakageSuspect[]): AppError {
  const columns = blocked.map(({ column, auc }) => `"${column}" (AUC ${auc.toFixed(2)} alone)`);
  return new AppError(
    'LEAKAGE_BLOCKED',
    `${columns.join(', ')} gives away who left: a column with ${LEAKAGE_BLOCKING_AUC} or more must be left out of the ` +
      'features, or named in acknowledgedLeakage.',
  );
}
