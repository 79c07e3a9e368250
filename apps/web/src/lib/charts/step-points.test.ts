import { describe, expect, it } from 'vitest';
import { stepPoints } from './step-points';

describe('steps', () => {
  it('keep their value until the next one, and to the end', () => {
    expect(stepPoints([2, 5], [0.8, 0.5], { start: 1, end: 9 })).toEqual({
      x: [0, 2, 2, 5, 5, 9],
      y: [1, 1, 0.8, 0.8, 0.5, 0.5],
    });
  });

  it('are a line where nothing happens', () => {
    expect(stepPoints([], [], { start: 1, end: 4 })).toEqual({ x: [0, 4], y: [1, 1] });
  });
});
