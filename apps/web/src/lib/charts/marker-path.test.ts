import { describe, expect, it } from 'vitest';
import { MARKER_COUNT, markerPath, segmentColour } from './marker-path';

const corners = (path: string) =>
  path.match(/-?[\d.]+,-?[\d.]+/g)!.map((pair) => pair.split(',').map(Number) as [number, number]);

describe('the markers', () => {
  it('give each of ten segments an outline of its own', () => {
    const outlines = Array.from({ length: MARKER_COUNT }, (_, index) => markerPath(index, 0, 0, 100));
    expect(new Set(outlines).size).toBe(10);
  });

  it.each(Array.from({ length: MARKER_COUNT }, (_, index) => index))(
    'draw marker %i around its point, within its size',
    (index) => {
      for (const [x, y] of corners(markerPath(index, 50, 80, 10))) {
        expect(Math.hypot(x - 50, y - 80)).toBeLessThanOrEqual(12.2);
      }
    },
  );

  it('point the second up and the seventh down', () => {
    const heights = (index: number) => corners(markerPath(index, 0, 0, 10)).map(([, y]) => y);
    expect(Math.min(...heights(1))).toBeLessThan(-Math.max(...heights(1)));
    expect(Math.max(...heights(6))).toBeGreaterThan(-Math.min(...heights(6)));
  });

  it('start again after the tenth', () => {
    expect(markerPath(12, 1, 2, 3)).toBe(markerPath(2, 1, 2, 3));
    expect(segmentColour(12)).toBe('var(--segment-3)');
  });
});
