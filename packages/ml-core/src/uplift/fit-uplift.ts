import { predictProba } from '../classifier.js';
import { fitGradientBoosting, type GradientBoostingModel } from '../ensemble/gradient-boosting.js';
import { createMatrix } from '../matrix.js';
import { crossValidate } from '../model-selection/cross-validate.js';
import { stratifiedKFold } from '../model-selection/stratified-k-fold.js';
import type { TrainedClassifier } from '../model-selection/train-classifier.js';
import { type FeatureTable, requireTableShape } from '../preprocessing/feature-table.js';
import { applyPreprocessor, fitPreprocessor } from '../preprocessing/pipeline.js';
import type { Preprocessor } from '../preprocessing/preprocessor.js';
import type { Matrix, Pool, StopSignal } from '../types.js';
import { requireHooks, requireInteger, requireModel, requireNumber, requireOptions } from '../validation.js';
import { requireTrial, type Trial } from './trial.js';

/** How an uplift model is fitted. */
export interface UpliftOptions {
  /** Default 0. */
  readonly seed?: number;
  readonly pool?: Pool;
  readonly signal?: StopSignal;
}

/** What says how much a treatment raises each row's chance of what is wished for. Plain data. */
export interface UpliftModel {
  readonly kind: 'uplift';
  readonly version: 1;
  readonly preprocessor: Preprocessor;
  /** Its probabilities 0..1 stand for effects of −reach..reach. */
  readonly effect: GradientBoostingModel;
  readonly reach: number;
}

/** Parts in which what happens without regard to the treatment is learned. */
const OUTCOME_FOLDS = 3;
const OUTCOME = { maxIterations: 60, learningRate: 0.1, maxLeaves: 6, l2: 1, earlyStopping: false };
/** Few, small and slow trees of large leaves: effects are a tenth of what there is of chance in each row. */
const EFFECT = { maxIterations: 20, learningRate: 0.1, maxLeaves: 4, earlyStopping: false };
/** Fewest rows of a leaf and the penalty on its effect, as shares of all rows. */
const LEAF_SHARE = 0.1;
const SHRINKAGE = 0.03;

/**
 * Learns effects that differ between rows by the R-learner (Nie and Wager 2021, Biometrika 108, 299–319): boosted trees
 * learn what happens whoever is treated, out of fold; what remains of the outcome over what remains of the treatment is
 * what boosted trees learn the effect from, each row with the square of the latter as its weight. Remainders lie within
 * ±reach, and are learned as the share of the way between.
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the argument or the column
 */
export async function fitUplift(trial: Trial, options: UpliftOptions = {}): Promise<UpliftModel> {
  requireUpliftOptions(options);
  return (await learnEffect(trial, requireTrial(trial), options)).model;
}

/**
 * By how much the treatment raises the chance of what is wished for, for each row: −1..1.
 * @throws ShapeError or InvalidParameterError if the table is not like the one that was learned from
 */
export function predictUplift(model: UpliftModel, table: FeatureTable): Float64Array {
  requireModel(model, 'uplift');
  requireNumber('model.reach', model.reach, 1);
  requireTableShape(table);
  const shares = predictProba(model.effect, applyPreprocessor(model.preprocessor, table));
  return shares.map((share) => Math.max(-1, Math.min(1, (2 * share - 1) * model.reach)));
}

/** Throws for options of which one is wrong. */
export function requireUpliftOptions(options: UpliftOptions): void {
  const { seed = 0 } = requireOptions(options);
  requireInteger('seed', seed, 0, 2 ** 50);
  requireHooks(options);
}

/** `fitUplift`, already validated, with the models of what happens whoever is treated. */
export async function learnEffect(
  { table, treated, y }: Trial,
  share: number,
  { seed = 0, pool, signal }: UpliftOptions,
): Promise<{ model: UpliftModel; outcome: readonly TrainedClassifier[] }> {
  const hooks = { seed, ...(pool && { pool }), ...(signal && { signal }) };
  const folds = stratifiedKFold(y, { folds: OUTCOME_FOLDS, seed });
  const { outOfFold, models } = await crossValidate({
    ...{ table, y, folds, algorithm: 'gradientBoosting', gradientBoosting: OUTCOME },
    ...hooks,
  });
  const preprocessor = fitPreprocessor(table, { scaling: 'none' });
  const reach = 1 / Math.min(share, 1 - share);
  const { labels, weights } = shareTargets(outOfFold, { treated, y }, share, reach);
  const effect = await fitGradientBoosting(twice(applyPreprocessor(preprocessor, table)), labels, {
    ...EFFECT,
    minSamplesLeaf: Math.max(20, Math.round(2 * LEAF_SHARE * table.rows)),
    l2: SHRINKAGE * table.rows,
    sampleWeight: weights,
    ...hooks,
  });
  return { model: { kind: 'uplift', version: 1, preprocessor, effect, reach }, outcome: models };
}

/** Each row once as a 1 and once as a 0, weighted so that its share of ones is where its remainder lies in ±reach. */
function shareTargets(
  expected: Float64Array,
  { treated, y }: Pick<Trial, 'treated' | 'y'>,
  share: number,
  reach: number,
) {
  const rows = y.length;
  const labels = new Uint8Array(2 * rows).fill(1, 0, rows);
  const weights = new Float64Array(2 * rows);
  const scale = 1 / (share * (1 - share));
  for (let i = 0; i < rows; i++) {
    const turned = treated[i]! - share;
    const weight = turned * turned * scale;
    const place = (1 + (y[i]! - expected[i]!) / turned / reach) / 2;
    weights[i] = weight * place;
    weights[rows + i] = weight * (1 - place);
  }
  return { labels, weights };
}

function twice({ rows, columns, data }: Matrix): Matrix {
  const doubled = createMatrix(2 * rows, columns);
  doubled.data.set(data);
  doubled.data.set(data, data.length);
  return doubled;
}
