import { countBelow } from '@holdfast/ml-core';

/**
 * A model's predictions for its training customers, each made by a part of it that had not seen them, and what those
 * customers did: the basis of every "what if" figure. Sorted by ascending probability.
 */
export interface OutOfFold {
  /** Calibrated probabilities of leaving. */
  readonly probabilities: Float64Array;
  /** 1 where the customer left, else 0. */
  readonly left: Uint8Array;
}

/** Customers with a similar score, and how many of them left. */
export interface Peers {
  readonly count: number;
  readonly left: number;
}

/** The same predictions with whom they are of. */
export interface NamedOutOfFold extends OutOfFold {
  /** The customers' rows in their dataset. */
  readonly rows: Int32Array;
  /** The revision of the dataset that was learned from: who changed after it was another customer then. */
  readonly revision: string;
}

/** Sorts customers by probability. */
export function toOutOfFold(probabilities: Float64Array, left: Uint8Array, rows: Int32Array) {
  const order = Uint32Array.from(probabilities.keys()).sort(
    (a, b) => probabilities[a]! - probabilities[b]! || a - b,
  );
  return {
    probabilities: Float64Array.from(order, (customer) => probabilities[customer]!),
    left: Uint8Array.from(order, (customer) => left[customer]!),
    rows: Int32Array.from(order, (customer) => rows[customer]!),
  };
}

/** Rows as bytes to store: little-endian int32. */
export function packRows(rows: Int32Array): Buffer {
  const bytes = Buffer.alloc(rows.length * 4);
  rows.forEach((row, i) => {
    bytes.writeInt32LE(row, i * 4);
  });
  return bytes;
}

/** Reads what `packRows` wrote. */
export function unpackRows(bytes: Buffer): Int32Array {
  return Int32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readInt32LE(i * 4));
}

/** The bytes to store: the probabilities as little-endian float64, then one byte 0 or 1 per customer. */
export function packOutOfFold({ probabilities, left }: OutOfFold): Buffer {
  const bytes = Buffer.alloc(probabilities.length * 9);
  probabilities.forEach((probability, i) => {
    bytes.writeDoubleLE(probability, i * 8);
  });
  bytes.set(left, probabilities.length * 8);
  return bytes;
}

/** Reads what `packOutOfFold` wrote. */
export function unpackOutOfFold(bytes: Buffer): OutOfFold {
  const count = bytes.length / 9;
  const probabilities = Float64Array.from({ length: count }, (_, i) => bytes.readDoubleLE(i * 8));
  return { probabilities, left: Uint8Array.from(bytes.subarray(count * 8)) };
}

/**
 * The `wanted` customers whose probability is nearest to the given one, and how many of them left. Fewer if there are
 * not enough; more if several are equally near, so that none is picked at random. O(log n + count).
 */
export function nearestPeers({ probabilities, left }: OutOfFold, probability: number, wanted = 100): Peers {
  const total = probabilities.length;
  let high = countBelow(probabilities, probability);
  let low = high;
  let count = 0;
  let leavers = 0;
  let distance = 0;
  while (low > 0 || high < total) {
    const below = low > 0 ? probability - probabilities[low - 1]! : Number.POSITIVE_INFINITY;
    const above = high < total ? probabilities[high]! - probability : Number.POSITIVE_INFINITY;
    if (count >= wanted && Math.min(below, above) > distance) break;
    distance = Math.min(below, above);
    leavers += left[below <= above ? --low : high++]!;
    count++;
  }
  return { count, left: leavers };
}
