import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { brierScore } from './calibration.js';
import { brierDifference, rocAucDifference } from './paired-differences.js';
import { rocAuc } from './ranking.js';

/** Outcomes, and two scores that share most of what they know; rounded, so that there are ties. */
function draw(rows: number, seed: number, { digits = 2, same = 0 } = {}) {
  const random = createRandom(seed);
  const y = new Uint8Array(rows);
  const first = new Float64Array(rows);
  const second = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const known = random.normal();
    y[i] = Number(random.next() < 1 / (1 + Math.exp(1 - known)));
    const score = (noise: number) =>
      Number((1 / (1 + Math.exp(-known - noise * random.normal()))).toFixed(digits));
    first[i] = score(0.8);
    second[i] = score(0.8 - same);
  }
  return { y, first, second };
}

/** DeLong's covariance from its definition: all pairs, no sorting. */
function byAllPairs(y: Uint8Array, first: Float64Array, second: Float64Array) {
  const rows = (label: number) => [...y.keys()].filter((i) => y[i] === label);
  const [negatives, positives] = [rows(0), rows(1)];
  const wins = (p: Float64Array, i: number, j: number) => Number(p[i]! > p[j]!) + Number(p[i] === p[j]) / 2;
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = (values: number[]) =>
    values.reduce((sum, value) => sum + (value - mean(values)) ** 2, 0) / (values.length - 1) / values.length;
  const shares = (p: Float64Array) => ({
    positives: positives.map((i) => mean(negatives.map((j) => wins(p, i, j)))),
    negatives: negatives.map((j) => mean(positives.map((i) => wins(p, i, j)))),
  });
  const [a, b] = [shares(first), shares(second)];
  const between = (before: number[], after: number[]) => after.map((share, i) => share - before[i]!);
  const error = Math.sqrt(
    variance(between(a.positives, b.positives)) + variance(between(a.negatives, b.negatives)),
  );
  return { difference: mean(b.positives) - mean(a.positives), error };
}

describe('a difference of AUCs on the same rows', () => {
  it('is that of the definition over all pairs, with ties', () => {
    for (const seed of [1, 2, 3]) {
      const { y, first, second } = draw(150, seed);
      const expected = byAllPairs(y, first, second);
      const { difference, low, high } = rocAucDifference(y, first, second);
      expect(difference).toBeCloseTo(expected.difference, 12);
      expect(difference).toBeCloseTo(rocAuc(y, second) - rocAuc(y, first), 12);
      expect(high - difference).toBeCloseTo(1.959963984540054 * expected.error, 12);
      expect(difference - low).toBeCloseTo(1.959963984540054 * expected.error, 12);
    }
  });

  it('holds 0 about 95 times in 100 where both are equally good', () => {
    const missed = Array.from({ length: 400 }, (_, seed) => {
      const { y, first, second } = draw(200, 100 + seed, { digits: 6 });
      const { low, high } = rocAucDifference(y, first, second);
      return low > 0 || high < 0;
    });
    const share = missed.filter(Boolean).length / missed.length;
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThan(0.085);
  });

  it('is 0 for equal scores, and open for others that have made no mistake yet', () => {
    const y = Uint8Array.of(0, 0, 0, 1, 1, 1);
    const p = Float64Array.of(0.1, 0.2, 0.3, 0.7, 0.8, 0.9);
    expect(rocAucDifference(y, p, p)).toEqual({ difference: 0, low: 0, high: 0 });
    const { difference, low, high } = rocAucDifference(
      y,
      p,
      p.map((value) => value ** 2),
    );
    expect(difference).toBe(0);
    expect(low).toBeCloseTo(0.025 ** (1 / 3) - 1, 12);
    expect(high).toBeCloseTo(1 - 0.025 ** (1 / 3), 12);
  });
});

describe('a difference of Brier scores on the same rows', () => {
  it('is below 0 for probabilities nearer to what happened, with the interval of a mean', () => {
    const { y, first, second } = draw(500, 9, { digits: 6, same: 0.6 });
    const { difference, low, high } = brierDifference(y, first, second);
    expect(difference).toBeCloseTo(brierScore(y, second) - brierScore(y, first), 12);
    expect(high).toBeLessThan(0);
    const pairs = [...y].map((label, i) => (second[i]! - label) ** 2 - (first[i]! - label) ** 2);
    const deviation = Math.sqrt(
      pairs.reduce((sum, value) => sum + (value - difference) ** 2, 0) / (pairs.length - 1) / pairs.length,
    );
    expect(difference - low).toBeCloseTo(1.959963984540054 * deviation, 12);
  });

  it('is 0 for equal probabilities', () => {
    const { y, first } = draw(50, 3);
    expect(brierDifference(y, first, first)).toEqual({ difference: 0, low: 0, high: 0 });
  });
});
