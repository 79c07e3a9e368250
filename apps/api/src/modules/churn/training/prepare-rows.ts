import {
  DegenerateDataError,
  datesToDurations,
  type FeatureColumn,
  type FeatureTable,
  stratifiedKFold,
  takeTableRows,
} from '@holdfast/ml-core';
import { AppError } from '../../../platform/errors/app-error.js';
import type { FeatureColumnSpec } from '../../engine/index.js';
import { sayWarnings } from '../report/warnings.js';
import type { JudgedRows, KnownRows } from './compare-candidates.js';
import { FOLDS } from './folds.js';
import { isComputedFrom } from './functional-dependence.js';
import { groupRows, joined, type RepeatedCustomers } from './group-rows.js';
import type { Placement } from './held-out.js';
import { findLeakage, isBlocking, type LeakageSuspect } from './leakage.js';
import { namelessIds } from './repeated-ids.js';
import { sampleRows } from './sample-rows.js';
import { singleColumnAuc } from './single-column-auc.js';
import { readTarget } from './target.js';
import type { LeftOutColumn, TrainingOptions } from './training.types.js';

/** Candidates are compared on at most this many rows; the winner is trained on all of them. */
const MAX_JUDGED_ROWS = 50_000;

/** A column that names customers and whose AUC alone is below this says nothing of anybody else. */
const SAYS_SOMETHING = 0.55;

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
  readonly repeats: RepeatedCustomers;
  /** Judged rows that stand in the fold of an earlier one, for whatever reason. */
  readonly keptTogether: number;
  readonly leftOut: readonly LeftOutColumn[];
  readonly suspects: readonly LeakageSuspect[];
}

/**
 * Reads the answers, excludes columns that give them away or name customers, and assigns the rows to folds. Groups and folds
 * are made of the columns that are left: with one of the others, equal rows would not look equal.
 * @throws AppError if the answers do not support a model, no feature is left, or a leak was not acknowledged.
 */
export async function prepareRows(
  { table: given, rowNumbers, features }: TrainingTable,
  options: TrainingOptions,
): Promise<TrainingRows> {
  const { target: spec, minRows, seed, customerIds = [] } = options;
  const answers = given.columns.find(({ name }) => name === spec.column.name)!;
  const { rows, y, positives } = readTarget(answers, spec, minRows);
  const offerable = given.columns.filter((column) => features.some(({ name }) => name === column.name));
  const known = takeTableRows({ ...given, columns: offerable }, rows);
  const keys = Int32Array.from(rows, (row) => rowNumbers[row]!);
  const namedIds = given.columns.filter(({ name }) => customerIds.includes(name));

  const computed = spec.kind === 'rule' ? columnsComputedFrom(takeColumn(answers, rows), known, seed) : [];
  const judged = sampleRows(y, keys, MAX_JUDGED_ROWS);
  const judgedY = Uint8Array.from(judged, (i) => y[i]!);
  const judgedKeys = Int32Array.from(judged, (i) => keys[i]!);
  const ids = namedIds.map((column) => takeColumn(takeColumn(column, rows), judged));
  const tried = new Set(ids.map(({ name }) => name));
  const blocked: LeakageSuspect[] = [];
  const naming: string[] = [];
  for (let table = withoutColumns(known, computed); ; ) {
    if (table.columns.length === 0) {
      throw new AppError('NO_FEATURES', 'No columns are left to learn from: every one gives away who left.');
    }
    // Leakage is judged on what a model sees: durations, not dates.
    const seen = takeTableRows(datesToDurations(table), judged);
    const { groups, ...repeated } = groupRows(seen, judgedY, ids, seed);
    const deal = (dealt: number, within = groups) =>
      stratifiedKFold(judgedY, { folds: FOLDS, seed: dealt, groups: within, keys: judgedKeys });
    const canBeDealt = (names: readonly FeatureColumn[]) =>
      succeeds(() => deal(seed, groupRows(seen, judgedY, names, seed).groups));
    const folds = deal(seed);
    const found = judgeSuspects(await findLeakage({ table: seen, y: judgedY, folds }, judgedKeys), options);
    const toDrop = found.blocked.map(({ column }) => column);
    blocked.push(...found.blocked);
    if (toDrop.length === 0) {
      const fresh = namelessIds(seen, judgedY).filter((name) => !tried.has(name));
      for (const name of fresh) tried.add(name);
      const columns = seen.columns.filter(({ name }) => fresh.includes(name));
      // Where that would leave too few customers to learn from, it names none of them.
      if (columns.length > 0 && canBeDealt([...ids, ...columns])) {
        ids.push(...columns);
        continue;
      }
      // An id says who somebody is; what also says something of others, such as an income, stays a feature.
      const silent = seen.columns.filter(
        (column) =>
          ids.some(({ name }) => name === column.name) &&
          singleColumnAuc(column, judgedY, folds) < SAYS_SOMETHING,
      );
      toDrop.push(...silent.map(({ name }) => name));
      naming.push(...toDrop);
    }
    if (toDrop.length > 0) {
      table = withoutColumns(table, toDrop);
      continue;
    }
    return {
      all: { table, y },
      columns: features.filter(({ name }) => table.columns.some((column) => column.name === name)),
      judged: {
        ...{ table: takeTableRows(table, judged), y: judgedY, keys: judgedKeys },
        ...{ folds, freshFolds: deal(seed + 1) },
      },
      placement: { tableRows: given.rows, known: rows, judged },
      positives,
      duplicateRows: repeated.equal,
      keptTogether: joined(groups),
      repeats: {
        ids: ids.map(({ name }) => name),
        ofOneCustomer: repeated.ofOneCustomer,
        near: repeated.near,
      },
      leftOut: [
        ...computed.map((column) => ({ column, reason: 'computedFromRule' as const, suspect: null })),
        ...naming.map((column) => ({ column, reason: 'namesCustomers' as const, suspect: null })),
        ...blocked.map((suspect) => {
          return { column: suspect.column, reason: 'givesAnswerAway' as const, suspect };
        }),
      ],
      suspects: found.suspects,
    };
  }
}

/** False where the rows do not allow it. */
function succeeds(work: () => unknown): boolean {
  try {
    work();
    return true;
  } catch (error) {
    if (error instanceof DegenerateDataError) return false;
    throw error;
  }
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
  const isBlocked = (suspect: LeakageSuspect) =>
    isBlocking(suspect) && !acknowledgedLeakage.includes(suspect.column);
  const blocked = found.filter(isBlocked);
  // Columns computed from a rule's column are always left out; for a label, the caller decides.
  if (blocked.length > 0 && onLeakage === 'refuse' && target.kind === 'label') throw leakageError(blocked);
  return { blocked, suspects: found.filter((suspect) => !isBlocked(suspect)) };
}

function withoutColumns(table: FeatureTable, names: readonly string[]): FeatureTable {
  return { ...table, columns: table.columns.filter(({ name }) => !names.includes(name)) };
}

function leakageError(blocked: readonly LeakageSuspect[]): AppError {
  const columns = blocked.map(
    (suspect) => `"${suspect.column}" (${sayWarnings().sign(suspect, { past: 'left' })})`,
  );
  return new AppError(
    'LEAKAGE_BLOCKED',
    `${columns.join(', ')} gives away who left: such a column must be left out of the features, or named in ` +
      'acknowledgedLeakage.',
  );
}
