import { describe, expect, it } from 'vitest';
import { areaBetween, cornersOf, readArea, writeArea } from './map-area';

describe('a shape on the map', () => {
  it('comes back from the URL, to five digits', () => {
    const area = { segmentationId: 'U2Vn', x: [0.123456, -2, 3], y: [1, 2e-7, -123456] };
    expect(writeArea(area)).toBe('U2Vn 0.12346,1 -2,2e-7 3,-123460');
    expect(readArea(writeArea(area))).toEqual({
      segmentationId: 'U2Vn',
      x: [0.12346, -2, 3],
      y: [1, 2e-7, -123_460],
    });
  });

  it.each([
    null,
    '',
    'U2Vn',
    'U2Vn 1,2 3,4',
    'U2Vn 1,2 3,4 5',
    'U2Vn 1,2 3,4 5,x',
    'U2Vn 1,2 3,4 5,6,7',
    ' 1,2 3,4 5,6',
  ])('is none where the URL has %j', (text) => {
    expect(readArea(text)).toBeNull();
  });

  it('has at most sixty corners of those that were drawn, in their order', () => {
    const drawn = Array.from({ length: 1000 }, (_, i) => i);
    const corners = cornersOf(drawn);
    expect(corners).toHaveLength(60);
    expect(corners).toEqual([...corners].sort((a, b) => a - b));
    expect(cornersOf([5, 3, 4])).toEqual([5, 3, 4]);
  });

  it('is a rectangle between two places on each axis', () => {
    expect(areaBetween('U2Vn', [-1, 2], [3, 4])).toEqual({
      segmentationId: 'U2Vn',
      x: [-1, 2, 2, -1],
      y: [3, 3, 4, 4],
    });
  });
});
