import { describe, expect, it } from 'vitest';
import { nextAttempt } from './next-attempt.js';

const start = new Date('2026-03-01T00:00:00Z');

/** The pauses in seconds until a delivery is given up that fails at once each time. */
function pauses(random: () => number): number[] {
  const found: number[] = [];
  let now = start;
  for (let attempts = 1; ; attempts++) {
    const next = nextAttempt(attempts, start, now, random());
    if (next === null) return found;
    found.push((next.getTime() - now.getTime()) / 1000);
    now = next;
  }
}

describe('a delivery that fails', () => {
  it('is tried again soon, then ever later, for three days', () => {
    const tried = pauses(() => 0.5);
    expect(tried.slice(0, 8)).toEqual([5, 20, 80, 320, 1280, 5120, 20_480, 21_600]);
    const hours = tried.reduce((sum, pause) => sum + pause, 0) / 3600;
    expect(hours).toBeGreaterThan(66);
    expect(hours).toBeLessThanOrEqual(72);
  });

  it('is tried up to a quarter earlier or later, so that not all come back together', () => {
    expect(pauses(() => 0)[1]).toBe(15);
    expect(pauses(() => 1)[1]).toBe(25);
  });
});
