import { Plan } from './inline/boosting-plan';
import { sigmoidPair } from './inline/sigmoid';

/**
 * What boosting does with all rows before it can split: gradients, and their sums by bins. Sums are of whole numbers, so
 * that threads may share the rows out as they like.
 */

/** In a word of 64 bits: 27 for the sum of gradients, then 24 for that of curvatures, then 13 for the rows. */
const NARROW_ROWS: usize = 8191;
const GRADIENT_SHIFT: i32 = 37;
const CURVATURE_SHIFT: i32 = 13;
const CURVATURE_MASK: i64 = 0xff_ffff;
/** Bytes of a feature in a narrow histogram. */
const NARROW_BYTES: usize = 256 * 8;
/** Fewer rows than these are counted straight into the wide histogram. */
const FEW_ROWS: usize = 512;

let plan: Plan = changetype<Plan>(0);

/** Writes bins row after row, once they are there column after column. */
export function turnBins(where: usize): void {
  plan = changetype<Plan>(where);
  const rows: usize = plan.rows;
  const end = plan.columnBins + rows * <usize>plan.columns;
  let to = plan.bins;
  for (let row: usize = 0; row < rows; row++) {
    for (let from = plan.columnBins + row; from < end; from += rows) store<u8>(to++, load<u8>(from));
  }
}

/**
 * What the sizes of the gradients, and the curvatures, add up to before a tree, for units to be chosen by. Rows held out
 * are counted in: a unit may be a little coarser than it could be.
 */
export function measureRows(where: usize): void {
  plan = changetype<Plan>(where);
  const last = <usize>load<u32>(plan.training + ((<usize>plan.trainingRows - 1) << 2));
  const one = f64x2.splat(1);
  let gradients = f64x2.splat(0);
  let curvatures = f64x2.splat(0);
  for (let i: usize = 0; i <= last; i += 2) {
    const at = i << 3;
    const p = sigmoidPair(v128.load(plan.raw + at));
    const weight = v128.load(plan.weights + at);
    const slope = f64x2.abs(f64x2.sub(p, v128.load(plan.target + at)));
    gradients = f64x2.add(gradients, f64x2.mul(slope, weight));
    curvatures = f64x2.add(curvatures, f64x2.mul(f64x2.mul(p, f64x2.sub(one, p)), weight));
  }
  plan.gradientSum = f64x2.extract_lane(gradients, 0) + f64x2.extract_lane(gradients, 1);
  plan.curvatureSum = f64x2.extract_lane(curvatures, 0) + f64x2.extract_lane(curvatures, 1);
}

/** Makes training rows from..to ready for a tree: the derivatives of the log loss, and their place in order. */
export function beginRows(where: usize, from: i32, to: i32): void {
  plan = changetype<Plan>(where);
  const training = plan.training;
  const end = <usize>to << 2;
  for (let i = <usize>from << 2; i < end; i += 4) store<u32>(plan.order + i, load<u32>(training + i));
  // By pairs: a neighbour of another thread gets the same from both.
  const last = <usize>load<u32>(training + end - 4);
  const one = f64x2.splat(1);
  const gradientUnit = f64x2.splat(plan.gradientUnit);
  const curvatureUnit = f64x2.splat(plan.curvatureUnit);
  for (let i = <usize>load<u32>(training + (<usize>from << 2)) & ~1; i <= last; i += 2) {
    const at = i << 3;
    const p = sigmoidPair(v128.load(plan.raw + at));
    const weight = v128.load(plan.weights + at);
    const slope = f64x2.mul(f64x2.sub(p, v128.load(plan.target + at)), gradientUnit);
    const bend = f64x2.mul(f64x2.mul(p, f64x2.sub(one, p)), curvatureUnit);
    // Rounded before it is weighed, too: so a row of weight 2 is two rows, to the last bit.
    const g = i32x4.trunc_sat_f64x2_s_zero(f64x2.nearest(f64x2.mul(f64x2.nearest(slope), weight)));
    const h = i32x4.trunc_sat_f64x2_s_zero(f64x2.nearest(f64x2.mul(f64x2.nearest(bend), weight)));
    v128.store(plan.gradients + at, i32x4.shuffle(g, h, 0, 4, 1, 5));
  }
}

/**
 * Sums each feature's bins over the rows order[from..to) into a histogram.
 * narrow: u64[columns][256], all zero before and after, which is small enough to stay in the first-level cache.
 */
export function countRows(where: usize, from: i32, to: i32, histogram: usize, narrow: usize): void {
  plan = changetype<Plan>(where);
  for (let at: usize = 0; at < <usize>plan.histogramBytes; at += 16) v128.store(histogram + at, i32x4.splat(0));
  let first = plan.order + (<usize>from << 2);
  const end = plan.order + (<usize>to << 2);
  if (!plan.narrow || <usize>(to - from) < FEW_ROWS) return countWide(first, end, histogram);
  while (first < end) {
    const last = min(end, first + (NARROW_ROWS << 2));
    countNarrow(first, last, narrow);
    widen(narrow, histogram);
    first = last;
  }
}

