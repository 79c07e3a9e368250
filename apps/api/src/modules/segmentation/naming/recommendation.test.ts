import { describe, expect, it } from 'vitest';
import type { ClusterSweep } from '../fit/cluster-sweep.js';
import { recommendationOf } from './recommendation.js';

function sweep(given: Partial<ClusterSweep>): ClusterSweep {
  const quality = { stability: 0.934, smallestShare: 0.18, silhouetteScore: 0.412 };
  return {
    recommendedK: 4,
    rule: 'stable',
    logLongTails: false,
    fits: [{ k: 4, quality }],
    ...given,
  } as ClusterSweep;
}

describe('a recommendation', () => {
  it('says why, with its figures', () => {
    expect(recommendationOf(sweep({}))).toBe(
      '4 segments: they reappear when the analysis is repeated on resampled customers (agreement 0.93 of 1), none is ' +
        'tiny (the smallest has 18 %), and of the numbers of segments that pass both tests, this one separates them ' +
        'most clearly (silhouette 0.41 of 1).',
    );
  });

  it('admits it if no number is reliable', () => {
    expect(recommendationOf(sweep({ rule: 'fallback' }))).toMatch(/no number of segments reappears reliably/);
  });

  it('says when long tails were shortened', () => {
    expect(recommendationOf(sweep({ logLongTails: true }))).toMatch(/logarithmic scale first\.$/);
  });
});
