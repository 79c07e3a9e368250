/**
 * Where everything lies: byte offsets into the memory, written by the caller before the first tree.
 * Weights are whole numbers, and the caller sees to it that no sum of them reaches 2^31: sums are exact in any order.
 */
// @ts-ignore: decorator
@unmanaged
export class Plan {
  rows: i32;
  columns: i32;
  featuresPerNode: i32;
  maxDepth: i32;
  minSamplesLeaf: i32;
  bootstrap: i32;
  /** u8[rows][columns] */
  bins: usize;
  /** u8[rows], 0 or 1 */
  target: usize;
  /** i32[rows], or 0 where only the draws and the class decide a row's weight */
  weights: usize;
  /** u8[rows]: how often the bootstrap drew the row */
  draws: usize;
  /** i32[256][4]: what a row adds to a histogram, by draws << 1 | target: 1, its weight, its weight if positive, 0 */
  masses: usize;
  /** u32[rows]: the rows in the tree, node after node, as row << 8 | draws << 1 | target */
  keys: usize;
  /** u32[rows] */
  spare: usize;
  /** i32[4][256][4], all zero between nodes */
  histograms: usize;
  /** u64[4][4]: one bit for each bin of the histograms, which of them are occupied; all zero between nodes */
  occupied: usize;
  /** i32[257][4]: rows, weight and positives up to each occupied bin, and the bin */
  prefixes: usize;
  /** u32[columns] */
  features: usize;
  /** Task[maxDepth + 2] */
  stack: usize;
  /** u32[nodes][2] */
  nodes: usize;
  /** f32[nodes]: share of positives by weight */
  values: usize;
  /** f32[nodes]: weight of the rows that reach the node, in the unit of the masses */
  covers: usize;
  /** f64[rows], in units of 2^-30; or 0 where out-of-bag scores are not wanted */
  outOfBagSums: usize;
  /** u16[rows] */
  outOfBagCounts: usize;
}
