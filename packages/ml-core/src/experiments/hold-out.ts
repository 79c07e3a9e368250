import { InvalidParameterError } from '../errors.js';
import { createRandom } from '../random.js';
import {
  requireFinite,
  requireInteger,
  requireLength,
  requireNumber,
  requireNumbers,
  requireOptions,
} from '../validation.js';

/** How many are held out, and by what seed. */
export interface HoldOutOptions {
  /** 0..1. */
  readonly share: number;
  readonly seed: number;
}

/**
 * Which rows are held out: 1 or 0 for each. Exactly round(share × rows) are, at least one if the share is not 0 and there
 * are two rows. Of every stratum so many are as its share makes, rounded up or down by a common start that the seed draws:
 * systematic rounding, under which the numbers add up and every row has the same chance whatever the size of its stratum
 * (Cochran 1977, Sampling Techniques, chapter 8). Within a stratum the rows with the smallest draws are; see `drawOf`.
 * O(n log n).
 * @throws ShapeError or InvalidParameterError unless there is a stratum, an integer of at least 0, and a draw for each row
 */
export function holdOut(
  strata: ArrayLike<number>,
  draws: ArrayLike<number>,
  options: HoldOutOptions,
): Uint8Array {
  const { share, seed } = requireOptions(options);
  requireNumbers('strata', strata);
  requireLength('draws', draws, 'strata', strata.length);
  requireFinite('draws', draws);
  for (let i = 0; i < strata.length; i++) requireInteger(`strata[${i}]`, strata[i]!, 0);
  requireNumber('share', share, 0, 1);
  const random = createRandom(seed);
  const rows = strata.length;
  const held = new Uint8Array(rows);
  const wanted = share === 0 || rows < 2 ? 0 : Math.max(1, Math.round(share * rows));
  if (wanted === 0) return held;
  const order = Uint32Array.from({ length: rows }, (_, i) => i).sort(
    (a, b) => strata[a]! - strata[b]! || draws[a]! - draws[b]! || a - b,
  );
  const start = random.next();
  let taken = 0;
  for (let from = 0, to = 0; from < rows; from = to) {
    while (to < rows && strata[order[to]!] === strata[order[from]!]) to++;
    const until = Math.min(wanted, Math.floor((to / rows) * wanted + (to === rows ? 0.5 : start)));
    for (let i = from; i < from + until - taken; i++) held[order[i]!] = 1;
    taken = until;
  }
  return held;
}

const TWO_32 = 2 ** 32;

/**
 * A number in [0, 1) that belongs to a text under a seed: the same whenever it is asked for, and as good as uniform and
 * independent over texts and seeds. Two passes of MurmurHash3 (Appleby 2011) over the text's UTF-16 units.
 * @throws InvalidParameterError unless `seed` is an integer of at least 0 and `text` a text
 */
export function drawOf(seed: number, text: string): number {
  requireInteger('seed', seed, 0);
  if (typeof text !== 'string') {
    throw new InvalidParameterError(`text is ${String(text)}; it must be a text`);
  }
  const low = seed >>> 0;
  const high = Math.floor(seed / TWO_32);
  const first = murmur(text, low ^ murmur('', high));
  const second = murmur(text, first ^ 0x9e3779b9);
  return ((first >>> 5) * 67108864 + (second >>> 6)) / 9007199254740992;
}

function murmur(text: string, seed: number): number {
  let hash = seed | 0;
  for (let i = 0; i < text.length; i++) {
    let unit = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    unit = Math.imul((unit << 15) | (unit >>> 17), 0x1b873593);
    hash ^= unit;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash ^= text.length;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
