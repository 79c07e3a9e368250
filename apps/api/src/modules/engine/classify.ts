import {
  datesToDurations,
  duplicateGroups,
  type FeatureTable,
  mineRules,
  stratifiedKFold,
  takeTableRows,
} from '@holdfast/ml-core';
import { AppError } from '../../platform/errors/app-error.js';
import {
  algorithmsOf,
  type ComparisonTools,
  compareCandidates,
  type JudgedRows,
} from './classify-candidates.js';
import { isComputedFrom } from './classify-dependence.js';
import { holdOut, type Placement, type Recipe, trainFoldModels, trainOn } from './classify-folds.js';
import { rankColumns } from './classify-importance.js';
import { findLeakage, LEAKAGE_BLOCKING_AUC, type LeakageSuspect } from './classify-leakage.js';
import { drawCurves } from './classify-report.js';
import { readTarget } from './classify-target.js';
import type { Algorithm, ClassifyOptions, LeftOutColumn, TrainedClassifier } from './classify-types.js';
import type { EngineSession } from './engine-session.js';

/** Folds that every figure is cross-validated over. */
const FOLDS = 5;

/** Candidates are compared on at most about so many rows; the winner is trained on all of them. */
const MAX_JUDGED_ROWS = 50_000;

/**
 * Finds the best classifier of a target: reads the answers, keeps columns out that give them away, compares algorithms
 * and imbalance strategies on the same folds, calibrates, explains, and trains the winner on every row whose answer is
 * known. The session holds the target's column alongside the features.
 * @throws AppError where the answers cannot carry a model, no feature is left, or a leak was not acknowledged.
 */
export async function classify(
  session: Pick<EngineSession, 'features' | 'table' | 'columns'>,
  options: ClassifyOptions,
  tools: ComparisonTools,
): Promise<TrainedClassifier> {
  requireKnown(options.algorithm, algorithmsOf(tools.estimators));
  tools.progress(0, 'Reading who left');
  const training = prepareRows(session.features, session.table, options);
  const { judged, leftOut, suspects, positives, duplicateRows } = training;

  const { candidates, chosen, outOfFold } = await compareCandidates(judged, options, {
    ...tools,
    progress: (fraction, step) => tools.progress(0.05 + 0.7 * fraction, step),
  });
  const { calibrated: probabilities, calibrator } = outOfFold;
  const { algorithm, imbalance } = chosen;
  const recipe: Recipe = { algorithm, imbalance, seed: options.seed };
  tools.progress(0.75, 'Training the best on all customers');
  const final = await trainOn(training.all, recipe, tools);
  const used = new Set(training.all.table.columns.map(({ name }) => name));
  const columns = session.columns.filter(({ name }) => used.has(name));
  const model = { ...final, calibrator, columns };
  const foldModels = await trainFoldModels(judged, recipe, {
    ...tools,
    progress: (fraction, step) => tools.progress(0.8 + 0.1 * fraction, step),
  });
  tools.progress(0.9, 'Measuring what matters');
  const judgement = { brierScore: chosen.metrics.brierScore, probabilities };
  return {
    algorithm,
    imbalance,
    model,
    heldOut: holdOut(judged, model, foldModels, judgement, training.placement),
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
    importances: await rankColumns(judged, foldModels, model, options.seed, tools.pool),
    rules: mineRules(judged.table, judged.y),
  };
}

function requireKnown(asked: ClassifyOptions['algorithm'], known: readonly Algorithm[]): void {
  if (asked === 'auto' || known.includes(asked)) return;
  throw new AppError('BAD_USER_INPUT', `algorithm is ${asked}; this engine has ${known.join(', ')}.`, {
    field: ['algorithm'],
  });
}

interface TrainingRows {
  readonly all: Omit<JudgedRows, 'folds'>;
  readonly judged: JudgedRows;
  readonly placement: Placement;
  readonly positives: number;
  readonly duplicateRows: number;
  readonly leftOut: readonly LeftOutColumn[];
  readonly suspects: readonly LeakageSuspect[];
}

function prepareRows(features: FeatureTable, table: FeatureTable, options: ClassifyOptions): TrainingRows {
  const { target: spec, minRows, seed } = options;
  const answers = table.columns.find(({ name }) => name === spec.column.name)!;
  const { rows, y, positives } = readTarget(answers, spec, minRows);
  const known = takeTableRows({ ...features, rows: table.rows }, rows);

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
  const folds = stratifiedKFold(y, { folds: FOLDS, seed, groups });
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
  const judged = sampleRows(y, groups, seed);
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
function sampleRows(y: Uint8Array, groups: Int32Array, seed: number): Int32Array {
  const parts = Math.ceil(y.length / MAX_JUDGED_ROWS);
  const all = Int32Array.from(y.keys());
  if (parts === 1) return all;
  const part = stratifiedKFold(y, { folds: parts, seed: seed + 1, groups });
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
