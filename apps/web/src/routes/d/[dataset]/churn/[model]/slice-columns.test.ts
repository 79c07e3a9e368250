import { describe, expect, it } from 'vitest';
import { sliceColumns } from './slice-columns';

const relied = (...features: string[]) => ({
  features,
  featureImportances: features.map((feature) => ({
    feature,
    importance: 0.1,
    standardDeviation: 0.01,
    method: 'permutation',
    direction: null,
    movesWith: [],
  })),
});

describe('the columns that a card parts customers by', () => {
  it('are the tenure and what the model relies on most', () => {
    expect(sliceColumns(relied('Contract', 'tenure', 'Region'), 'tenure')).toEqual(['tenure', 'Contract']);
    expect(sliceColumns(relied('tenure', 'Contract', 'Region'), 'tenure')).toEqual(['tenure', 'Contract']);
  });

  it('are the two that it relies on most where no column of the model tells the tenure', () => {
    expect(sliceColumns(relied('Contract', 'Region', 'age'), null)).toEqual(['Contract', 'Region']);
    expect(sliceColumns(relied('Contract', 'Region', 'age'), 'months')).toEqual(['Contract', 'Region']);
  });

  it('are fewer where there are no more', () => {
    expect(sliceColumns(relied('Contract'), null)).toEqual(['Contract', null]);
  });
});
