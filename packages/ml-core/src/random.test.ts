import { describe, expect, it } from 'vitest';
import { InvalidParameterError } from './errors.js';
import { createRandom } from './random.js';

const draws = 100_000;

function take(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw);
}

describe('createRandom', () => {
  it('repeats itself for the same seed and stream', () => {
    const first = createRandom(7, 3);
    const second = createRandom(7, 3);
    expect(take(20, first.next)).toEqual(take(20, second.next));
  });

  it('differs for neighbouring seeds and for neighbouring streams', () => {
    const starts = new Set<number>();
    for (let seed = 0; seed < 40; seed++) {
      for (let stream = 0; stream < 40; stream++) starts.add(createRandom(seed, stream).next());
    }
    expect(starts.size).toBe(1600);
  });

  it('distinguishes seeds that differ only above 32 bits', () => {
    expect(createRandom(1).next()).not.toBe(createRandom(1 + 2 ** 32).next());
  });

  it('keeps giving the numbers that stored results rest on', () => {
    const random = createRandom(42);
    expect(take(5, () => random.integer(1000))).toEqual([42, 354, 545, 379, 919]);
  });

  it('is uniform: each of ten tenths within five standard errors', () => {
    const random = createRandom(11);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < draws; i++) counts[Math.floor(random.next() * 10)]!++;
    const error = Math.sqrt(draws * 0.1 * 0.9);
    for (const count of counts) expect(Math.abs(count - draws / 10)).toBeLessThan(5 * error);
  });

  it('draws integers below the bound without bias, for a bound that does not divide 2³²', () => {
    const random = createRandom(3);
    const bound = 3 * 2 ** 30;
    let upperThird = 0;
    for (let i = 0; i < draws; i++) if (random.integer(bound) >= 2 ** 31) upperThird++;
    expect(Math.abs(upperThird / draws - 1 / 3)).toBeLessThan(5 * Math.sqrt(2 / 9 / draws));
  });

  it('draws normals of mean 0, variance 1 and kurtosis 3', () => {
    const random = createRandom(5);
    let sum = 0;
    let squares = 0;
    let fourths = 0;
    for (let i = 0; i < draws; i++) {
      const z = random.normal();
      sum += z;
      squares += z * z;
      fourths += z ** 4;
    }
    expect(Math.abs(sum / draws)).toBeLessThan(5 / Math.sqrt(draws));
    expect(Math.abs(squares / draws - 1)).toBeLessThan(5 * Math.sqrt(2 / draws));
    expect(Math.abs(fourths / draws - 3)).toBeLessThan(5 * Math.sqrt(96 / draws));
  });

  it('shuffles: keeps every item, and puts each first about equally often', () => {
    const random = createRandom(9);
    const firsts = [0, 0, 0, 0];
    for (let i = 0; i < 8000; i++) {
      const items = Int32Array.of(0, 1, 2, 3);
      random.shuffle(items);
      firsts[items[0]!]!++;
      expect([...items].sort()).toEqual([0, 1, 2, 3]);
    }
    for (const count of firsts) expect(Math.abs(count - 2000)).toBeLessThan(5 * Math.sqrt(1500));
  });

  it.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses the seed %s by name', (seed) => {
    expect(() => createRandom(seed)).toThrow(InvalidParameterError);
    expect(() => createRandom(seed)).toThrow(/seed is .*it must be/);
  });

  it('refuses a bound below 1', () => {
    expect(() => createRandom(0).integer(0)).toThrow('bound is 0');
  });

  it('shuffles nothing but numbers of 32 bits in place, and says so', () => {
    for (const items of [undefined, null, 'text', [1, 2], new Float64Array(2)]) {
      expect(() => createRandom(1).shuffle(items as never)).toThrow(InvalidParameterError);
    }
  });
});
