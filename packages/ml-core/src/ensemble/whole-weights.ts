/**
 * Row weights as whole numbers, so that sums of them are exact in any order and nothing is lost in a difference.
 * A row's weight is its class's where `rows` is absent, else its own, which then has the class's in it.
 */
export interface WholeWeights {
  /** Of class 0 and of class 1. */
  readonly classes: readonly [number, number];
  readonly rows: Int32Array | undefined;
  /** How many of the whole numbers make a weight of 1. */
  readonly unit: number;
}

/** A tree draws rows by chance; the sum of what it draws stays below 2³¹ with all but 10⁻²⁰ of certainty. */
const MOST = 2 ** 31 - 1;

/**
 * Whole numbers in proportion to class weight × sample weight. They are the weights themselves where these are whole and
 * not too large; else the finest grid that 31 bits allow, where no positive weight becomes 0.
 */
export function makeWholeWeights(
  y: Uint8Array,
  classWeights: readonly [number, number],
  sampleWeight: Float64Array | undefined,
): WholeWeights {
  const [negative, positive] = classWeights;
  let total = 0;
  let largest = 0;
  let whole = true;
  for (let i = 0; i < y.length; i++) {
    const weight = (sampleWeight ? sampleWeight[i]! : 1) * (y[i] ? positive : negative);
    total += weight;
    if (weight > largest) largest = weight;
    if (!Number.isInteger(weight)) whole = false;
  }
  const finest = MOST / (2 * total + 40 * largest);
  const unit = whole && finest >= 1 ? 1 : finest;
  const toWhole = (weight: number) => (weight > 0 ? Math.max(1, Math.round(weight * unit)) : 0);
  if (!sampleWeight) return { classes: [toWhole(negative), toWhole(positive)], rows: undefined, unit };
  const rows = new Int32Array(y.length);
  for (let i = 0; i < y.length; i++) rows[i] = toWhole(sampleWeight[i]! * (y[i] ? positive : negative));
  return { classes: [1, 1], rows, unit };
}
