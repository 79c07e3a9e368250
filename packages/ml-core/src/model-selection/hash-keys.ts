import { requireInstance, requireInteger } from '../validation.js';

/**
 * A draw from the row's key and a seed alone: the same for a row wherever it stands, and in every engine that can
 * multiply 32-bit integers. Sorting rows by it shuffles them; the first n of the order are a sample.
 * @param keys one a row, e.g. its number in the file
 * @returns for each row a number of 32 bits; equal keys have equal ones
 * @throws InvalidParameterError for keys that are no Int32Array, or a seed that is no integer of at least 0
 */
export function hashKeys(keys: Int32Array, seed = 0): Uint32Array {
  requireInstance('keys', keys, Int32Array);
  const salt = saltOf(seed);
  return Uint32Array.from(keys, (key) => scramble(salt ^ key));
}

/**
 * What `hashKeys` combines with each key, by exclusive or, before it scrambles the two.
 * @throws InvalidParameterError for a seed that is no integer of at least 0
 */
export function saltOf(seed: number): number {
  requireInteger('seed', seed, 0);
  return scramble(scramble(seed % 2 ** 32) ^ Math.floor(seed / 2 ** 32));
}

/** Two rounds of multiplying and folding, after which every bit of the input sways every bit of the output. */
function scramble(word: number): number {
  let h = word;
  h = Math.imul(h ^ (h >>> 16), 0x21f0aaad);
  h = Math.imul(h ^ (h >>> 15), 0xd35a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}
