/** Where everything lies, as byte offsets, and what each tree keeps to. Written by the caller before the first tree. */
// @ts-ignore: decorator
@unmanaged
export class Plan {
  rows: i32;
  columns: i32;
  maxLeaves: i32;
  maxDepth: i32;
  minSamplesLeaf: i32;
  trainingRows: i32;
  /** 0 where every training row weighs 1 */
  weighted: i32;
  /** 1 where the units are so coarse that the sums of NARROW_ROWS rows share a word of 64 bits */
  narrow: i32;
  /** u8[rows][columns], to be counted */
  bins: usize;
  /** u8[columns][rows], to be parted by one feature: of rows far apart it takes fewer cache lines */
  columnBins: usize;
  /** f64[rows], 0 or 1 */
  target: usize;
  /** f64[rows] */
  weights: usize;
  /** f64[rows]: log-odds so far */
  raw: usize;
  /** i32[rows][2]: gradient and curvature of the loss, as whole multiples of a unit */
  gradients: usize;
  /** u32[trainingRows], ascending */
  training: usize;
  /** u32[trainingRows]: the rows in the tree, leaf after leaf, ascending in each */
  order: usize;
  /** u32[trainingRows] */
  spare: usize;
  /** u32[columns + 1]: where each feature's bins begin in a histogram */
  binOffsets: usize;
  /** With room for one bin more */
  histogramBytes: i32;
  /** i32[maxLeaves][bins of all features][4]: sums of gradient and curvature, and how many rows */
  histograms: usize;
  /** Leaf[maxLeaves] */
  leaves: usize;
  /** u32[nodes][2] */
  nodes: usize;
  /** f32[nodes] */
  values: usize;
  /** f32[nodes]: training rows by weight */
  covers: usize;
  /** What is to be counted next: order[countFrom..countTo), into a histogram. Written here, read by the caller. */
  countFrom: i32;
  countTo: i32;
  countInto: usize;
  /** 0 where every cut of a feature is looked at; else each leaf draws one, by the stream of this seed, new for each tree */
  cutSeed: u32;
  /** Gradients and curvatures are kept as whole multiples of 1 / unit. */
  gradientUnit: f64;
  curvatureUnit: f64;
  /** In units of curvature, as the next one. */
  l2: f64;
  minCurvature: f64;
  /** Turns gradient / curvature, in their units, into a leaf's value. */
  stepFactor: f64;
  /** What measureRows finds. */
  gradientSum: f64;
  curvatureSum: f64;
}
