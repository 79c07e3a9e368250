import { createRandom } from '@holdfast/ml-core';
import { MAP_STEPS, readMapColumns } from '@holdfast/schema';
import { describe, expect, it } from 'vitest';
import { encodeMap } from './encode-map.js';

const random = createRandom(5);
const points = Array.from({ length: 1000 }, (_, i) => ({
  externalId: `"kunde\n${i}é`,
  x: 40 * random.normal() - 7,
  y: 1e-9 * random.normal() + 3,
  index: i % 10,
}));
const read = (some: typeof points) => readMapColumns(JSON.parse(JSON.stringify(encodeMap(some))));

describe('a map as columns', () => {
  it('is read as it was, but for half a 65,535th of the range of each axis', () => {
    const found = read(points);
    expect(found.externalIds).toEqual(points.map(({ externalId }) => externalId));
    expect(found.segmentIndex).toEqual(points.map(({ index }) => index));
    for (const axis of ['x', 'y'] as const) {
      const values = points.map((point) => point[axis]);
      const range = Math.max(...values) - Math.min(...values);
      const off = Math.max(...values.map((value, i) => Math.abs(value - found[axis][i]!)));
      expect(off).toBeLessThanOrEqual((0.5 * range * (1 + 1e-6)) / MAP_STEPS);
      expect(off).toBeGreaterThan(0);
    }
  });

  it('has its ends where they are', () => {
    const { x } = points[0]!;
    const found = read([points[0]!, { ...points[1]!, x: x + 2 }, { ...points[2]!, x: x + 1 }]);
    expect(found.x[0]).toBe(x);
    expect(found.x[1]).toBeCloseTo(x + 2, 12);
  });

  it('may have one customer, or none', () => {
    const one = { externalId: 'a', x: 3.25, y: 0, index: 2 };
    expect(read([one])).toEqual({ externalIds: ['a'], x: [3.25], y: [0], segmentIndex: [2] });
    expect(read([])).toEqual({ externalIds: [], x: [], y: [], segmentIndex: [] });
  });
});
