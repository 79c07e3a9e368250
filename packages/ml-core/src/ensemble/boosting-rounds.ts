import { createArena } from '../kernels/arena.js';
import { boostingCountsKernel } from '../kernels/generated/boosting-counts.js';
import { boostingTreesKernel } from '../kernels/generated/boosting-trees.js';
import { type KernelMemory, loadKernel } from '../kernels/kernel.js';
import { type NamedTask, runTask } from '../parallel/run-in-slots.js';
import type { Random } from '../random.js';
import { binMatrix, measureBinRegions } from '../tree/bin-matrix.js';
import type { FeatureBins } from '../tree/bins.js';
import type { GrownTree } from '../tree/join-trees.js';
import type { Matrix, Pool } from '../types.js';

/** Limits on every tree. */
export interface BoostingSettings {
  readonly learningRate: number;
  readonly maxLeaves: number;
  readonly maxDepth: number;
  readonly minSamplesLeaf: number;
  readonly l2: number;
  /** Draws what each leaf cuts each column at, one number a tree; null where every cut is looked at. */
  readonly cuts: Random | null;
}

/** A boosting in progress: each call of growTree takes one step and returns its tree. */
export interface BoostingRounds {
  readonly baseScore: number;
  growTree(): Promise<GrownTree>;
  /** Mean log loss of the rows held out, by weight; NaN without any. */
  heldOutLoss(): number;
}

const LEAF_BYTES = 56;
/** The words of Plan in kernels/assembly/inline/boosting-plan.ts, before its seven numbers in float64. */
const PLAN_WORDS = 24;
const PLAN_NUMBERS_AT = 112;
const PLAN_NUMBERS = 7;
/** Where the words are that say what is to be counted: from, to, and the histogram. */
const PLAN_COUNT = 24;
/** Where the word is that cuts are drawn by. */
const PLAN_CUT_SEED = 27;
/**
 * Sum of p(1 - p) that a leaf needs, of rows that weigh 1 each or, where they weigh less, as much as they do on
 * average.
 */
const MIN_CURVATURE = 1e-3;
/** A sum of all rows stays below this, and so within 32 bits. */
const MOST_UNITS = 2 ** 30;
/** Units of which the curvature of the lightest row has fewer than these at the start are chosen again for each tree. */
const FEWEST_UNITS = 32;
/** Weights are divided by a power of two where they are more than this on average; of covers only proportions count. */
const USUAL_WEIGHT = 4;
/** Finer units would do nothing but pass the range of numbers. */
const FINEST_UNIT = 2 ** 100;
const NARROW_BYTES = 256 * 8;
/** In narrow sums a gradient is at most this many units, and a curvature a quarter of them. */
const NARROW_UNITS = 2 ** 13;
/** Fewer rows than these are counted as quickly in wide sums, whose units are finer. */
const NARROW_ROWS = 8192;
/** With narrow sums a row of mean weight still has 2¹³ / 8 units: where weights differ by more, all sums are wide. */
const NARROW_WEIGHTS = 8;
const MOST_CUT_SEEDS = 2 ** 32 - 1;
/** Fewer rows than these are counted before another thread has begun. */
const SHARED_ROWS = 32_768;

/** What is learned from. Rows of weight 0 are in neither list. */
export interface BoostingRows {
  readonly X: Matrix;
  readonly y: Uint8Array;
  readonly weights: Float64Array;
  readonly training: Uint32Array;
  readonly heldOut: Uint32Array;
}

/** Which rows of a tree to count, and where. */
interface CountTask {
  readonly memory: KernelMemory;
  readonly plan: number;
  readonly from: number;
  readonly to: number;
  readonly histogram: number;
  readonly narrow: number;
  /** Whether the rows begin a tree. */
  readonly begin: boolean;
}

/** Sums the gradients of some rows by their bins. Runs on any thread. */
export const countRowsTask: NamedTask<CountTask, void> = { name: 'countRows', run: countRows };

function countRows({ memory, plan, from, to, histogram, narrow, begin }: CountTask): void {
  const kernel = loadKernel(boostingCountsKernel, memory);
  if (begin) kernel.beginRows(plan, from, to);
  kernel.countRows(plan, from, to, histogram, narrow);
}

