import { describe, expect, it } from 'vitest';
import { adjustedRandIndex } from '../metrics/clustering.js';
import { applyPreprocessor, fitPreprocessor } from '../preprocessing/pipeline.js';
import { fitKMeans, predictKMeans } from './k-means.js';
import {
  drawPlanted,
  type PlantedTable,
  type plantedKinds,
  plantGroups,
} from './planted-groups.test-support.js';

/** How well the groups of a table are found, and how well they could be. */
async function agreement({ table, groups, likeliest }: PlantedTable, equalCategories = true) {
  const preprocessor = fitPreprocessor(table, { equalCategories, missingIndicator: false });
  const X = applyPreprocessor(preprocessor, table);
  const model = await fitKMeans(X, { k: Math.max(...groups) + 1, nInit: 10 });
  return {
    found: adjustedRandIndex(groups, predictKMeans(model, X)),
    best: adjustedRandIndex(groups, likeliest),
  };
}

describe('groups planted in categories', () => {
  it.each<[keyof typeof plantedKinds, number]>([
    ['categories alone', 0.94],
    ['mixed', 0.93],
    ['mostly numbers', 0.93],
    ['mostly categories', 0.93],
  ])('are found in tables of %s, where anybody can find them', async (kind, least) => {
    const all = await Promise.all(
      Array.from({ length: 24 }, (_, seed) => agreement(drawPlanted(kind, 1000, seed))),
    );
    const findable = all.filter(({ best }) => best >= 0.93);
    expect(findable.length).toBeGreaterThan(4);
    const mean = findable.reduce((sum, { found }) => sum + found, 0) / findable.length;
    expect(mean).toBeGreaterThanOrEqual(least);
  });

  it('are found better than with a yes/no as 0 and 1, beside a number that says nothing of them', async () => {
    const spec = {
      ...{ rows: 1000, groups: 3, categories: 6, numbers: 1, levels: [2, 2] as const },
      ...{ agreement: 0.9, apart: 0 },
    };
    const tables = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => plantGroups(spec, seed));
    const meanOf = async (equalCategories: boolean) => {
      const all = await Promise.all(tables.map((table) => agreement(table, equalCategories)));
      return all.reduce((sum, { found }) => sum + found, 0) / all.length;
    };
    expect(await meanOf(true)).toBeGreaterThan((await meanOf(false)) + 0.1);
  });
});
