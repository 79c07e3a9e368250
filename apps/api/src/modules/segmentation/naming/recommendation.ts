import type { KFailure } from '@holdfast/ml-core';
import { keep } from '../../../platform/words/kept.js';
import type { ClusterFit, ClusterSweep } from '../fit/cluster-sweep.js';
import type { FailureTold, RecommendationTold } from './messages.en.js';
import { say } from './messages.js';

/** Explains the recommended number of segments in sentences that a marketer understands, and kept. */
export function recommendationOf(sweep: ClusterSweep) {
  const { clearGroups, logLongTails, learnedRows, rows, recommendedK: k, fits } = sweep;
  const { quality, weighed } = fits.find((fit) => fit.k === k)!;
  const told: RecommendationTold = {
    ...{ k, clearGroups, logLongTails, learnedRows, rows },
    choice: sweep.rule === 'stable' ? choiceOf(fits, weighed) : 'closest',
    stability: quality.stability,
    smallestShare: quality.smallestShare,
    explained: {
      customers: quality.explainedShare,
      left: weighed.churnExplained,
      value: weighed.valueExplained,
    },
    failures: weighed.failures.map((failure) => ({ failure, told: figuresOf(quality) })),
  };
  return keep(say().recommendations, 'k', told);
}

function choiceOf(fits: readonly ClusterFit[], weighed: ClusterFit['weighed']) {
  const passing = fits.filter((fit) => fit.weighed.rating !== null);
  if (passing.length === 1) return 'only';
  const most = Math.max(...passing.map((fit) => fit.weighed.rating!));
  return weighed.rating === most ? 'most' : 'enough';
}

/** The test that a k does not pass, with both figures, and kept. */
export function sayFailure(failure: KFailure, quality: FailureTold) {
  return keep(say().failures, failure, figuresOf(quality));
}

function figuresOf({ stability, worstStability, smallestShare }: FailureTold): FailureTold {
  return { stability, worstStability, smallestShare };
}