/** Bins the rows and lays out everything the kernel needs. Already validated. */
export function prepareRounds(
  given: BoostingRows,
  bins: FeatureBins,
  settings: BoostingSettings,
  pool?: Pool,
): BoostingRounds {
  const { heldOut, y, weights } = given;
  const mass = measureBase(given);
  const { baseScore } = mass;
  const units = chooseUnits(mass, given.training.length);
  const threads = pool?.threads ?? 1;
  const { memory, offsets, histogramBytes } = layOut(
    given,
    bins,
    settings,
    mass.scale,
    units.narrow,
    threads,
  );
  const { buffer } = memory;
  const { plan } = offsets;
  const raw = new Float64Array(buffer, offsets.raw, y.length).fill(baseScore);
  const { addHistogram, measureRows } = loadKernel(boostingCountsKernel, memory);
  const kernel = loadKernel(boostingTreesKernel, memory);
  const numbers = new Float64Array(buffer, plan + PLAN_NUMBERS_AT, PLAN_NUMBERS);
  const setUnits = ({ gradientUnit, curvatureUnit }: Units) =>
    numbers.set([
      ...[gradientUnit * mass.scale, curvatureUnit * mass.scale],
      ...[settings.l2 * curvatureUnit, mass.minCurvature * curvatureUnit],
      (-settings.learningRate * curvatureUnit) / gradientUnit,
    ]);
  setUnits(units);
  const asked = new Uint32Array(buffer, plan + 4 * PLAN_COUNT, 3);
  const cutSeed = new Uint32Array(buffer, plan + 4 * PLAN_CUT_SEED, 1);

  /** Sums are of whole numbers, so that it does not show how rows are shared out. */
  async function count(begin: boolean): Promise<void> {
    const first = asked[0]!;
    const end = asked[1]!;
    const histogram = asked[2]!;
    const parts = end - first < SHARED_ROWS ? 1 : threads;
    // Most calls come here, thousands per model: what follows would take a tenth of the time.
    if (parts === 1) {
      countRows({ memory, plan, from: first, to: end, histogram, narrow: offsets.narrow, begin });
      return;
    }
    const tasks = Array.from({ length: parts }, (_, part) => ({
      ...{ memory, plan, begin },
      from: first + Math.floor(((end - first) * part) / parts),
      to: first + Math.floor(((end - first) * (part + 1)) / parts),
      histogram: part === 0 ? histogram : offsets.partial + (part - 1) * histogramBytes,
      narrow: offsets.narrow + part * given.X.columns * NARROW_BYTES,
    }));
    const others = tasks.slice(1).map((task) => runTask(pool, countRowsTask, task));
    countRows(tasks[0]!);
    await Promise.all(others);
    for (const task of tasks.slice(1)) addHistogram(plan, task.histogram, histogram);
  }

  async function growTree(): Promise<GrownTree> {
    if (units.coarse) {
      measureRows(plan);
      const [gradients, curvatures] = numbers.subarray(5) as unknown as [number, number];
      setUnits({
        gradientUnit: Math.min(FINEST_UNIT, MOST_UNITS / gradients / mass.scale),
        curvatureUnit: Math.min(FINEST_UNIT, MOST_UNITS / curvatures / mass.scale),
      });
    }
    // 0 stands for every cut.
    if (settings.cuts) cutSeed[0] = 1 + settings.cuts.integer(MOST_CUT_SEEDS);
    kernel.plantTree(plan);
    await count(true);
    kernel.judgeRoot(plan);
    while (kernel.splitBest(plan)) {
      await count(false);
      kernel.judgeHalves(plan);
    }
    const nodes = kernel.finishTree(plan);
    if (heldOut.length > 0) kernel.moveHeldOut(plan, offsets.heldOut, heldOut.length);
    const tree = {
      nodes: new Uint32Array(buffer, offsets.nodes, 2 * nodes).slice(),
      values: new Float32Array(buffer, offsets.values, nodes).slice(),
      covers: new Float32Array(buffer, offsets.covers, nodes).slice(),
    };
    addUpCovers(tree);
    return tree;
  }

  function heldOutLoss(): number {
    let loss = 0;
    let weight = 0;
    for (const i of heldOut) {
      const margin = y[i] ? raw[i]! : -raw[i]!;
      loss += weights[i]! * (Math.max(0, -margin) + Math.log1p(Math.exp(-Math.abs(margin))));
      weight += weights[i]!;
    }
    return loss / weight;
  }

  return { baseScore, growTree, heldOutLoss };
}

/** What the training rows weigh together, and the heaviest and the lightest of them. */
interface Mass {
  readonly total: number;
  readonly heaviest: number;
  readonly lightest: number;
  /** What the rows' weights are divided by. */
  readonly scale: number;
  /** Log-odds of all together, and p(1 - p). */
  readonly baseScore: number;
  readonly baseCurvature: number;
  /** The sum of curvature that a leaf needs. */
  readonly minCurvature: number;
}

function measureBase({ y, weights, training }: BoostingRows): Mass {
  let total = 0;
  let positive = 0;
  let heaviest = 0;
  let lightest = Number.POSITIVE_INFINITY;
  for (const i of training) {
    total += weights[i]!;
    positive += y[i]! * weights[i]!;
    heaviest = Math.max(heaviest, weights[i]!);
    lightest = Math.min(lightest, weights[i]!);
  }
  const share = positive / total;
  return {
    baseScore: Math.log(positive / (total - positive)),
    baseCurvature: share * (1 - share),
    minCurvature: MIN_CURVATURE * Math.min(1, total / training.length),
    scale: total > USUAL_WEIGHT * training.length ? 2 ** Math.floor(Math.log2(total / training.length)) : 1,
    ...{ total, heaviest, lightest },
  };
}

