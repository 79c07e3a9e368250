import { type KFailure, STABLE_K } from '@holdfast/ml-core';
import type { ClusterFit, ClusterSweep } from '../fit/cluster-sweep.js';
import { formatCount, formatShare } from './format-figure.js';

/** Explains the recommended number of segments in sentences that a marketer understands. */
export function recommendationOf(sweep: ClusterSweep): string {
  const { clearGroups, logLongTails, learnedRows, rows } = sweep;
  const why = sweep.rule === 'stable' ? sayStable(sweep) : sayFallback(sweep);
  const scale = ' Columns with a few very large values were put on a logarithmic scale first.';
  const [learned, all] = [learnedRows, rows].map(formatCount);
  const sample = ` They were learned from ${learned} of ${all} customers, drawn at random; all were assigned.`;
  return [
    clearGroups === false ? NO_GROUPS : '',
    why,
    logLongTails ? scale : '',
    learnedRows < rows ? sample : '',
  ].join('');
}

const NO_GROUPS =
  'There are no clear groups here: splitting these customers separates them hardly better than splitting a crowd in ' +
  'which nobody belongs together. Segments are slices of it, fit for planning, with borders that could lie elsewhere. ';

function sayStable({ recommendedK, fits }: ClusterSweep): string {
  const { quality, weighed } = chosen(fits, recommendedK);
  const passing = fits.filter((fit) => fit.weighed.rating !== null);
  const most = Math.max(...passing.map((fit) => fit.weighed.rating!));
  const choice =
    passing.length === 1
      ? 'No other number of segments passes both tests; this one explains'
      : weighed.rating === most
        ? 'Of the numbers of segments that pass both tests, this one says most for how clearly it separates: it explains'
        : 'Of the numbers of segments that pass both tests, it is the smallest that says nearly as much as any: it explains';
  return (
    `${recommendedK} segments: they reappear when the analysis is repeated on resampled customers (agreement ` +
    `${quality.stability.toFixed(2)} of 1), and none is tiny (the smallest has ${formatShare(quality.smallestShare)}). ` +
    `${choice} ${listExplained(quality.explainedShare, weighed)}.`
  );
}

function listExplained(
  explainedShare: number,
  { churnExplained, valueExplained }: ClusterFit['weighed'],
): string {
  const parts = [`${formatShare(explainedShare)} of the differences between customers`];
  if (churnExplained !== null) parts.push(`${formatShare(churnExplained)} of those in who left`);
  if (valueExplained !== null) parts.push(`${formatShare(valueExplained)} of those in what they are worth`);
  const last = parts.pop()!;
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

function sayFallback({ recommendedK, fits }: ClusterSweep): string {
  const { quality, weighed } = chosen(fits, recommendedK);
  const why = weighed.failures.map((failure) => sayFailure(failure, quality)).join(' ');
  return (
    `${recommendedK} segments come closest, but no number of segments passes every test, so treat the boundaries as ` +
    `approximate. ${why}`
  );
}

function chosen(fits: readonly ClusterFit[], k: number): ClusterFit {
  return fits.find((fit) => fit.k === k)!;
}

/** The test that a k does not pass, with both figures. */
export function sayFailure(
  failure: KFailure,
  {
    stability,
    worstStability,
    smallestShare,
  }: Pick<ClusterFit['quality'], 'stability' | 'worstStability' | 'smallestShare'>,
): string {
  switch (failure) {
    case 'low stability':
      return `Repeated on resampled customers, the segments agree by ${below(STABLE_K.stability, stability, 2)} of 1 on average; it must be ${STABLE_K.stability.toFixed(2)}.`;
    case 'low worst stability':
      return `In the worst repetition they agree by ${below(STABLE_K.worstStability, worstStability, 2)} of 1; it must be ${STABLE_K.worstStability.toFixed(2)}.`;
    case 'tiny cluster':
      return `The smallest segment has ${below(100 * STABLE_K.smallestShare, 100 * smallestShare, 1)} % of the customers; it must have ${100 * STABLE_K.smallestShare} %.`;
  }
}

/** Rounded, but never up to what it must be: 0.849 is not 0.85. */
function below(limit: number, value: number, digits: number): string {
  return Math.min(limit - 10 ** -digits, value).toFixed(digits);
}
