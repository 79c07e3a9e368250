import { describe, expect, it } from 'vitest';
import { InvalidParameterError } from '../errors.js';
import { selectK } from './select-k.js';
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
      rejected: [
        { k: 2, reason: 'tiny cluster' },
        { k: 3, reason: 'unstable' },
        { k: 4, reason: 'unstable' },
        { k: 6, reason: 'lower silhouette' },
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
    ).toEqual({
      k: 3,
      rule: 'fallback',
      rejected: [{ k: 2, reason: 'tiny cluster' }],
    });
  });

  it('refuses an empty sweep', () => {
    expect(() => selectK({ fits: [] })).toThrow(InvalidParameterError);
  });
});
