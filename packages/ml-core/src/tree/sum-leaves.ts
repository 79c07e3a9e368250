import { ShapeError } from '../errors.js';
import { createArena } from '../kernels/arena.js';
import { leavesKernel } from '../kernels/generated/leaves.js';
import { loadKernel } from '../kernels/kernel.js';
import type { Matrix } from '../types.js';
import { binMatrix, measureBinRegions } from './bin-matrix.js';
import { binByte } from './bins.js';
import { countTrees, type DecisionTrees, measureDepth } from './decision-trees.js';

/**
 * The kernel finds a leaf in half the time or less, 50 ns, and takes 0.2 ms and 20 ns per node to set up: it is worth that
 * from this many rows on, and as long as there are no more than this many nodes for each leaf to find.
 */
const KERNEL_ROWS = 128;
const NODES_A_LEAF = 3;

/** Rows that pass all trees together: their bins stay in the second-level cache. */
const BLOCK_ROWS = 4096;

/** Rows that the kernel takes at once. */
const LANES = 16;
const TOP_TESTS = 31;
const TOP_WORDS = 64;

/**
 * The sum over all trees of the value of the leaf that each row falls into, in float64, added in the order of the trees:
 * the same to the last bit for one row or a million. NaN is a missing value.
 * O(rows × trees × depth); microseconds for one row.
 * @throws ShapeError if X has a different number of columns than the trees were grown on.
 */
export function sumLeaves(trees: DecisionTrees, X: Matrix): Float64Array {
  if (X.columns !== trees.columns) {
    throw new ShapeError(`X has ${X.columns} columns; the model was fitted on ${trees.columns}`);
  }
  const leaves = X.rows * countTrees(trees);
  const few = X.rows < KERNEL_ROWS || NODES_A_LEAF * leaves < trees.values.length;
  return few ? walkRows(trees, X) : runKernel(trees, X);
}

/** Each row goes down four trees at once: in one alone it would wait for memory at every step. Already validated. */
function walkRows(trees: DecisionTrees, { rows, columns, data }: Matrix): Float64Array {
  const { roots, nodes, values } = trees;
  const count = countTrees(trees);
  const bytes = new Uint8Array(columns);
  const sums = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) bytes[j] = binByte(trees, j, data[i * columns + j]!);
    let sum = 0;
    for (let t = 0; t < count; t += 4) {
      // Beyond the last tree the last goes down again, and is not added.
      const root0 = roots[t]!;
      const root1 = roots[Math.min(t + 1, count - 1)]!;
      const root2 = roots[Math.min(t + 2, count - 1)]!;
      const root3 = roots[Math.min(t + 3, count - 1)]!;
      let n0 = root0;
      let n1 = root1;
      let n2 = root2;
      let n3 = root3;
      for (;;) {
        const next0 = step(nodes, root0, n0, bytes);
        const next1 = step(nodes, root1, n1, bytes);
        const next2 = step(nodes, root2, n2, bytes);
        const next3 = step(nodes, root3, n3, bytes);
        if (((next0 ^ n0) | (next1 ^ n1) | (next2 ^ n2) | (next3 ^ n3)) === 0) break;
        n0 = next0;
        n1 = next1;
        n2 = next2;
        n3 = next3;
      }
      sum += values[n0]!;
      if (t + 1 < count) sum += values[n1]!;
      if (t + 2 < count) sum += values[n2]!;
      if (t + 3 < count) sum += values[n3]!;
    }
    sums[i] = sum;
  }
  return sums;
}

/**
 * The next node of a row, from `node` of the tree at `root`; a leaf is its own. Without a branch: each way is as
 * likely.
 */
function step(nodes: Uint32Array, root: number, node: number, bytes: Uint8Array): number {
  const test = nodes[2 * node + 1]!;
  const byte = (bytes[test >>> 16]! - (test >>> 8)) & 255;
  return (root + nodes[2 * node]! + Number(byte > (test & 255))) | 0;
}

function runKernel(trees: DecisionTrees, { rows, columns, data }: Matrix): Float64Array {
  const { roots, values } = trees;
  const { nodes, width } = packNodes(trees);
  const depths = Array.from({ length: countTrees(trees) }, (_, t) => measureDepth(trees, t));
  const block = Math.min(BLOCK_ROWS, Math.ceil(rows / LANES) * LANES);
  const arena = createArena({
    ...measureBinRegions(columns),
    bins: block * width,
    tops: 4 * TOP_WORDS * depths.length,
    nodes: nodes.byteLength,
    values: values.byteLength,
    sums: block * 8,
  });
  const { memory, offsets } = arena;
  new Uint32Array(memory.buffer, offsets.tops, TOP_WORDS * depths.length).set(tabulateTops(roots, nodes));
  new Uint32Array(memory.buffer, offsets.nodes, nodes.length).set(nodes);
  new Float32Array(memory.buffer, offsets.values, values.length).set(values);
  const blockSums = new Float64Array(memory.buffer, offsets.sums, block);
  const { addLeaves } = loadKernel(leavesKernel, memory);
  const sums = new Float64Array(rows);
  for (let first = 0; first < rows; first += block) {
    const count = Math.min(block, rows - first);
    binMatrix(arena, trees, data, columns, first, count, { block: LANES, width });
    if (width > columns) {
      const layout = { block: LANES, width, place: columns, missing: 255 };
      binMatrix(arena, trees, data, columns, first, count, layout);
    }
    blockSums.fill(0);
    const padded = Math.ceil(count / LANES) * LANES;
    for (let t = 0; t < depths.length; t++) {
      const top = offsets.tops + 4 * TOP_WORDS * t;
      const [node, value] = [offsets.nodes + 8 * roots[t]!, offsets.values + 4 * roots[t]!];
      addLeaves(top, node, value, depths[t]!, offsets.bins, padded, width, offsets.sums);
    }
    sums.set(blockSums.subarray(0, count), first);
  }
  return sums;
}

/** Each tree's first five levels as the kernel takes them: 31 tests, and the 32 nodes to go on from. */
function tabulateTops(roots: Int32Array, nodes: Uint32Array): Uint32Array {
  const tops = new Uint32Array(TOP_WORDS * (roots.length - 1));
  const level = new Uint32Array(2 * TOP_TESTS + 1);
  for (let t = 0; t + 1 < roots.length; t++) {
    const top = TOP_WORDS * t;
    level[0] = 0;
    for (let i = 0; i < TOP_TESTS; i++) {
      const node = level[i]!;
      const at = 2 * (roots[t]! + node);
      const left = nodes[at]!;
      tops[top + i] = nodes[at + 1]!;
      level[2 * i + 1] = left;
      // A leaf, whose test no row passes, goes on as itself.
      level[2 * i + 2] = left === node ? node : left + 1;
    }
    tops.set(level.subarray(TOP_TESTS), top + TOP_TESTS + 1);
  }
  return tops;
}

/**
 * Nodes whose missing values go right ask a second copy of their feature, in which missing is the greatest byte: so the
 * kernel has one kind of test. Without such nodes there is no copy.
 */
function packNodes({ nodes, columns }: DecisionTrees): { nodes: Uint32Array; width: number } {
  let packed: Uint32Array | undefined;
  for (let i = 1; i < nodes.length; i += 2) {
    const test = nodes[i]!;
    if ((test & 256) === 0) continue;
    packed ??= nodes.slice();
    packed[i] = (((test >>> 16) + columns) << 16) | ((test & 255) + 1);
  }
  return packed ? { nodes: packed, width: 2 * columns } : { nodes, width: columns };
}
