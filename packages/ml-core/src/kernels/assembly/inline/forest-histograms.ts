import { Plan } from './forest-plan';

/** The sums of a node's rows by bins: filled for one feature or four, and added up from the first bin to the last. */

const BIN_COUNT: usize = 256;
const BIN_BYTES: usize = 16;
export const HISTOGRAM_BYTES: usize = BIN_COUNT * BIN_BYTES;
export const OCCUPIED_BYTES: usize = BIN_COUNT / 8;

/** A row's part in a histogram. */
// @ts-ignore: decorator
@inline
export function massOf(key: u32, masses: usize, weights: usize): v128 {
  const mass = v128.load(masses + (<usize>(key & 255) << 4));
  if (!weights) return mass;
  const weight = i32x4.splat(load<i32>(weights + (<usize>(key >>> 8) << 2)));
  return i32x4.mul(mass, i32x4.replace_lane(weight, 0, 1));
}

// @ts-ignore: decorator
@inline
function addMass(histogram: usize, bin: usize, mass: v128): void {
  const at = histogram + (bin << 4);
  v128.store(at, i32x4.add(v128.load(at), mass));
}

/** Marks a bin as occupied. */
// @ts-ignore: decorator
@inline
function occupy(occupied: usize, bin: usize): void {
  const at = occupied + ((bin >> 6) << 3);
  store<u64>(at, load<u64>(at) | (<u64>1 << <u64>bin));
}

/** Marks all bins, where there are so many rows that few are empty. */
export function occupyAll(occupied: usize): void {
  v128.store(occupied, i32x4.splat(-1));
  v128.store(occupied, i32x4.splat(-1), 16);
}

/** The histogram of one feature, marking its bins. */
export function fillOne(plan: Plan, first: usize, end: usize, feature: u32): void {
  const columns: usize = plan.columns;
  const bins = plan.bins + <usize>feature;
  const histogram = plan.histograms;
  const occupied = plan.occupied;
  const masses = plan.masses;
  const weights = plan.weights;
  for (let at = first; at < end; at += 4) {
    const key = load<u32>(at);
    const bin: usize = load<u8>(bins + <usize>(key >>> 8) * columns);
    addMass(histogram, bin, massOf(key, masses, weights));
    occupy(occupied, bin);
  }
}

/** Four histograms in one pass, while the row's cache line is at hand. */
export function fillFour(plan: Plan, first: usize, end: usize, features: usize): void {
  const columns: usize = plan.columns;
  const a = plan.bins + <usize>load<u32>(features);
  const b = plan.bins + <usize>load<u32>(features, 4);
  const c = plan.bins + <usize>load<u32>(features, 8);
  const d = plan.bins + <usize>load<u32>(features, 12);
  const histogram = plan.histograms;
  const masses = plan.masses;
  const weights = plan.weights;
  for (let at = first; at < end; at += 4) {
    const key = load<u32>(at);
    const row = <usize>(key >>> 8) * columns;
    const mass = massOf(key, masses, weights);
    addMass(histogram, load<u8>(a + row), mass);
    addMass(histogram + HISTOGRAM_BYTES, load<u8>(b + row), mass);
    addMass(histogram + 2 * HISTOGRAM_BYTES, load<u8>(c + row), mass);
    addMass(histogram + 3 * HISTOGRAM_BYTES, load<u8>(d + row), mass);
  }
}

/** The same, marking the bins: they are few. */
export function fillFourSparse(plan: Plan, first: usize, end: usize, features: usize): void {
  const columns: usize = plan.columns;
  const a = plan.bins + <usize>load<u32>(features);
  const b = plan.bins + <usize>load<u32>(features, 4);
  const c = plan.bins + <usize>load<u32>(features, 8);
  const d = plan.bins + <usize>load<u32>(features, 12);
  const masses = plan.masses;
  const weights = plan.weights;
  for (let at = first; at < end; at += 4) {
    const key = load<u32>(at);
    const row = <usize>(key >>> 8) * columns;
    const mass = massOf(key, masses, weights);
    addSparse(plan, 0, load<u8>(a + row), mass);
    addSparse(plan, 1, load<u8>(b + row), mass);
    addSparse(plan, 2, load<u8>(c + row), mass);
    addSparse(plan, 3, load<u8>(d + row), mass);
  }
}

// @ts-ignore: decorator
@inline
function addSparse(plan: Plan, which: usize, bin: usize, mass: v128): void {
  addMass(plan.histograms + which * HISTOGRAM_BYTES, bin, mass);
  occupy(plan.occupied + which * OCCUPIED_BYTES, bin);
}

/** Writes what lies up to each occupied bin, and which bin it is, to `to`, and zeroes the histogram. @returns the end. */
export function addUp(histogram: usize, occupied: usize, to: usize): usize {
  const zero = i32x4.splat(0);
  let sum = zero;
  for (let base = 0; base < 256; base += 64) {
    const word = occupied + (base >> 3);
    let bits = load<u64>(word);
    store<u64>(word, 0);
    while (bits) {
      const bin = base + <i32>ctz(bits);
      bits &= bits - 1;
      const at = histogram + (<usize>bin << 4);
      sum = i32x4.add(sum, v128.load(at));
      v128.store(at, zero);
      v128.store(to, i32x4.replace_lane(sum, 3, bin));
      to += 16;
    }
  }
  return to;
}
