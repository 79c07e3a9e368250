import { describe, expect, it } from 'vitest';
import { waterfallSteps } from './waterfall-steps';

const contribution = (name: string, value: number) => ({ label: `${name} in words`, contribution: value });

describe('the waterfall', () => {
  const contributions = [
    contribution('a', 0.5),
    contribution('b', -2),
    contribution('c', 0.25),
    contribution('d', 0.125),
  ];

  it('goes from the largest influence to the smallest, each from where the last ended', () => {
    const steps = waterfallSteps(-1, contributions, 4);
    expect(steps.map(({ start, end }) => [start, end])).toEqual([
      [-1, -3],
      [-3, -2.5],
      [-2.5, -2.25],
      [-2.25, -2.125],
    ]);
  });

  it('ends at the base and all contributions, however many are folded', () => {
    for (const most of [0, 1, 2, 3, 10]) {
      expect(waterfallSteps(-1, contributions, most).at(-1)?.end).toBeCloseTo(-2.125, 12);
    }
  });

  it('counts what it folds, and folds a single one by its own name', () => {
    expect(waterfallSteps(0, contributions, 2).at(-1)?.label).toBe('2 smaller contributions');
    expect(waterfallSteps(0, contributions, 3).at(-1)?.label).toBe('d in words');
  });

  it('of no contributions is empty', () => {
    expect(waterfallSteps(0.3, [], 5)).toEqual([]);
  });
});
