import { RandomForestClassifier } from 'ml-random-forest';
import { firstAbove } from '../binary-search.js';
import type { RandomForestModel, RandomForestOptions } from '../ensemble/random-forest.js';
import { InvalidParameterError } from '../errors.js';
import { rowWeights } from '../imbalance/class-weight.js';
import { throwIfAborted } from '../parallel/throw-if-aborted.js';
import { createRandom, type Random } from '../random.js';
import { binByte, type FeatureBins, fitBins } from '../tree/bins.js';
import { buildTrees, type PlainTree } from '../tree/build-trees.js';
import { MAX_DEPTH } from '../tree/decision-trees.js';
import type { Matrix } from '../types.js';
import {
  requireBoolean,
  requireHooks,
  requireInteger,
  requireMatrix,
  requireOptions,
  requireTarget,
} from '../validation.js';

/** A node of ml-cart's tree. */
interface CartNode {
  readonly left?: CartNode;
  readonly right?: CartNode;
  readonly splitColumn: number;
  readonly splitValue: number;
  /** One row: the share of each class, up to the greatest that occurs. */
  readonly distribution?: { readonly columns: number; get(row: number, column: number): number };
}

/** A tree takes time quadratic in its rows, so it gets no more than this many. */
const MAX_SAMPLES = 1000;

/**
 * A random forest whose trees are grown by ml-random-forest 2.1: slow and independent, which is its purpose.
 * The model is the same plain data as that of the main engine, scored and explained by the same code.
 *
 * What the library does not do, or does wrong, is worked around:
 * - its time grows with the square of the rows: a tree is grown on a bootstrap of at most 1,000 of them;
 * - it has no weights: rows are drawn in proportion to theirs;
 * - `maxSamples` takes the first rows, `maxFeatures: 1` all features: rows and features are drawn here, by our seed;
 * - features are drawn for a tree, not for a node: 'sqrt', far too few for a whole tree, becomes half of them;
 * - it stops where a split gains less than 0.01, which on weak signals is at the root: the threshold is set to 0;
 * - a forest's probability counts votes, and starts from the first tree's label: leaf shares are averaged instead;
 * - a tree has no least leaf: a node of fewer than 2 · minSamplesLeaf rows is not split;
 * - its importances leave 0..1: they are not used.
 *
 * It is given bins instead of values: a tree sees the order of values only.
 * @throws what the main engine's throws; InvalidParameterError also where `outOfBag` is true.
 */
export async function fitRandomForest(
  X: Matrix,
  y: Uint8Array,
  options: RandomForestOptions = {},
): Promise<RandomForestModel> {
  const { trees: count = 100, seed = 0, signal, onProgress } = requireOptions(options);
  const features = validate(X, y, options);
  const draw = createWeightedDraw(rowWeights(y, options));
  const bins = fitBins(X);
  const plain: PlainTree[] = [];
  for (let t = 0; t < count; t++) {
    throwIfAborted(signal);
    plain.push(growTree(X, y, bins, features, draw, createRandom(seed, t), options));
    await onProgress?.((t + 1) / count, 'growing trees');
  }
  return { kind: 'randomForest', version: 1, seed, trees: buildTrees(X.columns, plain) };
}

/** @returns how many features a tree gets. */
function validate(X: Matrix, y: Uint8Array, options: RandomForestOptions): number {
  const { trees = 100, maxDepth = 16, minSamplesLeaf = 5, maxFeatures = 'sqrt' } = options;
  const { bootstrap = true, outOfBag = false, seed = 0 } = options;
  requireMatrix('X', X);
  requireTarget(y, X.rows);
  requireInteger('trees', trees, 1, 10_000);
  requireInteger('maxDepth', maxDepth, 1, MAX_DEPTH);
  requireInteger('minSamplesLeaf', minSamplesLeaf, 1, 2 ** 24);
  requireInteger('seed', seed, 0);
  requireHooks(options);
  requireBoolean('bootstrap', bootstrap);
  requireBoolean('outOfBag', outOfBag);
  if (outOfBag) {
    throw new InvalidParameterError('outOfBag is true; the reference engine offers no out-of-bag scores');
  }
  const features = maxFeatures === 'sqrt' ? Math.ceil(X.columns / 2) : maxFeatures;
  requireInteger('maxFeatures', features, 1, X.columns);
  return features;
}

