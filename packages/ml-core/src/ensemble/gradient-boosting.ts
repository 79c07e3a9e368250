import { rowWeights, type WeightOptions } from '../imbalance/class-weight.js';
import { throwIfAborted } from '../parallel/throw-if-aborted.js';
import { createRandom } from '../random.js';
import { fitBins } from '../tree/bins.js';
import { type DecisionTrees, MAX_COLUMNS, MAX_DEPTH } from '../tree/decision-trees.js';
import { joinTrees } from '../tree/join-trees.js';
import { refuseInfinity } from '../tree/refuse-infinity.js';
import { sumLeaves } from '../tree/sum-leaves.js';
import type { Matrix, OnProgress, Pool, StopSignal } from '../types.js';
import {
  requireBoolean,
  requireColumns,
  requireHooks,
  requireInteger,
  requireMatrixShape,
  requireModel,
  requireNumber,
  requireObject,
  requireOptions,
  requireTarget,
} from '../validation.js';
import { type BoostingSettings, prepareRounds } from './boosting-rounds.js';

/** How boosting is fitted. */
export interface GradientBoostingOptions extends WeightOptions {
  /** Most trees, 1..10,000; 100. */
  readonly maxIterations?: number;
  /** Share of each tree's step that is taken, above 0 to 1; 0.1. */
  readonly learningRate?: number;
  /** Most leaves of a tree, 2..1024; 31. */
  readonly maxLeaves?: number;
  /** Steps from the root to the deepest leaf, 1..32; 32. */
  readonly maxDepth?: number;
  /** Fewest training rows in a leaf, 1..2²⁶; 20. */
  readonly minSamplesLeaf?: number;
  /** Penalty on the squared leaf values, at least 0; 0. */
  readonly l2?: number;
  /**
   * Whether each leaf looks at one cut of each column, drawn at random by the seed, instead of at all (Geurts, Ernst and
   * Wehenkel, "Extremely randomized trees", Machine Learning 63, 2006): trees that differ more, and follow noise less; false.
   */
  readonly extraTrees?: boolean;
  /** Whether to hold rows out and stop once they are no longer predicted better; by default from 10,000 rows on. */
  readonly earlyStopping?: boolean;
  /** Share of rows held out, the same of each class, above 0 and below 1; 0.1. */
  readonly validationShare?: number;
  /** Rounds without progress after which to stop; 10. Trees after the best round are dropped. */
  readonly patience?: number;
  readonly seed?: number;
  readonly pool?: Pool;
  readonly signal?: StopSignal;
  readonly onProgress?: OnProgress;
}

/** A fitted boosting model: log-odds of y = 1 are `baseScore` plus the values of a row's leaves. */
export interface GradientBoostingModel {
  readonly kind: 'gradientBoosting';
  readonly version: 1;
  readonly seed: number;
  /** Log-odds of the training rows together. */
  readonly baseScore: number;
  readonly trees: DecisionTrees;
}

/** From this many rows on early stopping is worth the rows that it costs. */
const EARLY_STOPPING_ROWS = 10_000;
const MAX_ROWS = 2 ** 26;
/** The stream that cuts are drawn from; stream 0 draws the rows held out. */
const CUTS = 1;
/** The hold-out loss must fall by this much to count as progress. */
const LEAST_PROGRESS = 1e-7;

/**
 * Gradient boosting on histograms (Friedman, Annals of Statistics 29, 2001; leaf-wise trees of second-order steps as in
 * LightGBM, Ke et al., 2017) with the logistic loss. NaN is a value of its own: each split learns which side it goes to.
 *
 * Sums are of whole numbers, so that the model depends on the data and the seed alone, and not on the number of threads,
 * which share the counting of large leaves. About O(iterations × rows × columns) time; rows × (2 × columns + 44) +
 * 4,096 × (maxLeaves + 2 per thread) × columns bytes in addition to X.
 *
 * @param X rows × columns, finite or NaN. @param y 0 or 1 per row; both must occur.
 * @throws ShapeError, InvalidParameterError (infinity included) or DegenerateDataError (no rows, one class).
 */
