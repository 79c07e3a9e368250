import { InvalidParameterError } from '../errors.js';
import type { WeightOptions } from '../imbalance/class-weight.js';
import { runInSlots, runTask } from '../parallel/run-in-slots.js';
import { createRandom } from '../random.js';
import { fitBins } from '../tree/bins.js';
import { countTrees, type DecisionTrees, MAX_COLUMNS, MAX_DEPTH } from '../tree/decision-trees.js';
import { joinTrees } from '../tree/join-trees.js';
import { sumLeaves } from '../tree/sum-leaves.js';
import type { Matrix, OnProgress, Pool, StopSignal } from '../types.js';
import {
  requireBoolean,
  requireColumns,
  requireFiniteCells,
  requireHooks,
  requireInteger,
  requireMatrix,
  requireModel,
  requireObject,
  requireOptions,
  requireTarget,
} from '../validation.js';
import { type ForestSettings, growTreesTask, prepareGround, readOutOfBag } from './grow-forest.js';
import { makeWholeWeights } from './whole-weights.js';

/** How a forest is grown. */
export interface RandomForestOptions extends WeightOptions {
  /** 1..10,000; 100. */
  readonly trees?: number;
  /** Steps from the root to the deepest leaf, 1..32; 16. */
  readonly maxDepth?: number;
  /** Fewest training rows in a leaf, 1..2²⁴; a row that the bootstrap drew twice counts once. 5. */
  readonly minSamplesLeaf?: number;
  /** Features considered at each node: 1..columns, or the square root of their number (at least 1). */
  readonly maxFeatures?: 'sqrt' | number;
  /** Whether each tree gets its own bootstrap sample; true. */
  readonly bootstrap?: boolean;
  /** Whether to score each row by the trees that did not see it, into `outOfBag`; false. */
  readonly outOfBag?: boolean;
  readonly seed?: number;
  readonly pool?: Pool;
  readonly signal?: StopSignal;
  readonly onProgress?: OnProgress;
}

/** A fitted random forest: P(y = 1) is the mean over the trees of the share of positives in a row's leaf. */
export interface RandomForestModel {
  readonly kind: 'randomForest';
  readonly version: 1;
  readonly seed: number;
  readonly trees: DecisionTrees;
  /** With option `outOfBag`: one score per training row, NaN where every tree saw it. */
  readonly outOfBag?: Float64Array;
}

/** A row number shares a word with its draws and its class. */
const MAX_ROWS = 2 ** 24;

/**
 * Grows a random forest (Breiman, Machine Learning 45, 2001) for a binary target. Values are binned (at most 255 bins
 * per feature); each node looks at `maxFeatures` features drawn at random, and at more until one can be split.
 *
 * The same seed gives the same forest to the last bit, whatever the number of threads. About O(trees × rows × log rows ×
 * maxFeatures) time, and rows × (columns + 21 per thread + nodes) bytes in addition to X.
 *
 * @param X rows × columns, finite. @param y 0 or 1 per row; both must occur.
 * @throws ShapeError, InvalidParameterError (NaN and infinity included) or DegenerateDataError (no rows, one class).
 */
export async function fitRandomForest(
  X: Matrix,
  y: Uint8Array,
  options: RandomForestOptions = {},
): Promise<RandomForestModel> {
  const { trees: count = 100, seed = 0, pool, signal, onProgress } = requireOptions(options);
  const settings = validate(X, y, options);
  const bins = fitBins(X, options.sampleWeight);
  const threads = Math.min(pool?.threads ?? 1, count);
  const ground = prepareGround(X, y, bins, settings, threads, pool !== undefined);
  const seeds = drawSeeds(seed, count);
  // Small batches keep all threads busy to the end, and progress and abort prompt.
  const batch = Math.max(1, Math.min(8, Math.floor(count / (4 * threads))));
  const jobs = Array.from({ length: Math.ceil(count / batch) }, (_, job) => (place: number) => {
    const task = { seeds: seeds.slice(2 * batch * job, 2 * batch * (job + 1)), plan: ground.plans[place]! };
    return runTask(pool, growTreesTask, { memory: ground.memory, ...task });
  });
  const grown = await runInSlots(threads, jobs, { signal, onProgress, step: 'growing trees' });
  return {
    kind: 'randomForest',
    version: 1,
    seed,
    trees: joinTrees(X.columns, bins, grown.flat(), settings.weights.unit),
    ...(settings.outOfBag ? { outOfBag: readOutOfBag(ground, X.rows) } : {}),
  };
}

/**
 * P(y = 1) of each row; empty for an X without rows. The same to the last bit whether rows come alone or together.
 * @throws ShapeError or InvalidParameterError if X has a different number of columns than the forest was grown on, or
 * NaN or infinity, and for anything that is not a forest.
 */
export function predictRandomForest(model: RandomForestModel, X: Matrix): Float64Array {
  requireModel(model, 'randomForest');
  requireColumns(X, requireObject('model.trees', model.trees).columns);
  requireFiniteCells('X', X);
  return averageTrees(model, sumLeaves(model.trees, X));
}

/** Turns each row's sum of leaf values into its probability, in place. */
export function averageTrees(
  { trees }: Pick<RandomForestModel, 'trees'>,
  leafSums: Float64Array,
): Float64Array {
  const count = countTrees(trees);
  for (let i = 0; i < leafSums.length; i++) leafSums[i]! /= count;
  return leafSums;
}

function validate(X: Matrix, y: Uint8Array, options: RandomForestOptions): ForestSettings {
  const { trees = 100, maxDepth = 16, minSamplesLeaf = 5, maxFeatures = 'sqrt' } = options;
  const { bootstrap = true, outOfBag = false, seed = 0 } = options;
  requireMatrix('X', X);
  requireTarget(y, X.rows);
  requireInteger('columns of X', X.columns, 1, MAX_COLUMNS);
  requireInteger('rows of X', X.rows, 1, MAX_ROWS);
  requireInteger('trees', trees, 1, 10_000);
  requireInteger('maxDepth', maxDepth, 1, MAX_DEPTH);
  requireInteger('minSamplesLeaf', minSamplesLeaf, 1, MAX_ROWS);
  requireInteger('seed', seed, 0);
  requireHooks(options);
  requireBoolean('bootstrap', bootstrap);
  requireBoolean('outOfBag', outOfBag);
  if (outOfBag && !bootstrap) {
    throw new InvalidParameterError(
      'outOfBag is true and bootstrap is false; without a bootstrap no row is out of the bag',
    );
  }
  const featuresPerNode =
    maxFeatures === 'sqrt' ? Math.max(1, Math.floor(Math.sqrt(X.columns))) : maxFeatures;
  requireInteger('maxFeatures', featuresPerNode, 1, X.columns);
  const weights = makeWholeWeights(y, options);
  return { maxDepth, minSamplesLeaf, featuresPerNode, bootstrap, outOfBag, weights };
}

/** Two words per tree: each has a seed of its own, so that it does not matter who grows it and when. */
function drawSeeds(seed: number, count: number): Uint32Array {
  const random = createRandom(seed);
  return Uint32Array.from({ length: 2 * count }, () => random.integer(2 ** 32));
}
