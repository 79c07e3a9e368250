import { describe, expect, it } from 'vitest';
import { movedBy, nearestIndex, spoken } from './reading';
import { spreadLabels } from './spread-labels';
import { valueAt } from './value-at';

describe('the readout of a chart', () => {
  it('is moved by arrows, Home and End, stays within the chart, and is put away by Escape', () => {
    expect(['ArrowRight', 'ArrowLeft', 'Home', 'End', 'Escape'].map((key) => movedBy(key, -1, 5))).toEqual([
      0, 4, 0, 4, -1,
    ]);
    expect(['ArrowDown', 'ArrowUp'].map((key) => movedBy(key, 2, 5))).toEqual([3, 1]);
    expect([movedBy('ArrowRight', 4, 5), movedBy('ArrowLeft', 0, 5), movedBy('a', 2, 5)]).toEqual([
      4,
      0,
      null,
    ]);
  });

  it('is at the place nearest to the pointer', () => {
    expect(nearestIndex([0, 10, 20], 14)).toBe(1);
    expect(nearestIndex([], 14)).toBe(-1);
  });

  it('is a sentence for those who hear it', () => {
    const lines = [
      { name: 'Separation', value: '0.31' },
      { name: 'Stability', value: '1' },
    ];
    expect(spoken({ title: 'Segments 4', lines })).toBe('Segments 4: Separation 0.31, Stability 1.');
  });
});

describe('a line at a place', () => {
  it('has the height in proportion between its points', () => {
    expect(valueAt([0, 10], [0, 5], 4)).toBe(2);
    expect(valueAt([0, 10, 20], [0, 5, 7], 10)).toBe(5);
  });

  it('has the later of two heights at a step', () => {
    expect(valueAt([0, 3, 3, 9], [1, 1, 0.5, 0.5], 3)).toBe(0.5);
  });

  it('has none outside of it, and none where it goes straight up', () => {
    expect([valueAt([0, 10], [0, 5], 11), valueAt([4, 4], [0, 5], 4), valueAt([], [], 4)]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

describe('labels beside their lines', () => {
  it('stay where they are while there is room', () => {
    expect(spreadLabels([40, 10], 15, 200)).toEqual([40, 10]);
  });

  it('move apart, and up from the lower edge', () => {
    expect(spreadLabels([10, 12], 15, 200)).toEqual([10, 25]);
    expect(spreadLabels([98, 99], 15, 100)).toEqual([85, 100]);
  });
});
