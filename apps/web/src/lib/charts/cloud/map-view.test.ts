import { describe, expect, it } from 'vitest';
import { type MapView, markOpacity, markSize, panBy, WHOLE_MAP, zoomAround } from './map-view';

const size = { width: 600, height: 400 };
/** Where a place of the whole map is in a view. */
const seen = ({ zoom, left, top }: MapView, x: number, y: number) => [x * zoom + left, y * zoom + top];

describe('the view of a map', () => {
  it('keeps the place that it zooms around where it is', () => {
    const closer = zoomAround(WHOLE_MAP, 3, 150, 100, size);
    expect(seen(closer, 150, 100)).toEqual([150, 100]);
    const closest = zoomAround(closer, 4, 200, 300, size);
    const [x, y] = [(200 - closer.left) / closer.zoom, (300 - closer.top) / closer.zoom];
    expect(seen(closest, x, y)[0]).toBeCloseTo(200, 9);
    expect(seen(closest, x, y)[1]).toBeCloseTo(300, 9);
  });

  it('never shows what is beyond the edges, however it is moved', () => {
    const closer = zoomAround(WHOLE_MAP, 2, 300, 200, size);
    expect(panBy(closer, 10_000, 10_000, size)).toEqual({ zoom: 2, left: 0, top: 0 });
    expect(panBy(closer, -10_000, -10_000, size)).toEqual({ zoom: 2, left: -600, top: -400 });
    expect(panBy(WHOLE_MAP, 50, 50, size)).toEqual(WHOLE_MAP);
  });

  it('is the whole map again after zooming out, and goes no closer than 500 times', () => {
    const closer = zoomAround(WHOLE_MAP, 7, 20, 30, size);
    expect(zoomAround(closer, 1e-6, 500, 300, size)).toEqual(WHOLE_MAP);
    expect(zoomAround(closer, 1e6, 500, 300, size).zoom).toBe(500);
  });
});

describe('marks', () => {
  it('are smaller and let more through where there are more of them, and the reverse as one comes closer', () => {
    expect(markSize(1_000_000, 1)).toBeLessThan(markSize(20_000, 1));
    expect(markSize(1_000_000, 9)).toBeGreaterThan(markSize(1_000_000, 1));
    expect(markOpacity(1_000_000, 1, size)).toBeLessThan(markOpacity(20_000, 1, size));
    expect(markOpacity(1_000_000, 40, size)).toBeGreaterThan(markOpacity(1_000_000, 1, size));
    expect(markOpacity(10, 1, size)).toBe(0.9);
  });
});
