import { requireInstance, requireInteger } from '../validation.js';

/**
 * Hashes each row's key with a seed: a row gets the same number wherever it stands, and in every engine that can
 * multiply 32-bit integers. Sorting rows by it shuffles them; the first n in that order are a sample.
 * @param keys one per row, e.g. its number in the file
 * @returns a 32-bit number per row; equal keys have equal numbers
 * @throws InvalidParameterError unless keys is an Int32Array and the seed an integer of at least 0
 */
export function hashKeys(keys: Int32Array, seed = 0): Uint32Array {
  requireInstance('keys', keys, Int32Array);
  const salt = saltOf(seed);
  return Uint32Array.from(keys, (key) => scramble(salt ^ key));
}

/**
 * The number that `hashKeys` XORs with each key before scrambling.
 * @throws InvalidParameterError unless the seed is an integer of at least 0
 */
export function saltOf(seed: number): number {
  requireInteger('seed', seed, 0);
  return scramble(scramble(seed % 2 ** 32) ^ Math.floor(seed / 2 ** 32));
}

/** Two rounds of multiplying and folding, after which every bit of the input affects every bit of the output. */
function scramble(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0xd35a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}
