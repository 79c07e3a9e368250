import { type FeatureTable, requireTableShape } from '../preprocessing/feature-table.js';

/**
 * Above this many rows to one distinct row, equal rows are no longer a sign of duplicates: with a few attributes of a
 * few levels each, different rows are equal by chance.
 */
const COARSE = 10;

/**
 * Numbers rows so that equal rows share a number: passed to `stratifiedKFold`, they never end up on both sides of a
 * fold, where a model would be rewarded for memorising. Missing equals missing. In a table too coarse for equality to
 * mean anything (more than 10 rows to each distinct one) every row has its own number. O(rows × columns) expected.
 *
 * @returns for each row the index of the first row that equals it
 * @throws ShapeError or InvalidParameterError for anything that is not a table, or has columns of different lengths
 */
export function duplicateGroups(table: FeatureTable): Int32Array {
  requireTableShape(table);
  const { rows } = table;
  const first = firstEqualRows(table, hashRows(table));
  let distinct = 0;
  for (let i = 0; i < rows; i++) if (first[i] === i) distinct++;
  return rows > distinct * COARSE ? first.map((_, i) => i) : first;
}

/** Open addressing over the rows; rows of one hash are compared value by value. */
function firstEqualRows(table: FeatureTable, hashes: Uint32Array): Int32Array {
  const { rows } = table;
  const capacity = 2 ** Math.ceil(Math.log2(2 * rows + 1));
  const slots = new Int32Array(capacity).fill(-1);
  const first = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let slot = hashes[i]! & (capacity - 1);
    while (slots[slot]! >= 0 && !(hashes[slots[slot]!] === hashes[i] && equalRows(table, slots[slot]!, i))) {
      slot = (slot + 1) & (capacity - 1);
    }
    if (slots[slot]! < 0) slots[slot] = i;
    first[i] = slots[slot]!;
  }
  return first;
}

function hashRows(table: FeatureTable): Uint32Array {
  const hashes = new Uint32Array(table.rows);
  const number = new Float64Array(1);
  const words = new Uint32Array(number.buffer);
  for (const column of table.columns) {
    for (let i = 0; i < table.rows; i++) {
      if (column.kind === 'numeric') {
        // Adding 0 makes −0 and 0 one; every NaN is written as the same one.
        const value = column.values[i]! + 0;
        number[0] = Number.isNaN(value) ? Number.NaN : value;
        hashes[i] = mix(mix(hashes[i]!, words[0]!), words[1]!);
      } else {
        hashes[i] = mix(hashes[i]!, column.codes[i]!);
      }
    }
  }
  return hashes;
}

/** One round of MurmurHash3, finalised so that low bits depend on all. */
function mix(hash: number, word: number): number {
  let k = Math.imul(word, 0xcc9e2d51);
  k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
  let h = hash ^ k;
  h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return (h ^ (h >>> 13)) >>> 0;
}

function equalRows(table: FeatureTable, a: number, b: number): boolean {
  for (const column of table.columns) {
    if (column.kind === 'categorical') {
      if (column.codes[a] !== column.codes[b]) return false;
      continue;
    }
    const x = column.values[a]!;
    const y = column.values[b]!;
    if (x !== y && !(Number.isNaN(x) && Number.isNaN(y))) return false;
  }
  return true;
}
