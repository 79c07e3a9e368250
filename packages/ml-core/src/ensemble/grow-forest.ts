import { createArena, layoutRegions } from '../kernels/arena.js';
import { forestKernel } from '../kernels/generated/forest.js';
import { type KernelMemory, loadKernel } from '../kernels/kernel.js';
import type { NamedTask } from '../parallel/run-in-slots.js';
import { binMatrix, measureBinRegions } from '../tree/bin-matrix.js';
import type { FeatureBins } from '../tree/bins.js';
import type { GrownTree } from '../tree/join-trees.js';
import type { Matrix } from '../types.js';
import { FOREST_PLAN_BYTES, readForestPlan, writeForestPlan } from './forest-plan.js';
import type { WholeWeights } from './whole-weights.js';

/** What every tree of a forest has in common. */
export interface ForestSettings {
  readonly maxDepth: number;
  readonly minSamplesLeaf: number;
  readonly featuresPerNode: number;
  readonly bootstrap: boolean;
  readonly outOfBag: boolean;
  readonly weights: WholeWeights;
}

/** A forest under construction: the rows as bins, and for each thread a place to grow trees in, all in one memory. */
export interface ForestGround {
  readonly memory: KernelMemory;
  /** The plan of each place: the kernel finds everything else from there. */
  readonly plans: readonly number[];
}

/** Which trees to grow, and where. `seeds` holds two words per tree. */
export interface GrowTask {
  readonly memory: KernelMemory;
  readonly plan: number;
  readonly seeds: Uint32Array;
}

const HISTOGRAM_BYTES = 4 * 256 * 16;
const OCCUPIED_BYTES = (4 * 256) / 8;
const PREFIX_BYTES = 257 * 16;
const TASK_BYTES = 24;
const MOST_DRAWS = 127;
const MASS_WORDS = 4 * 256;

/** The most nodes that a tree can have: two leaves share a parent, and a leaf holds minSamplesLeaf rows. */
function mostNodes(rows: number, { minSamplesLeaf, maxDepth }: ForestSettings): number {
  const leaves = Math.min(Math.max(1, Math.floor(rows / minSamplesLeaf)), 2 ** maxDepth);
  return 2 * leaves - 1;
}

/** Bins the rows and lays out `threads` places. About rows × (columns + threads × (21 + 32 / minSamplesLeaf)) bytes. */
export function prepareGround(
  X: Matrix,
  y: Uint8Array,
  bins: FeatureBins,
  settings: ForestSettings,
  threads: number,
  shared: boolean,
): ForestGround {
  const { rows, columns } = X;
  const { weights, bootstrap, outOfBag, maxDepth, minSamplesLeaf, featuresPerNode } = settings;
  const place = layoutRegions(measurePlace(rows, columns, settings));
  const arena = createArena(
    {
      ...measureBinRegions(columns),
      bins: rows * columns,
      target: rows,
      masses: 4 * MASS_WORDS,
      weights: weights.rows ? 4 * rows : 0,
      places: threads * place.end,
    },
    { shared },
  );
  const { offsets } = arena;
  const { buffer } = arena.memory;
  binMatrix(arena, bins, X.data, columns, 0, rows);
  new Uint8Array(buffer, offsets.target, rows).set(y);
  new Int32Array(buffer, offsets.masses, MASS_WORDS).set(tabulateMasses(weights.classes));
  if (weights.rows) new Int32Array(buffer, offsets.weights, rows).set(weights.rows);
  const plans = Array.from({ length: threads }, (_, thread) => {
    const start = offsets.places + thread * place.end;
    const own = mapValues(place.offsets, (offset) => start + offset);
    writeForestPlan(buffer, own.plan, {
      ...{ rows, columns, featuresPerNode, maxDepth, minSamplesLeaf, bootstrap: Number(bootstrap) },
      ...{ bins: offsets.bins, target: offsets.target, masses: offsets.masses },
      ...own,
      weights: weights.rows ? offsets.weights : 0,
      outOfBagSums: outOfBag ? own.outOfBagSums : 0,
    });
    if (!bootstrap) new Uint8Array(buffer, own.draws, rows).fill(1);
    return own.plan;
  });
  return { memory: arena.memory, plans };
}

/** Bytes of what a thread has for itself. */
function measurePlace(rows: number, columns: number, settings: ForestSettings) {
  const nodes = mostNodes(rows, settings);
  return {
    plan: FOREST_PLAN_BYTES,
    draws: rows,
    keys: 4 * rows,
    spare: 4 * rows,
    histograms: HISTOGRAM_BYTES,
    occupied: OCCUPIED_BYTES,
    prefixes: PREFIX_BYTES,
    features: 4 * columns,
    stack: (settings.maxDepth + 2) * TASK_BYTES,
    nodes: 8 * nodes,
    values: 4 * nodes,
    covers: 4 * nodes,
    outOfBagSums: settings.outOfBag ? 8 * rows : 0,
    outOfBagCounts: settings.outOfBag ? 2 * rows : 0,
  };
}

function mapValues<Key extends string>(
  record: Readonly<Record<Key, number>>,
  map: (value: number) => number,
) {
  const entries = Object.entries<number>(record).map(([key, value]) => [key, map(value)]);
  return Object.fromEntries(entries) as Record<Key, number>;
}

/** What a row drawn `draws` times adds to a histogram: one row, its weight, its weight if it is positive. */
function tabulateMasses([negative, positive]: readonly [number, number]): Int32Array {
  const masses = new Int32Array(256 * 4);
  for (let draws = 0; draws <= MOST_DRAWS; draws++) {
    masses.set([1, draws * negative, 0, 0], 8 * draws);
    masses.set([1, draws * positive, draws * positive, 0], 8 * draws + 4);
  }
  return masses;
}

/** Grows the trees of a task, one after the other, and takes copies out of the memory. Runs on any thread. */
export const growTreesTask: NamedTask<GrowTask, GrownTree[]> = { name: 'growTrees', run: growTrees };

function growTrees({ memory, plan, seeds }: GrowTask): GrownTree[] {
  const { growTree } = loadKernel(forestKernel, memory);
  const { nodes, values, covers } = readForestPlan(memory.buffer, plan);
  const trees: GrownTree[] = [];
  for (let t = 0; t < seeds.length; t += 2) {
    const count = growTree(plan, seeds[t]!, seeds[t + 1]!);
    trees.push({
      nodes: new Uint32Array(memory.buffer, nodes, 2 * count).slice(),
      values: new Float32Array(memory.buffer, values, count).slice(),
      covers: new Float32Array(memory.buffer, covers, count).slice(),
    });
  }
  return trees;
}

/** Out-of-bag scores are added up as whole multiples of 2⁻³⁰, so that the order of the trees does not show. */
const OUT_OF_BAG_UNIT = 2 ** 30;

/** Mean score of each row over the trees that did not see it; NaN where every tree did. Exact in any order. */
export function readOutOfBag({ memory, plans }: ForestGround, rows: number): Float64Array {
  const sums = new Float64Array(rows);
  const counts = new Float64Array(rows);
  for (const plan of plans) {
    const { outOfBagSums, outOfBagCounts } = readForestPlan(memory.buffer, plan);
    const placeSums = new Float64Array(memory.buffer, outOfBagSums, rows);
    const placeCounts = new Uint16Array(memory.buffer, outOfBagCounts, rows);
    for (let i = 0; i < rows; i++) {
      sums[i]! += placeSums[i]!;
      counts[i]! += placeCounts[i]!;
    }
  }
  return sums.map((sum, i) => sum / (counts[i]! * OUT_OF_BAG_UNIT));
}
