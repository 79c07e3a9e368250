import { describe, expect, it } from 'vitest';
import {
  nearestPeers,
  packOutOfFold,
  packRows,
  toOutOfFold,
  unpackOutOfFold,
  unpackRows,
} from './out-of-fold.js';

const outOfFold = toOutOfFold(
  Float64Array.of(0.9, 0.1, 0.5, 0.5, 0.2, 0.7),
  Uint8Array.of(1, 0, 1, 0, 0, 1),
  Int32Array.of(10, 11, 12, 13, 14, 2 ** 31 - 1),
);

describe('out-of-fold predictions', () => {
  it('are kept by ascending probability', () => {
    expect([...outOfFold.probabilities]).toEqual([0.1, 0.2, 0.5, 0.5, 0.7, 0.9]);
    expect([...outOfFold.left]).toEqual([0, 0, 1, 0, 1, 1]);
    expect([...outOfFold.rows]).toEqual([11, 14, 12, 13, 2 ** 31 - 1, 10]);
  });

  it('come back from their bytes exactly', () => {
    const probabilities = Float64Array.of(1 / 3, 2 / 3);
    const third = { probabilities, left: Uint8Array.of(0, 1) };
    expect(unpackOutOfFold(packOutOfFold(third))).toEqual(third);
    expect(unpackRows(packRows(outOfFold.rows))).toEqual(outOfFold.rows);
  });
});

describe('peers of a score', () => {
  it('are the customers with the nearest probabilities', () => {
    // 0.7 and 0.9 lie nearest to 0.8.
    expect(nearestPeers(outOfFold, 0.8, 2)).toEqual({ count: 2, left: 2 });
    // 0.2, 0.1 and then one of two that are equally near: both count.
    expect(nearestPeers(outOfFold, 0.15, 3)).toEqual({ count: 4, left: 1 });
  });

  it('are found beyond both ends', () => {
    expect(nearestPeers(outOfFold, 0, 1)).toEqual({ count: 1, left: 0 });
    expect(nearestPeers(outOfFold, 1, 1)).toEqual({ count: 1, left: 1 });
  });

  it('are all customers if there are fewer than wanted', () => {
    expect(nearestPeers(outOfFold, 0.5)).toEqual({ count: 6, left: 3 });
  });

  it('are as many as an exhaustive search finds', () => {
    const probabilities = Float64Array.from({ length: 500 }, (_, i) => ((i * 37) % 101) / 101);
    const left = Uint8Array.from(probabilities, (p, i) => Number((i * 7919) % 1000 < 1000 * p));
    const many = toOutOfFold(probabilities, left, Int32Array.from(left.keys()));
    for (const p of [0, 0.123, 0.5, 0.77, 1]) {
      const distances = Array.from(probabilities, (q) => Math.abs(q - p));
      const reach = [...distances].sort((a, b) => a - b)[99]!;
      const near = [...distances.keys()].filter((i) => distances[i]! <= reach + 1e-12);
      const { count, left: leavers } = nearestPeers(many, p);
      expect(count).toBe(near.length);
      expect(leavers).toBe(near.reduce((sum, i) => sum + left[i]!, 0));
    }
  });
});
