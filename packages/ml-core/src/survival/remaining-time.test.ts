import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import type { LifeTable } from './life-table.js';
import { remainingTime } from './remaining-time.js';

const from = (...times: number[]) => ({
  from: Float64Array.from(times),
  weights: new Float64Array(times.length).fill(1),
});

function tableOf(lasted: readonly number[], happened: (i: number) => boolean = () => true): LifeTable {
  const times = [...new Set(lasted)].sort((a, b) => a - b);
  const count = (time: number, event: boolean) =>
    lasted.filter((one, i) => one === time && happened(i) === event).length;
  return {
    times: Float64Array.from(times),
    events: Float64Array.from(times, (time) => count(time, true)),
    censored: Float64Array.from(times, (time) => count(time, false)),
  };
}

describe('the time that is left', () => {
  it('is the plain mean with its standard error where everything was seen', () => {
    const random = createRandom(3);
    const lasted = Array.from({ length: 300 }, () => 1 + Math.floor(random.next() * 30));
    for (const [start, horizon] of [
      [0, 20],
      [5, 12],
    ] as const) {
      const left = lasted
        .filter((time) => time > start || start === 0)
        .map((time) => Math.min(time - start, horizon));
      const mean = left.reduce((sum, time) => sum + time, 0) / left.length;
      const variance = left.reduce((sum, time) => sum + (time - mean) ** 2, 0) / left.length;
      const reach = 1.96 * Math.sqrt(variance / left.length);
      const found = remainingTime(tableOf(lasted), from(start), horizon)!;
      expect(found.mean).toBeCloseTo(mean, 9);
      expect(found.low).toBeCloseTo(mean - reach, 3);
      expect(found.high).toBeCloseTo(mean + reach, 3);
    }
  });

  it('is covered by the interval 95 times in 100 where rows are censored and start at different times', () => {
    const random = createRandom(11);
    const [rate, horizon, starts] = [0.08, 10, [0, 4, 8]];
    const truth = (1 - (1 - rate) ** horizon) / rate;
    let covered = 0;
    const rounds = 300;
    for (let round = 0; round < rounds; round++) {
      const rows = Array.from({ length: 250 }, () => {
        const watched = 5 + Math.floor(random.next() * 30);
        let month = 1;
        while (month < watched && random.next() >= rate) month++;
        // Whoever is watched for so many months is seen to leave in those before the last.
        return { month: Math.min(month, watched - 1), left: month < watched };
      });
      const table = tableOf(
        rows.map(({ month }) => month),
        (i) => rows[i]!.left,
      );
      const { low, high } = remainingTime(table, from(...starts), horizon)!;
      if (low <= truth && truth <= high) covered++;
    }
    expect(covered / rounds).toBeGreaterThan(0.92);
    expect(covered / rounds).toBeLessThanOrEqual(0.99);
  });

  it('is not said to be certain where nothing happened yet to those who came so far', () => {
    const table = {
      times: Float64Array.of(1, 50),
      events: Float64Array.of(5, 0),
      censored: Float64Array.of(0, 30),
    };
    expect(remainingTime(table, from(10), 12)).toEqual({ mean: 12, low: 12 * 0.9, high: 12 });
  });

  it('is told of nobody where nobody lasted so long, and not beyond what was seen', () => {
    const table = {
      times: Float64Array.of(2, 6),
      events: Float64Array.of(5, 5),
      censored: Float64Array.of(0, 0),
    };
    expect(remainingTime(table, from(6), 0)).toBeNull();
    expect(() => remainingTime(table, from(4), 3)).toThrow('lasted.from[0] is 4; it must be a number 0..3');
  });
});
