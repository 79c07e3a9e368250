import { describe, expect, it } from 'vitest';
import type { ClusterFit, ClusterSweep } from '../fit/cluster-sweep.js';
import type { WeighedK } from '../fit/weigh-ks.js';
import { recommendationOf, sayFailure } from './recommendation.js';

function fit(k: number, given: Partial<WeighedK> = {}): ClusterFit {
  const quality = { stability: 0.934, worstStability: 0.65, smallestShare: 0.18, explainedShare: 0.452 };
  const nothing = { explainedBeyondChance: 0.2, churnExplained: null, valueExplained: null };
  return { k, quality, weighed: { ...nothing, rating: 1, failures: [], ...given } } as unknown as ClusterFit;
}

function sweep(given: Partial<ClusterSweep>): ClusterSweep {
  return {
    recommendedK: 4,
    learnedRows: 1000,
    rows: 1000,
    rule: 'stable',
    clearGroups: true,
    logLongTails: false,
    fits: [fit(2, { rating: 0.8 }), fit(4, { churnExplained: 0.21, valueExplained: 0.6 })],
    ...given,
  } as ClusterSweep;
}

describe('a recommendation', () => {
  it('says why, with its figures', () => {
    expect(recommendationOf(sweep({})).text).toBe(
      '4 segments: they reappear when the analysis is repeated on resampled customers (agreement 0.93 of 1), and none ' +
        'is tiny (the smallest has 18 %). Of the numbers of segments that pass both tests, this one says most for how ' +
        'clearly it separates: it explains 45 % of the differences between customers, 21 % of those in who left and ' +
        '60 % of those in what they are worth.',
    );
  });

  it('says that others say a little more, or that there are no others', () => {
    const smallest = sweep({ fits: [fit(4, { rating: 0.95 }), fit(7)] });
    expect(recommendationOf(smallest).text).toMatch(
      /it says nearly as much as any, and further segments would add too little: it explains 45 % of the differences between customers\.$/,
    );
    const only = sweep({ fits: [fit(4), fit(7, { rating: null, failures: ['low stability'] })] });
    expect(recommendationOf(only).text).toMatch(
      /No other number of segments passes both tests; this one explains 45 %/,
    );
  });

  it('admits it if no number is reliable, with the test that the nearest one fails', () => {
    const unstable = fit(4, { rating: null, failures: ['low worst stability'] });
    expect(recommendationOf(sweep({ rule: 'fallback', fits: [unstable] })).text).toMatch(
      /no number of segments passes every test, .* In the worst repetition they agree by 0\.65 of 1; it must be 0\.70\.$/,
    );
  });

  it('says first that there are no clear groups', () => {
    expect(recommendationOf(sweep({ clearGroups: false })).text).toMatch(
      /^There are no clear groups here: .* 4 segments: /,
    );
    expect(recommendationOf(sweep({ clearGroups: null })).text).toMatch(/^4 segments: /);
  });

  it('says how many it was learned from where these are not all', () => {
    expect(recommendationOf(sweep({ learnedRows: 450_000, rows: 41_200_000 })).text).toMatch(
      / They were learned from 450,000 of 41,200,000 customers, drawn at random; all were assigned\.$/,
    );
  });

  it('says when long tails were shortened', () => {
    expect(recommendationOf(sweep({ logLongTails: true })).text).toMatch(/logarithmic scale first\.$/);
  });
});

describe('a test that a number of segments fails', () => {
  const quality = { stability: 0.849, worstStability: 0.699, smallestShare: 0.0199 };

  it.each([
    [
      'low stability',
      'Repeated on resampled customers, the segments agree by 0.84 of 1 on average; it must be 0.85.',
    ],
    ['low worst stability', 'In the worst repetition they agree by 0.69 of 1; it must be 0.70.'],
    ['tiny cluster', 'The smallest segment has 1.9 % of the customers; it must have 2 %.'],
  ] as const)('%s is told as that, and never rounded to what it must be', (failure, sentence) => {
    expect(sayFailure(failure, quality).text).toBe(sentence);
  });
});
