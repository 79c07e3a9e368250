import { describe, expect, it } from 'vitest';
import { shownDifferences } from './shown-differences';

const category = (feature: string, value: string, shareA: number, shareB: number) => ({
  feature,
  value,
  shareA,
  shareB,
  meanA: null,
  meanB: null,
});

describe('the differences that are shown', () => {
  it('are one where columns have the same value in the same shares', () => {
    const columns = ['security', 'backup', 'support', 'streaming'];
    const rows = [
      category('internet', 'No', 0, 1),
      ...columns.map((feature) => category(feature, 'No internet', 0.001, 1)),
      { ...category('club', 'true', 0.2, 0.8), meanA: 0.2, meanB: 0.8 },
      { feature: 'spend', value: null, shareA: null, shareB: null, meanA: 3, meanB: 4 },
    ];
    expect(shownDifferences(rows).map(({ name }) => name)).toEqual([
      'Internet: No',
      'Security, Backup and 2 more: No internet',
      'Club',
      'Spend',
    ]);
  });

  it('are apart where the shares differ, or where they are of numbers', () => {
    const rows = [category('a', 'No', 0, 1), category('b', 'No', 0.1, 1)];
    expect(shownDifferences(rows)).toHaveLength(2);
  });
});
