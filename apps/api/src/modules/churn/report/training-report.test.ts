import { describe, expect, it } from 'vitest';
import { eventWords } from '../definition/target-event.js';
import type { ObservedGroup } from '../observed/observed-rates.js';
import { directionOf } from './training-report.js';

const words = eventWords({ event: 'LEFT', words: null });
const direction = (type: 'NUMBER' | 'DATE' | 'BOOLEAN' | 'CATEGORY', groups: ObservedGroup[]) => {
  const column = { name: 'column', type, family: 0, groups };
  return directionOf(column, { customers: 1000, left: 300, columns: [column] }, words)?.text ?? null;
};
const ranges = (...left: number[]) =>
  left.map((count, i) => ({ from: i, to: i, customers: 250, left: count }));

describe('the direction of a column', () => {
  it('is that of the observed rates', () => {
    expect(direction('NUMBER', ranges(130, 90, 60, 20))).toBe('higher values go with staying');
    expect(direction('DATE', ranges(20, 60, 90, 130))).toBe('later dates go with leaving');
    expect(
      direction('BOOLEAN', [
        { from: 0, to: 0, customers: 500, left: 100 },
        { from: 1, to: 1, customers: 500, left: 200 },
      ]),
    ).toBe('yes goes with leaving');
    const levels = [
      { level: 'a', customers: 500, left: 200 },
      { level: 'b', customers: 500, left: 100 },
    ];
    expect(direction('CATEGORY', levels)).toBe('"a" goes most with leaving');
  });

  it('is not told where it turns, or may be chance', () => {
    expect(direction('NUMBER', ranges(120, 30, 30, 120))).toBeNull();
    expect(direction('NUMBER', ranges(80, 77, 73, 70))).toBeNull();
  });
});
