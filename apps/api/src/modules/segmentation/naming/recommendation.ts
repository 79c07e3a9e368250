import type { ClusterSweep } from '../fit/cluster-sweep.js';
import { formatShare } from './format-figure.js';

/** Explains the recommended number of segments in sentences that a marketer understands. */
export function recommendationOf({ recommendedK, rule, fits, logLongTails }: ClusterSweep): string {
  const { quality } = fits.find((fit) => fit.k === recommendedK)!;
  const share = formatShare(quality.smallestShare);
  const again = quality.stability.toFixed(2);
  const apart = quality.silhouetteScore.toFixed(2);
  const why =
    rule === 'stable'
      ? `${recommendedK} segments: they reappear when the analysis is repeated on resampled customers (agreement ${again} of 1), none is ` +
        `tiny (the smallest has ${share}), and of the numbers of segments that pass both tests, this one separates them ` +
        `most clearly (silhouette ${apart} of 1).`
      : `${recommendedK} segments come closest, but no number of segments reappears reliably on resampled customers ` +
        `(agreement ${again} of 1; 0.85 would be reliable), so treat the boundaries as approximate. The ` +
        `smallest has ${share}; silhouette ${apart} of 1.`;
  const scale = ' Columns with a few very large values were put on a logarithmic scale first.';
  return logLongTails ? why + scale : why;
}
