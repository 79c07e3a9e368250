import { ShapeError } from '../errors.js';
import { createArena } from '../kernels/arena.js';
import { leavesKernel } from '../kernels/generated/leaves.js';
import { loadKernel } from '../kernels/kernel.js';
import type { Matrix } from '../matrix.js';
import { binMatrix, measureBinRegions } from './bin-matrix.js';
import { binByte } from './bins.js';
import { countTrees, type DecisionTrees, measureDepth } from './decision-trees.js';

/** From here on a kernel is worth its set-up: below, rows go down the trees one by one. */
const KERNEL_ROWS = 64;

/** Rows that pass all trees together: their bins stay in the second-level cache. */
const BLOCK_ROWS = 4096;

/**
 * The sum over all trees of the value of the leaf that each row falls into, in float64, added in the order of the trees:
 * the same to the last bit for one row or a million. NaN is a missing value.
 * O(rows × trees × depth); microseconds for one row.
 * @throws ShapeError if X has other columns than the trees were grown on.
 */
export function sumLeaves(trees: DecisionTrees, X: Matrix): Float64Array {
  if (X.columns !== trees.columns) {
    throw new ShapeError(`X has ${X.columns} columns; the model was fitted on ${trees.columns}`);
  }
  return X.rows < KERNEL_ROWS ? walkRows(trees, X) : runKernel(trees, X);
}

/** Already validated. Also the plain statement of what the kernel computes. */
function walkRows(trees: DecisionTrees, { rows, columns, data }: Matrix): Float64Array {
  const { roots, nodes, values } = trees;
  const count = countTrees(trees);
  const bytes = new Uint8Array(columns);
  const sums = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) bytes[j] = binByte(trees, j, data[i * columns + j]!);
    let sum = 0;
    for (let t = 0; t < count; t++) {
      const root = roots[t]!;
      let node = 0;
      for (;;) {
        const at = 2 * (root + node);
        const test = nodes[at + 1]!;
        const byte = bytes[test >>> 16]!;
        const next = nodes[at]! + (((byte - (test >>> 8)) & 255) > (test & 255) ? 1 : 0);
        if (next === node) break;
        node = next;
      }
      sum += values[root + node]!;
    }
    sums[i] = sum;
  }
  return sums;
}

function runKernel(trees: DecisionTrees, { rows, columns, data }: Matrix): Float64Array {
  const { roots, values } = trees;
  const { nodes, width } = packNodes(trees);
  const block = Math.min(BLOCK_ROWS, Math.ceil(rows / 8) * 8);
  const arena = createArena({
    ...measureBinRegions(columns),
    bins: block * width,
    nodes: nodes.byteLength,
    values: values.byteLength,
    sums: block * 8,
  });
  const { memory, offsets } = arena;
  new Uint32Array(memory.buffer, offsets.nodes, nodes.length).set(nodes);
  new Float32Array(memory.buffer, offsets.values, values.length).set(values);
  const blockSums = new Float64Array(memory.buffer, offsets.sums, block);
  const { addLeaves } = loadKernel(leavesKernel, memory);
  const depths = Array.from({ length: countTrees(trees) }, (_, t) => measureDepth(trees, t));
  const sums = new Float64Array(rows);
  for (let first = 0; first < rows; first += block) {
    const count = Math.min(block, rows - first);
    binMatrix(arena, trees, data, columns, first, count, { block: 8, width });
    if (width > columns) {
      const layout = { block: 8, width, place: columns, missing: 255 };
      binMatrix(arena, trees, data, columns, first, count, layout);
    }
    blockSums.fill(0);
    const padded = Math.ceil(count / 8) * 8;
    for (let t = 0; t < depths.length; t++) {
      const [node, value] = [offsets.nodes + 8 * roots[t]!, offsets.values + 4 * roots[t]!];
      addLeaves(node, value, depths[t]!, offsets.bins, padded, width, offsets.sums);
    }
    sums.set(blockSums.subarray(0, count), first);
  }
  return sums;
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