/** Adds a histogram to another one. */
export function addHistogram(where: usize, from: usize, to: usize): void {
  plan = changetype<Plan>(where);
  for (let i: usize = 0; i < <usize>plan.histogramBytes; i += 16) {
    v128.store(to + i, i32x4.add(v128.load(to + i), v128.load(from + i)));
  }
}

/** At most NARROW_ROWS rows. */
function countNarrow(first: usize, end: usize, narrow: usize): void {
  const columns: usize = plan.columns;
  const bins = plan.bins;
  const gradients = plan.gradients;
  for (let at = first; at < end; at += 4) {
    const id = <usize>load<u32>(at);
    const both = load<u64>(gradients + (id << 3));
    const mass = (both << GRADIENT_SHIFT) + ((both >>> 32) << CURVATURE_SHIFT) + 1;
    let row = bins + id * columns;
    let feature = narrow;
    let left = columns;
    for (; left >= 4; left -= 4) {
      const four = load<u32>(row);
      let place = feature + ((four & 255) << 3);
      store<u64>(place, load<u64>(place) + mass);
      place = feature + ((four >>> 5) & 2040);
      store<u64>(place, load<u64>(place, NARROW_BYTES) + mass, NARROW_BYTES);
      place = feature + ((four >>> 13) & 2040);
      store<u64>(place, load<u64>(place, 2 * NARROW_BYTES) + mass, 2 * NARROW_BYTES);
      place = feature + ((four >>> 21) & 2040);
      store<u64>(place, load<u64>(place, 3 * NARROW_BYTES) + mass, 3 * NARROW_BYTES);
      row += 4;
      feature += 4 * NARROW_BYTES;
    }
    for (; left > 0; left--) {
      const place = feature + (<usize>load<u8>(row++) << 3);
      store<u64>(place, load<u64>(place) + mass);
      feature += NARROW_BYTES;
    }
  }
}

/** Adds the narrow sums to the wide ones, two bins at a time, and leaves them zero. A bin too many adds its zero to the next. */
function widen(narrow: usize, histogram: usize): void {
  const low = i64x2.splat(0xffff_ffff);
  const curvatureMask = i64x2.splat(CURVATURE_MASK);
  const rowMask = i64x2.splat((1 << CURVATURE_SHIFT) - 1);
  const zero = i64x2.splat(0);
  for (let j = 0; j < plan.columns; j++) {
    const offsets = plan.binOffsets + (<usize>j << 2);
    const end = histogram + (<usize>load<u32>(offsets, 4) << 4);
    let to = histogram + (<usize>load<u32>(offsets) << 4);
    let at = narrow + <usize>j * NARROW_BYTES;
    for (; to < end; to += 32) {
      const words = v128.load(at);
      v128.store(at, zero);
      const gradient = v128.and(i64x2.shr_s(words, GRADIENT_SHIFT), low);
      const curvature = v128.and(i64x2.shr_u(words, CURVATURE_SHIFT), curvatureMask);
      const both = v128.or(gradient, i64x2.shl(curvature, 32));
      const rows = v128.and(words, rowMask);
      v128.store(to, i32x4.add(v128.load(to), i64x2.shuffle(both, rows, 0, 2)));
      v128.store(to, i32x4.add(v128.load(to, 16), i64x2.shuffle(both, rows, 1, 3)), 16);
      at += 16;
    }
  }
}

function countWide(first: usize, end: usize, histogram: usize): void {
  const columns: usize = plan.columns;
  const bins = plan.bins;
  const gradients = plan.gradients;
  const binOffsets = plan.binOffsets;
  const oneRow = i32x4(0, 0, 1, 0);
  for (let at = first; at < end; at += 4) {
    const id = <usize>load<u32>(at);
    const mass = v128.or(v128.load_zero<i64>(gradients + (id << 3)), oneRow);
    const row = bins + id * columns;
    let j: usize = 0;
    for (; j + 4 <= columns; j += 4) {
      const four = load<u32>(row + j);
      const offsets = binOffsets + (j << 2);
      addMass(histogram, load<u32>(offsets) + (four & 255), mass);
      addMass(histogram, load<u32>(offsets, 4) + ((four >>> 8) & 255), mass);
      addMass(histogram, load<u32>(offsets, 8) + ((four >>> 16) & 255), mass);
      addMass(histogram, load<u32>(offsets, 12) + (four >>> 24), mass);
    }
    for (; j < columns; j++) addMass(histogram, load<u32>(binOffsets + (j << 2)) + load<u8>(row + j), mass);
  }
}

// @ts-ignore: decorator
@inline
function addMass(histogram: usize, bin: u32, mass: v128): void {
  const at = histogram + (<usize>bin << 4);
  v128.store(at, i32x4.add(v128.load(at), mass));
}
