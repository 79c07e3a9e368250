import { describe, expect, it } from 'vitest';
import type { Matrix } from '../../types.js';
import { drawTable, grouped, groupedCategories, ungrouped } from './clouds.test-support.js';
import { compareWithCloud } from './compare-with-cloud.js';

const compare = (X: Matrix, seed = 0) =>
  compareWithCloud(
    X,
    Array.from({ length: X.columns }, (_, j) => j),
    { seed },
  );

describe('rows compared with one cloud of their shape', () => {
  it.each(Object.entries(ungrouped))('have no groups where they are %s', async (_, kind) => {
    for (const [seed, columns] of [1, 2, 6, 12].entries()) {
      expect((await compare(drawTable(kind, 500, columns, seed), seed)).clear, `${columns} columns`).toBe(
        false,
      );
    }
  });

  it.each([2, 3, 5, 7, 10])('have %i planted groups that overlap', async (k) => {
    for (const [seed, columns] of [2, 5, 10].entries()) {
      expect((await compare(drawTable(grouped(k, 4), 600, columns, seed), seed)).clear).toBe(true);
    }
  });

  it('have groups that only categories tell apart', async () => {
    expect((await compare(drawTable(groupedCategories(3), 600, 12, 1))).clear).toBe(true);
  });

  it('explain more beyond the cloud with as many clusters as there are groups than with far fewer or more', async () => {
    const { ks } = await compare(drawTable(grouped(4, 6), 600, 4, 1));
    expect(ks.map(({ k }) => k)).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const gains = ks.map(({ explainedShare, cloudExplained }) => explainedShare - cloudExplained);
    expect(gains[2]).toBeGreaterThan(Math.max(gains[0]!, gains[6]!, gains[8]!) + 0.02);
  });

  it('keep the levels of a category together, which are no groups by themselves', async () => {
    const flat = drawTable(ungrouped.uniform, 600, 2, 1);
    const levels = Float64Array.from({ length: 600 * 5 }, (_, at) => {
      const [row, column] = [Math.floor(at / 5), at % 5];
      return column < 2 ? flat.data[row * 2 + column]! : Number((row * 7) % 4 === column - 2);
    });
    const X = { rows: 600, columns: 5, data: levels };
    expect((await compareWithCloud(X, [0, 1, 2, 2, 2])).clear).toBe(false);
  });

  it('are too few to tell under 50', async () => {
    expect(await compare(drawTable(grouped(2, 9), 49, 2, 1))).toEqual({ clear: null, ks: [] });
  });

  it('are compared alike again, and not beyond the ks that they allow', async () => {
    const X = drawTable(groupedCategories(2), 200, 2, 1);
    const once = await compare(X);
    expect(await compare(X)).toEqual(once);
    expect(once.ks.map(({ k }) => k)).toEqual([2, 3, 4]);
  });
});