/** Draws rows with replacement, in proportion to their weights. */
function createWeightedDraw(weights: Float64Array): (random: Random) => number {
  const upTo = new Float64Array(weights.length);
  let total = 0;
  for (let i = 0; i < weights.length; i++) upTo[i] = total += weights[i]!;
  return (random) => {
    const mark = random.next() * total;
    return firstAbove(upTo, mark, 0, weights.length - 1);
  };
}

function growTree(
  X: Matrix,
  y: Uint8Array,
  bins: FeatureBins,
  featureCount: number,
  draw: (random: Random) => number,
  random: Random,
  { maxDepth = 16, minSamplesLeaf = 5, bootstrap = true }: RandomForestOptions,
): PlainTree {
  const all = Array.from({ length: X.rows }, (_, i) => i);
  const rows = bootstrap ? Array.from({ length: Math.min(X.rows, MAX_SAMPLES) }, () => draw(random)) : all;
  const features = Int32Array.from({ length: X.columns }, (_, j) => j);
  random.shuffle(features);
  const drawn = features.subarray(0, featureCount).sort();
  const sample = rows.map((i) => Array.from(drawn, (j) => binByte(bins, j, X.data[i * X.columns + j]!)));
  const forest = new RandomForestClassifier({
    nEstimators: 1,
    // All of the columns that it is given; replacement would give some twice.
    maxFeatures: 1.0,
    replacement: false,
    useSampleBagging: false,
    noOOB: true,
    seed: random.integer(2 ** 31),
    treeOptions: { gainThreshold: 0, minNumSamples: 2 * minSamplesLeaf - 1, maxDepth },
  });
  forest.train(
    sample,
    rows.map((i) => y[i]!),
  );
  const { estimators, indexes } = forest as unknown as {
    estimators: { root: CartNode }[];
    indexes: number[][];
  };
  return flatten(estimators[0]!.root, sample, indexes[0]!, drawn, bins);
}

/** ml-cart goes left where the bin < splitValue. `order` are the columns of the sample in the tree's own order. */
function flatten(
  root: CartNode,
  sample: readonly number[][],
  order: readonly number[],
  drawn: Int32Array,
  bins: FeatureBins,
): PlainTree {
  const tree = { left: [], right: [], feature: [], threshold: [], value: [], cover: [] } as Record<
    'left' | 'right' | 'feature' | 'threshold' | 'value' | 'cover',
    number[]
  >;
  const add = (node: CartNode, rows: readonly number[][]): number => {
    const at = tree.left.length;
    const { left, right, distribution } = node;
    const positive = distribution && distribution.columns > 1 ? distribution.get(0, 1) : 0;
    const column = left ? order[node.splitColumn]! : 0;
    const feature = left ? drawn[column]! : 0;
    const point = bins.splitOffsets[feature]! + Math.ceil(node.splitValue) - 2;
    tree.left.push(-1);
    tree.right.push(-1);
    tree.feature.push(feature);
    tree.threshold.push(left ? bins.splitPoints[point]! : 0);
    tree.value.push(positive);
    tree.cover.push(rows.length);
    if (left && right) {
      const goesLeft = (row: readonly number[]) => row[column]! < node.splitValue;
      tree.left[at] = add(
        left,
        rows.filter((row) => goesLeft(row)),
      );
      tree.right[at] = add(
        right,
        rows.filter((row) => !goesLeft(row)),
      );
    }
    return at;
  };
  add(root, sample);
  return tree;
}
