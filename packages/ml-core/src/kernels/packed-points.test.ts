import { describe, expect, it } from 'vitest';
import { drawRows } from '../cluster/draw-rows.js';
import { createMatrix, matrixFromRows } from '../matrix.js';
import { createRandom } from '../random.js';
import { sampleRows } from '../sample-rows.js';
import { measureFrame, packPoints, readPoint } from './packed-points.js';

describe('packed points', () => {
  it('are the rows, shifted and scaled, in the order asked for, with their squares and radii', () => {
    const X = matrixFromRows(Array.from({ length: 1100 }, (_, i) => [1000 + i, 8 * (i % 7), -3]));
    const frame = measureFrame(X);
    const rows = Int32Array.from({ length: 1050 }, (_, i) => (i * 37) % 1100);
    const points = packPoints(X, frame, { rows, maxK: 2 });
    let squares = 0;
    for (const [i, row] of rows.entries()) {
      const point = readPoint(points, i);
      for (let j = 0; j < 3; j++) {
        expect(point[j]).toBe((X.data[row * 3 + j]! - frame.origin[j]!) * frame.scale);
        squares += point[j]! ** 2;
      }
    }
    expect(points.squares).toBeCloseTo(squares, 6);
    const radii = new Float32Array(points.memory.buffer, points.radii, points.groups);
    const norm = Math.hypot(...readPoint(points, 1049));
    expect(radii.at(-1)).toBeGreaterThanOrEqual(norm);
    expect(Math.max(...radii)).toBeLessThan(Math.hypot(...readPoint(points, rows.indexOf(0))) * 1.01);
  });

  it('have a frame near the means, with a typical deviation between a half and two', () => {
    const random = createRandom(1);
    const X = createMatrix(
      2000,
      2,
      Float64Array.from({ length: 4000 }, () => 1e6 + 300 * random.normal()),
    );
    const { origin, scale, meanVariance } = measureFrame(X);
    expect(Math.abs(origin[0]! - 1e6)).toBeLessThan(30);
    expect(Math.log2(scale)).toBe(Math.round(Math.log2(scale)));
    expect(300 * scale).toBeGreaterThan(0.5);
    expect(300 * scale).toBeLessThan(2);
    expect(meanVariance / (300 * scale) ** 2).toBeCloseTo(1, 1);
  });
});

describe('drawn rows', () => {
  it('are different, ascending, and every row has its chance', () => {
    const counts = new Int32Array(50);
    for (let stream = 0; stream < 400; stream++) {
      const rows = drawRows(50, 20, createRandom(2, stream));
      expect([...rows]).toEqual([...new Set(rows)].sort((a, b) => a - b));
      for (const row of rows) counts[row]!++;
    }
    expect(Math.min(...counts)).toBeGreaterThan(110);
    expect(Math.max(...counts)).toBeLessThan(210);
  });

  it('of a sample see every stretch of a sorted table, and are all rows where few are asked of', () => {
    const sample = sampleRows(1000, 10, createRandom(3));
    expect([...sample].map((row) => Math.floor(row / 100))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect([...sampleRows(3, 10, createRandom(3))]).toEqual([0, 1, 2]);
  });
});
