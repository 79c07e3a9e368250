import { describe, expect, it } from 'vitest';
import { middle, placeLabels } from './place-labels';

describe('labels on a map', () => {
  it('stay where they are while none covers another', () => {
    const apart = [
      { x: 0, y: 10, width: 40 },
      { x: 100, y: 12, width: 40 },
    ];
    expect(placeLabels(apart, 16)).toEqual([10, 12]);
  });

  it('go below the one that they would cover', () => {
    const close = [
      { x: 10, y: 12, width: 40 },
      { x: 0, y: 10, width: 40 },
    ];
    expect(placeLabels(close, 16)).toEqual([28, 10]);
  });

  it('begin at the middle of what they name', () => {
    expect(middle([9, 1, 5])).toBe(5);
    expect(middle([])).toBe(0);
  });
});
