import {
  datesToDurations,
  duplicateGroups,
  type FeatureTable,
  mineRules,
  type StratifiedKFoldOptions,
  stratifiedKFold,
  takeTableRows,
  trainClassifier,
} from '@holdfast/ml-core';
import { AppError } from '../../../platform/errors/app-error.js';
import type { FeatureColumnSpec } from '../../engine/index.js';
import {
  algorithmsOf,
  type ComparisonTools,
  compareCandidates,
  type JudgedRows,
  type KnownRows,
} from './compare-candidates.js';
import { drawCurves } from './describe-quality.js';
import { isComputedFrom } from './functional-dependence.js';
import { type HeldOutScores, holdOut, type Placement } from './held-out.js';
import { findLeakage, LEAKAGE_BLOCKING_AUC, type LeakageSuspect } from './leakage.js';
import { rankColumns } from './rank-columns.js';
import { readTarget } from './target.js';
import type { Algorithm, LeftOutColumn, TrainedClassifier, TrainingOptions } from './training.types.js';

/** Folds that every figure is cross-validated over. */
const FOLDS = 5;

/** Candidates are compared on at most about so many rows; the winner is trained on all of them. */
const MAX_JUDGED_ROWS = 50_000;

/** What a classifier is found in. */
export interface TrainingTable {
  /** The features, and the target's column among or after them. */
  readonly table: FeatureTable;
  /** Names each row for good: folds follow it. */
  readonly rowNumbers: Int32Array;
  /** The columns that may be features. */
  readonly features: readonly FeatureColumnSpec[];
}

/** A classifier, and what the rows that it was trained on are scored with; null: with the classifier itself. */
export interface FoundClassifier {
  readonly trained: TrainedClassifier;
  readonly heldOut: HeldOutScores | null;
}

/**
 * Finds the best classifier of a target: reads the answers, keeps columns out that give them away, compares algorithms
 * and imbalance strategies on the same folds, calibrates, explains, and trains the winner on every row whose answer is
 * known.
 * @throws AppError where the answers cannot carry a model, no feature is left, or a leak was not acknowledged.
 */
export async function findClassifier(
  rows: TrainingTable,
  options: TrainingOptions,
  tools: ComparisonTools,
): Promise<FoundClassifier> {
  requireKnown(options.algorithm, algorithmsOf(tools.estimators));
  tools.progress(0, 'Reading who left');
  const training = prepareRows(rows, options);
  const { judged, leftOut, suspects, positives, duplicateRows } = training;

  const { candidates, chosen, outOfFold, foldModels } = await compareCandidates(judged, options, {
    ...tools,
    progress: (fraction, step) => tools.progress(0.05 + 0.75 * fraction, step),
  });
  const { calibrated: probabilities, calibrator } = outOfFold;
  const { algorithm, imbalance } = chosen;
  tools.progress(0.8, 'Training the best on all customers');
  const { pool, estimators } = tools;
  const { fitRandomForest } = estimators;
  const recipe = { algorithm, imbalance, seed: options.seed, fitRandomForest, ...(pool && { pool }) };
  const { preprocessor, model: classifier } = await trainClassifier({ ...training.all, ...recipe });
  const used = new Set(training.all.table.columns.map(({ name }) => name));
  const columns = rows.features.filter(({ name }) => used.has(name));
  const model = { preprocessor, classifier, calibrator, columns };
  tools.progress(0.9, 'Measuring what matters');
  const judgement = { brierScore: chosen.metrics.brierScore, probabilities };
  const heldOut = holdOut(judged, model, foldModels, judgement, training.placement);
  const trained = {
    algorithm,
    imbalance,
    model,
    remembersRows: heldOut !== null,
    rows: training.all.y.length,
    positives,
    judgedRows: judged.y.length,
    duplicateRows,
    leftOut,
    suspects,
    candidates,
    metrics: chosen.metrics,
    ...drawCurves(judged.y, probabilities),
    outOfFold: { probabilities, y: judged.y },
    importances: await rankColumns(judged, foldModels, model, options.seed, pool),
    rules: mineRules(judged.table, judged.y),
  };
  return { trained, heldOut };
}

function requireKnown(asked: TrainingOptions['algorithm'], known: readonly Algorithm[]): void {
  if (asked === 'auto' || known.includes(asked)) return;
  throw new AppError('BAD_USER_INPUT', `algorithm is ${asked}; this engine has ${known.join(', ')}.`, {
    field: ['algorithm'],
  });
}

interface TrainingRows {
  readonly all: KnownRows;
  readonly judged: JudgedRows;
  readonly placement: Placement;
  readonly positives: number;
  readonly duplicateRows: number;
  readonly leftOut: readonly LeftOutColumn[];
  readonly suspects: readonly LeakageSuspect[];
}

function prepareRows({ table, rowNumbers, features }: TrainingTable, options: TrainingOptions): TrainingRows {
  const { target: spec, minRows, seed } = options;
  const answers = table.columns.find(({ name }) => name === spec.column.name)!;
  const { rows, y, positives } = readTarget(answers, spec, minRows);
  const offerable = table.columns.filter((column) => features.some(({ name }) => name === column.name));
  const known = takeTableRows({ ...table, columns: offerable }, rows);
  const keys = Int32Array.from(rows, (row) => rowNumbers[row]!);

  const source = spec.kind === 'rule' ? takeTableRows({ rows: table.rows, columns: [answers] }, rows) : null;
  // What a model sees is what gives an answer away: durations, not dates.
  const computed = source
    ? datesToDurations(known)
        .columns.filter((column) => isComputedFrom(column, source.columns[0]!, seed))
        .map(({ name }) => name)
    : [];
  const offered = withoutColumns(known, computed);

  const seen = datesToDurations(offered);
  const groups = duplicateGroups(seen);
  const folds = stratifiedKFold(y, { folds: FOLDS, seed, groups, keys });
  const suspects = findLeakage(seen, y, folds);
  const blocked = suspects.filter(
    ({ column, auc }) => auc >= LEAKAGE_BLOCKING_AUC && !options.acknowledgedLeakage.includes(column),
  );
  // A rule promises that what follows from its column leaves; a label's leak is the caller's to decide.
  if (blocked.length > 0 && options.onLeakage === 'refuse' && spec.kind === 'label')
    throw leakageError(blocked);

  const all = {
    table: withoutColumns(
      offered,
      blocked.map(({ column }) => column),
    ),
    y,
  };
  if (all.table.columns.length === 0) {
    throw new AppError('NO_FEATURES', 'No column is left to learn from: every one gives away who left.');
  }
  const judged = sampleRows(y, { groups, keys, seed: seed + 1 });
  return {
    all,
    judged: takeJudged({ ...all, folds }, judged),
    placement: { tableRows: table.rows, known: rows, judged },
    positives,
    duplicateRows: y.length - new Set(groups).size,
    leftOut: [
      ...computed.map((column) => ({ column, reason: 'computedFromRule' as const, auc: null })),
      ...blocked.map(({ column, auc }) => ({ column, reason: 'givesAnswerAway' as const, auc })),
    ],
    suspects: suspects.filter(({ column }) => !blocked.some((suspect) => suspect.column === column)),
  };
}

/** Numbers of all rows, or of one part of an even, stratified split of many. */
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
    `${columns.join(', ')} gives away who left: from ${LEAKAGE_BLOCKING_AUC} on a column must be left out of the ` +
      'features, or named in acknowledgedLeakage.',
  );
}
