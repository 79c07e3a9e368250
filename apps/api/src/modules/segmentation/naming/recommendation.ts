import type { ClusterSweep } from '../fit/cluster-sweep.js';
import { formatShare } from './format-figure.js';

/** Says why that number of segments, in sentences that a marketer understands. */
export function recommendationOf({ recommendedK, rule, fits, logLongTails }: ClusterSweep): string {
  const { quality } = fits.find((fit) => fit.k === recommendedK)!;
  const share = formatShare(quality.smallestShare);
  const again = quality.stability.toFixed(2);
  const apart = quality.silhouetteScore.toFixed(2);
  const why =
    rule === 'stable'
      ? `${recommendedK} segments: they come back when the customers are drawn anew (agreement ${again} of 1), none is ` +
        `tiny (the smallest has ${share}), and of the numbers for which that holds they are the most clearly apart ` +
        `(silhouette ${apart} of 1).`
      : `${recommendedK} segments come closest, but for no number do they come back reliably when the customers are ` +
        `drawn anew (agreement ${again} of 1; 0.85 would be reliable), so take the borders as approximate. The ` +
        `smallest has ${share}; silhouette ${apart} of 1.`;
  const scale = ' Columns with a few very large values were put on a logarithmic scale first.';
  return logLongTails ? why + scale : why;
}
