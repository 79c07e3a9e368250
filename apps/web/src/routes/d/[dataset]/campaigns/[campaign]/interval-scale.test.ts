import { describe, expect, it } from 'vitest';
import { formatPoints, intervalScale } from './interval-scale';

describe('the scale of intervals', () => {
  it('holds 0 and both ends, in whole points', () => {
    const { ticks, place } = intervalScale([{ uplift: 0.045, low: 0.021, high: 0.069 }]);
    expect(ticks[0]).toBeLessThan(0);
    expect(ticks.at(-1)!).toBeGreaterThanOrEqual(0.069);
    for (const tick of ticks) expect((100 * tick) % 1).toBeCloseTo(0, 9);
    expect(place(ticks[0]!)).toBe(0);
    expect(place(ticks.at(-1)!)).toBeCloseTo(100, 9);
    expect(place(0.021)).toBeLessThan(place(0.045));
  });

  it('does not grow with an interval that says nothing', () => {
    const { ticks, place } = intervalScale([{ uplift: 0, low: -1, high: 1 }]);
    expect(ticks[0]).toBeGreaterThanOrEqual(-0.7);
    expect(place(-1)).toBe(0);
    expect(place(1)).toBe(100);
  });

  it('tells points with their sign', () => {
    expect([0.045, -0.01, 0.0001].map(formatPoints)).toEqual(['+4.5', '−1', '0']);
  });
});