export async function fitGradientBoosting(
  X: Matrix,
  y: Uint8Array,
  options: GradientBoostingOptions = {},
): Promise<GradientBoostingModel> {
  const { maxIterations = 100, patience = 10, seed = 0 } = requireOptions(options);
  const { pool, signal, onProgress } = options;
  const settings = validate(X, y, options);
  const weights = rowWeights(y, options);
  const { training, heldOut } = divideRows(y, weights, options);
  const bins = fitBins(X, options.sampleWeight);
  const rounds = prepareRounds({ X, y, weights, training, heldOut }, bins, settings, pool);
  const grown = [];
  let best = 0;
  let bestLoss = rounds.heldOutLoss();
  for (let round = 1; round <= maxIterations; round++) {
    throwIfAborted(signal);
    grown.push(await rounds.growTree());
    await onProgress?.(round / maxIterations, 'boosting');
    if (heldOut.length === 0) continue;
    const loss = rounds.heldOutLoss();
    if (loss < bestLoss - LEAST_PROGRESS) {
      bestLoss = loss;
      best = round;
    }
    if (round - best >= patience) break;
  }
  // Where nothing helped, one tree stays: a model without trees would look damaged.
  const kept = heldOut.length > 0 ? grown.slice(0, Math.max(1, best)) : grown;
  const trees = joinTrees(X.columns, bins, kept);
  return { kind: 'gradientBoosting', version: 1, seed, baseScore: rounds.baseScore, trees };
}

/**
 * Log-odds of y = 1 of each row, the same to the last bit whether rows come alone or together; empty for an X without
 * rows.
 * @throws ShapeError or InvalidParameterError if X has a different number of columns than the model was fitted on, or
 * infinity, and for a model of another kind.
 */
export function gradientBoostingLogOdds(model: GradientBoostingModel, X: Matrix): Float64Array {
  requireModel(model, 'gradientBoosting');
  requireNumber('model.baseScore', model.baseScore, -Number.MAX_VALUE);
  requireColumns(X, requireObject('model.trees', model.trees).columns);
  refuseInfinity(X);
  return addBaseScore(model, sumLeaves(model.trees, X));
}

/** Turns each row's sum of leaf values into its log-odds, in place. */
export function addBaseScore(
  { baseScore }: Pick<GradientBoostingModel, 'baseScore'>,
  leafSums: Float64Array,
): Float64Array {
  for (let i = 0; i < leafSums.length; i++) leafSums[i]! += baseScore;
  return leafSums;
}

function validate(X: Matrix, y: Uint8Array, options: GradientBoostingOptions): BoostingSettings {
  const { learningRate = 0.1, maxLeaves = 31, maxDepth = MAX_DEPTH, minSamplesLeaf = 20, l2 = 0 } = options;
  const { maxIterations = 100, patience = 10, validationShare = 0.1 } = options;
  requireMatrixShape('X', X);
  refuseInfinity(X);
  requireTarget(y, X.rows);
  requireInteger('columns of X', X.columns, 1, MAX_COLUMNS);
  requireInteger('rows of X', X.rows, 1, MAX_ROWS);
  requireInteger('maxIterations', maxIterations, 1, 10_000);
  requireNumber('learningRate', learningRate, Number.MIN_VALUE, 1);
  requireInteger('maxLeaves', maxLeaves, 2, 1024);
  requireInteger('maxDepth', maxDepth, 1, MAX_DEPTH);
  requireInteger('minSamplesLeaf', minSamplesLeaf, 1, MAX_ROWS);
  requireInteger('seed', options.seed ?? 0, 0);
  if (options.extraTrees !== undefined) requireBoolean('extraTrees', options.extraTrees);
  if (options.earlyStopping !== undefined) requireBoolean('earlyStopping', options.earlyStopping);
  requireHooks(options);
  requireNumber('l2', l2, 0);
  requireInteger('patience', patience, 1);
  requireNumber('validationShare', validationShare, Number.MIN_VALUE, 1 - Number.EPSILON);
  const cuts = options.extraTrees ? createRandom(options.seed ?? 0, CUTS) : null;
  return { learningRate, maxLeaves, maxDepth, minSamplesLeaf, l2, cuts };
}

/** Rows to learn from and rows to stop by: of each class the same share, at least one row of it to learn from. */
function divideRows(y: Uint8Array, weights: Float64Array, options: GradientBoostingOptions) {
  const { earlyStopping = y.length >= EARLY_STOPPING_ROWS, validationShare = 0.1, seed = 0 } = options;
  const random = createRandom(seed);
  const held = new Uint8Array(y.length);
  for (const label of earlyStopping ? [0, 1] : []) {
    const rows: number[] = [];
    for (let i = 0; i < y.length; i++) if (y[i] === label && weights[i]! > 0) rows.push(i);
    const shuffled = Int32Array.from(rows);
    random.shuffle(shuffled);
    const share = Math.min(rows.length - 1, Math.round(rows.length * validationShare));
    for (let i = 0; i < share; i++) held[shuffled[i]!] = 1;
  }
  const training: number[] = [];
  const heldOut: number[] = [];
  for (let i = 0; i < y.length; i++) if (weights[i]! > 0) (held[i] ? heldOut : training).push(i);
  return { training: Uint32Array.from(training), heldOut: Uint32Array.from(heldOut) };
}