function layOut(
  { X, y, weights, training, heldOut }: BoostingRows,
  bins: FeatureBins,
  settings: BoostingSettings,
  scale: number,
  narrow: boolean,
  threads: number,
) {
  const { rows, columns } = X;
  // The kernel takes rows by pairs.
  const padded = rows + (rows % 2);
  const nodes = 2 * settings.maxLeaves - 1;
  // A feature has a bin more than split points, and one for missing values.
  const binOffsets = Uint32Array.from(bins.splitOffsets, (points, j) => points + 2 * j);
  const histogramBytes = (binOffsets[columns]! + 1) * 16;
  const { memory, offsets } = createArena(
    {
      ...measureBinRegions(columns),
      plan: PLAN_NUMBERS_AT + 8 * PLAN_NUMBERS,
      ...{ bins: padded * columns, columnBins: rows * columns },
      ...{ target: 8 * padded, weights: 8 * padded, raw: 8 * padded, gradients: 8 * padded },
      ...{ training: 4 * training.length, order: 4 * training.length, spare: 4 * training.length },
      heldOut: 4 * heldOut.length,
      binOffsets: binOffsets.byteLength,
      histograms: settings.maxLeaves * histogramBytes,
      ...{ partial: (threads - 1) * histogramBytes, narrow: threads * columns * NARROW_BYTES },
      leaves: settings.maxLeaves * LEAF_BYTES,
      ...{ nodes: 8 * nodes, values: 4 * nodes, covers: 4 * nodes },
    },
    { shared: threads > 1 },
  );
  const { buffer } = memory;
  const binArena = { memory, offsets: { ...offsets, bins: offsets.columnBins } };
  binMatrix(binArena, bins, X.data, columns, 0, rows, { block: rows });
  new Float64Array(buffer, offsets.target, rows).set(y);
  new Float64Array(buffer, offsets.weights, rows).set(
    scale === 1 ? weights : weights.map((weight) => weight / scale),
  );
  new Uint32Array(buffer, offsets.training, training.length).set(training);
  new Uint32Array(buffer, offsets.heldOut, heldOut.length).set(heldOut);
  new Uint32Array(buffer, offsets.binOffsets, columns + 1).set(binOffsets);
  const weighted = training.some((i) => weights[i] !== 1);
  new Uint32Array(buffer, offsets.plan, PLAN_WORDS).set([
    ...[rows, columns, settings.maxLeaves, settings.maxDepth, settings.minSamplesLeaf, training.length],
    ...[Number(weighted), Number(narrow), offsets.bins, offsets.columnBins],
    ...[
      offsets.target,
      offsets.weights,
      offsets.raw,
      offsets.gradients,
      offsets.training,
      offsets.order,
      offsets.spare,
      offsets.binOffsets,
    ],
    ...[histogramBytes, offsets.histograms, offsets.leaves, offsets.nodes, offsets.values, offsets.covers],
  ]);
  loadKernel(boostingCountsKernel, memory).turnBins(offsets.plan);
  return { memory, offsets, histogramBytes };
}

/** Gradients and curvatures are kept as whole multiples of 1 / unit. */
interface Units {
  readonly gradientUnit: number;
  readonly curvatureUnit: number;
}

/**
 * Gradients are at most 1 and curvatures at most 1/4 of a row's weight: no sum of all rows passes 2³⁰. Where few rows
 * are of one class, or one weighs far less than others, what is left for it may round to 0: such units are `coarse`.
 */
function chooseUnits(mass: Mass, rows: number): Units & { narrow: boolean; coarse: boolean } {
  const { total, heaviest, lightest, baseCurvature } = mass;
  const fine = ({ curvatureUnit }: Units) => curvatureUnit * lightest * baseCurvature >= FEWEST_UNITS;
  const narrow = { gradientUnit: NARROW_UNITS / heaviest, curvatureUnit: NARROW_UNITS / heaviest };
  const wide = { gradientUnit: MOST_UNITS / total, curvatureUnit: (4 * MOST_UNITS) / total };
  const even = heaviest * rows <= NARROW_WEIGHTS * total;
  if (rows >= NARROW_ROWS && even && fine(narrow)) {
    const gradientUnit = Math.min(narrow.gradientUnit, wide.gradientUnit);
    const curvatureUnit = Math.min(narrow.curvatureUnit, wide.curvatureUnit);
    return { gradientUnit, curvatureUnit, narrow: true, coarse: false };
  }
  return { ...wide, narrow: false, coarse: !fine(wide) };
}

/** The kernel knows the covers of leaves; children come after their parent, so backwards all others follow. */
function addUpCovers({ nodes, covers }: GrownTree): void {
  for (let i = covers.length - 1; i >= 0; i--) {
    const left = nodes[2 * i]!;
    if (left !== i) covers[i] = covers[left]! + covers[left + 1]!;
  }
}
