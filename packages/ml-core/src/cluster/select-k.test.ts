import { describe, expect, it } from 'vitest';
import { InvalidParameterError } from '../errors.js';
import { failuresOf, selectK } from './select-k.js';
import type { ClusterQuality } from './sweep-k-means.js';

/** A quality that passes every test, except for what is given. */
function quality(k: number, given: Partial<ClusterQuality> = {}): ClusterQuality {
  return {
    k,
    inertia: 100 / k,
    silhouetteScore: 0.3,
    silhouetteStandardError: 0,
    daviesBouldinScore: 1,
    calinskiHarabaszScore: 100,
    explainedShare: 1 - 1 / k,
    stability: 0.95,
    worstStability: 0.9,
    smallestShare: 0.1,
    sizes: [],
    ...given,
  };
}

describe('selectK', () => {
  it('takes the best silhouette among the clusterings that come back and have no tiny cluster', () => {
    const selection = selectK([
      quality(2, { silhouetteScore: 0.9, smallestShare: 0.019 }),
      quality(3, { silhouetteScore: 0.8, stability: 0.84 }),
      quality(4, { silhouetteScore: 0.7, worstStability: 0.69 }),
      quality(5, { silhouetteScore: 0.5 }),
      quality(6, { silhouetteScore: 0.4 }),
    ]);
    expect(selection).toEqual({
      k: 5,
      rule: 'stable',
      ratings: [
        { k: 2, rating: null, failures: ['tiny cluster'] },
        { k: 3, rating: null, failures: ['low stability'] },
        { k: 4, rating: null, failures: ['low worst stability'] },
        { k: 5, rating: 1, failures: [] },
        { k: 6, rating: 0.8, failures: [] },
      ],
    });
  });

  it('accepts what just reaches the limits, and the smaller k of two that are equally good', () => {
    const edge = { stability: 0.85, worstStability: 0.7, smallestShare: 0.02 };
    expect(selectK([quality(3, edge), quality(4)])).toMatchObject({ k: 3, rule: 'stable' });
  });

  it('falls back to the most stable clustering without a tiny cluster, and says so', () => {
    const selection = selectK([
      quality(2, { stability: 0.99, smallestShare: 0.001 }),
      quality(3, { stability: 0.5, silhouetteScore: 0.6 }),
      quality(4, { stability: 0.8, silhouetteScore: 0.1 }),
    ]);
    expect(selection.k).toBe(4);
    expect(selection.rule).toBe('fallback');
  });

  it('falls back to the most stable of all where every clustering has a tiny cluster', () => {
    const tiny = { smallestShare: 0.001 };
    expect(
      selectK([quality(2, { ...tiny, stability: 0.6 }), quality(3, { ...tiny, stability: 0.9 })]),
    ).toMatchObject({ k: 3, rule: 'fallback' });
  });

  it('takes a k that explains much more for a little less silhouette', () => {
    const qualities = [
      quality(2, { silhouetteScore: 0.26 }),
      quality(4, { silhouetteScore: 0.25 }),
      quality(5, { silhouetteScore: 0.21 }),
    ];
    const explained = [
      { k: 2, explained: [0.1, 0.05] },
      { k: 4, explained: [0.22, 0.13] },
      { k: 5, explained: [0.25, 0.2] },
    ];
    expect(selectK(qualities).k).toBe(2);
    const { k, ratings } = selectK(qualities, explained);
    expect(k).toBe(5);
    expect(ratings[0]!.rating).toBeCloseTo((1 + 0.1 / 0.25 + 0.05 / 0.2) / 3, 12);
    expect(ratings[2]!.rating).toBeCloseTo((0.21 / 0.26 + 1 + 1) / 3, 12);
  });

  it('takes a further cluster only where it says a hundredth more, and never one that does not come back', () => {
    const choose = (k: number, more: number) => {
      const qualities = [quality(3), quality(k), quality(9, { worstStability: 0.5 })];
      const evidence = [
        { k: 3, explained: [0.2 - 0.2 * more] },
        { k, explained: [0.2] },
        { k: 9, explained: [0.9] },
      ];
      return selectK(qualities, evidence).k;
    };
    // Half of the rating is the silhouette, which is the same.
    expect(choose(4, 0.019)).toBe(3);
    expect(choose(4, 0.021)).toBe(4);
    expect(choose(8, 0.099)).toBe(3);
    expect(choose(8, 0.101)).toBe(8);
  });

  it('does not count a figure of which no k has any', () => {
    const evidence = [2, 3].map((k) => ({ k, explained: [k === 3 ? -0.01 : 0] }));
    expect(selectK([quality(2), quality(3)], evidence).ratings.map(({ rating }) => rating)).toEqual([1, 1]);
  });

  it('tells every test that a k fails', () => {
    const failing = quality(7, { stability: 0.8, worstStability: 0.4, smallestShare: 0.01 });
    expect(failuresOf(failing)).toEqual(['low stability', 'low worst stability', 'tiny cluster']);
  });

  it('refuses an empty sweep', () => {
    expect(() => selectK({ fits: [] })).toThrow(InvalidParameterError);
  });
});
