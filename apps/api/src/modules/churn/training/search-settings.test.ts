import { createRandom } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import type { SettingsStep } from './candidate-settings.js';
import type { CandidateRecipe } from './fit-candidates.js';
import type { Heat } from './heats.js';
import { searchSettings } from './search-settings.js';

const ROWS = 2000;
const rows = {} as Heat['rows'];
const heats = [[0], [0, 1], [0, 1, 2, 3, 4]].map((hold): Heat => ({ rows, hold, isSample: false }));

/** Settings that are told by how many trees they have; the noise of what they predict is planted. */
const step = (trees: number, cost: number): SettingsStep => ({
  settings: { randomForest: { trees } },
  words: `${trees} trees`,
  cost,
});
const usual: CandidateRecipe = {
  algorithm: 'randomForest',
  imbalance: 'none',
  settings: step(1, 1).settings,
};

function stadium(noiseOf: Record<number, number>) {
  const fitted = new Map<number, number>();
  const run = async ({ settings }: CandidateRecipe, { hold }: Heat) => {
    const trees = settings.randomForest!.trees!;
    fitted.set(trees, Math.max(fitted.get(trees) ?? 0, hold.length));
    const random = createRandom(hold.length);
    const probabilities = new Float64Array(ROWS * hold.length);
    const y = Uint8Array.from(probabilities, (_, i) => {
      const truth = random.next();
      probabilities[i] = Math.min(1, Math.max(0, truth + noiseOf[trees]! * random.normal()));
      return Number(random.next() < truth);
    });
    return { y, probabilities };
  };
  return { run, fitted };
}

describe('the search of settings', () => {
  it('climbs to larger models while that pays', async () => {
    const ladder = { smaller: [step(9, 0.75)], larger: [step(2, 0.6), step(3, 1.9)] };
    const { run } = stadium({ 1: 0.4, 2: 0.3, 3: 0.1, 9: 0 });
    const { recipe, tried } = await searchSettings(usual, ladder, heats, run);
    expect(recipe.settings).toEqual(step(3, 0).settings);
    expect(tried.map(({ words, kept }) => [words, kept])).toEqual([
      ['2 trees', true],
      ['3 trees', true],
    ]);
    expect(tried[1]!.rivalBrierScore).toBeCloseTo(tried[0]!.brierScore, 12);
  });

  it('turns to smaller ones if that does not help', async () => {
    const ladder = { smaller: [step(9, 0.75)], larger: [step(2, 0.6), step(3, 1.9)] };
    const { run, fitted } = stadium({ 1: 0.3, 2: 0.4, 3: 0, 9: 0.1 });
    const { recipe } = await searchSettings(usual, ladder, heats, run);
    expect(recipe.settings).toEqual(step(9, 0).settings);
    expect([...fitted.keys()]).toEqual([1, 2, 9]);
  });

  it('keeps the usual ones where others are better by no more than noise, and tells the figures of both', async () => {
    const ladder = { smaller: [step(9, 0.75)], larger: [step(2, 0.6)] };
    const { run } = stadium({ 1: 0.2, 2: 0.2, 9: 0.2 });
    const { recipe, tried } = await searchSettings(usual, ladder, heats, run);
    expect(recipe).toBe(usual);
    expect(tried).toHaveLength(2);
    for (const { kept, rows: told, brierScore, rivalBrierScore } of tried) {
      expect({ kept, told }).toEqual({ kept: false, told: ROWS });
      expect(brierScore).toBe(rivalBrierScore);
    }
  });

  it('never takes longer than five fits with the usual settings', async () => {
    for (const costs of [
      [0.6, 1.9, 0.75],
      [1, 2, 1],
      [2.4, 1, 0.5],
      [3, 3, 3],
    ] as const) {
      const ladder = { smaller: [step(9, costs[2])], larger: [step(2, costs[0]), step(3, costs[1])] };
      for (const noise of [
        { 1: 0.3, 2: 0.29, 3: 0.28, 9: 0.29 },
        { 1: 0.4, 2: 0.2, 3: 0.1, 9: 0.1 },
        { 1: 0.3, 2: 0.5, 3: 0.5, 9: 0.29 },
      ]) {
        const { run, fitted } = stadium(noise);
        await searchSettings(usual, ladder, heats, run);
        const folds = (trees: number) => fitted.get(trees) ?? 0;
        expect(folds(2) * costs[0] + folds(3) * costs[1] + folds(9) * costs[2]).toBeLessThanOrEqual(5);
      }
    }
  });

  it('tries nothing where there are no heats', async () => {
    const { run, fitted } = stadium({});
    const ladder = { smaller: [], larger: [step(2, 1)] };
    expect(await searchSettings(usual, ladder, [], run)).toEqual({ recipe: usual, tried: [] });
    expect(fitted.size).toBe(0);
  });
});
