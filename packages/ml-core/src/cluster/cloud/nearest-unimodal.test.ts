import { describe, expect, it } from 'vitest';
import { createRandom } from '../../random.js';
import { nearestUnimodal } from './nearest-unimodal.js';

const drawn = (draw: (i: number) => number) => Float64Array.from({ length: 1000 }, (_, i) => draw(i)).sort();
const between = (values: Float64Array, low: number, high: number) =>
  values.filter((value) => value >= low && value < high).length;

describe('the nearest distribution with one peak', () => {
  const random = createRandom(3);

  it('is the values themselves where they have one, whatever their tail', () => {
    for (const draw of [
      () => random.normal(),
      () => random.next(),
      () => Math.exp(2 * random.normal()),
      () => (random.next() < 0.4 ? 0 : -Math.log(1 - random.next())),
    ]) {
      const values = drawn(draw);
      expect(nearestUnimodal(values)).toBe(values);
    }
  });

  it('fills the valley between two peaks', () => {
    const values = drawn((i) => random.normal() + (i % 2 ? 8 : 0));
    const filled = nearestUnimodal(values);
    expect(between(values, 3, 5)).toBeLessThan(10);
    expect(between(filled, 3, 5)).toBeGreaterThan(60);
    expect(filled).toHaveLength(1000);
    expect([...filled]).toEqual([...filled].sort((a, b) => a - b));
    expect(filled[0]).toBeGreaterThanOrEqual(values[0]!);
    expect(filled[999]).toBeLessThanOrEqual(values[999]!);
  });

  it('leaves a column of few values as it is', () => {
    const values = drawn((i) => [0, 1, 5][i % 3]!);
    expect(nearestUnimodal(values)).toBe(values);
  });
});
