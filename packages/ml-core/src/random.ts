import { InvalidParameterError } from './errors.js';
import { showValue } from './show-value.js';

/** A seeded random number generator: the same seed and stream give the same numbers on every machine. */
export interface Random {
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  next(): number;
  /** Uniform over the integers 0..bound-1, without bias. `bound` is 1..2³². */
  integer(bound: number): number;
  /** Standard normal. */
  normal(): number;
  /** Shuffles `items` in place, every order being equally likely. */
  shuffle(items: Int32Array | Uint32Array): void;
}

const TWO_32 = 2 ** 32;

/**
 * Starts a generator. Streams of one seed are independent: give each tree, fold or restart its own,
 * and the result no longer depends on which is computed first.
 *
 * The generator is sfc32 (Chris Doty-Humphrey's Small Fast Counting generator, from PractRand): 128 bits of state
 * of which 32 are a counter, so that no cycle is shorter than 2³². Seeding follows its author: the key fills three
 * words, the counter starts at 1, and the first outputs are thrown away.
 *
 * @throws InvalidParameterError if `seed` or `stream` is not a safe integer of at least 0.
 */
export function createRandom(seed: number, stream = 0): Random {
  requireSeed('seed', seed);
  requireSeed('stream', stream);
  let a = mix(seed >>> 0, stream >>> 0);
  let b = mix(Math.floor(seed / TWO_32) ^ 0x9e3779b9, a);
  let c = mix(Math.floor(stream / TWO_32) ^ 0x85ebca6b, b ^ (stream >>> 0));
  let counter = 1;
  let spare = Number.NaN;

  function word(): number {
    const output = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + output;
    return output >>> 0;
  }
  for (let i = 0; i < 15; i++) word();

  function next(): number {
    const high = word() >>> 5;
    return (high * 67108864 + (word() >>> 6)) / 9007199254740992;
  }

  function integer(bound: number): number {
    if (!Number.isInteger(bound) || bound < 1 || bound > TWO_32) {
      throw new InvalidParameterError(`bound is ${showValue(bound)}; it must be an integer 1..${TWO_32}`);
    }
    const unbiased = TWO_32 - (TWO_32 % bound);
    let drawn = word();
    while (drawn >= unbiased) drawn = word();
    return drawn % bound;
  }

  // Marsaglia's polar method: two normals per turn, the second kept for the next call.
  function normal(): number {
    if (!Number.isNaN(spare)) {
      const kept = spare;
      spare = Number.NaN;
      return kept;
    }
    for (;;) {
      const u = 2 * next() - 1;
      const v = 2 * next() - 1;
      const square = u * u + v * v;
      if (square === 0 || square >= 1) continue;
      const factor = Math.sqrt((-2 * Math.log(square)) / square);
      spare = v * factor;
      return u * factor;
    }
  }

  function shuffle(items: Int32Array | Uint32Array): void {
    if (!(items instanceof Int32Array || items instanceof Uint32Array)) {
      throw new InvalidParameterError(
        `items is ${showValue(items)}; it must be an Int32Array or a Uint32Array`,
      );
    }
    for (let i = items.length - 1; i > 0; i--) {
      const j = integer(i + 1);
      const kept = items[i]!;
      items[i] = items[j]!;
      items[j] = kept;
    }
  }

  return { next, integer, normal, shuffle };
}

/** Spreads two words over one (the finaliser of MurmurHash3), so that neighbouring seeds start far apart. */
function mix(x: number, y: number): number {
  let h = (x ^ Math.imul(y + 0x7f4a7c15, 0x9e3779b1)) | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) | 0;
}

function requireSeed(name: string, value: number): void {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new InvalidParameterError(
      `${name} is ${showValue(value)}; it must be an integer 0..${Number.MAX_SAFE_INTEGER}`,
    );
  }
}
