import { InvalidParameterError } from '../errors.js';
import { requireInstance, requireInteger, requireNumber, requireObject } from '../validation.js';
import type { ClusterQuality, KMeansSweep } from './sweep-k-means.js';

/** A test that a k did not pass. */
export type KFailure = 'low stability' | 'low worst stability' | 'tiny cluster';

/** What a k explains beyond its silhouette: figures in the same order for every k, more is better. */
export interface KEvidence {
  readonly k: number;
  readonly explained: readonly number[];
}

/** How much one k says, and what speaks against it. */
export interface KRating {
  readonly k: number;
  /** Mean of its silhouette and what it explains, each over the best among the k that pass; null if it does not pass. */
  readonly rating: number | null;
  readonly failures: readonly KFailure[];
}

/** A choice of k, and how each was judged. */
export interface KSelection {
  readonly k: number;
  /** 'stable' where the chosen k passed every test, 'fallback' where none did. */
  readonly rule: 'stable' | 'fallback';
  readonly ratings: readonly KRating[];
}

/** What a k must achieve: refits find the same clusters, and no cluster is just a handful of outliers. */
export const STABLE_K = { stability: 0.85, worstStability: 0.7, smallestShare: 0.02 } as const;
/**
 * What a cluster costs of the rating: one more to know and to act on. (A fixed share by which a k may be behind takes as much
 * for one cluster more as for seven: at 5 %, two clusters were chosen of a marketing file where three say 4 % more.)
 */
const COST_OF_A_CLUSTER = 0.01;

/**
 * Chooses k among those whose clusters reappear on resamples (mean adjusted Rand index ≥ 0.85, worst ≥ 0.70) and each
 * hold at least 2 % of the rows. Without evidence the best silhouette wins. With it, each k is rated by the mean of its
 * silhouette and its evidence, each figure taken as a share of the best, and the best rating less a hundredth for each
 * cluster wins: silhouettes alone favour two clusters that say little. Whether a k is more than chance, its resamples
 * tell. Where no k passes, the most stable one without a tiny cluster is chosen, or else the most stable one of all; the
 * rule is then 'fallback', which should be shown with the choice.
 * @throws InvalidParameterError if there is nothing to choose from, or a figure that is not a number.
 */
export function selectK(
  sweep: KMeansSweep | readonly ClusterQuality[],
  evidence: readonly KEvidence[] = [],
): KSelection {
  const qualities = readQualities(sweep);
  requireInstance('evidence', evidence, Array);
  for (const known of evidence) {
    const { k, explained } = requireObject('evidence', known);
    requireInteger('evidence.k', k, 1);
    requireInstance('evidence.explained', explained, Array);
    for (const value of explained) requireNumber('evidence.explained', value, -Number.MAX_VALUE);
  }
  const passing = qualities.filter((quality) => failuresOf(quality).length === 0);
  const figures = passing.map(({ k, silhouetteScore }) => [
    silhouetteScore,
    ...(evidence.find((known) => known.k === k)?.explained ?? []),
  ]);
  const rates = rateAll(figures);
  const ratings = qualities.map((quality) => ({
    k: quality.k,
    rating: rates[passing.indexOf(quality)] ?? null,
    failures: failuresOf(quality),
  }));
  if (passing.length === 0) {
    return { k: best(withoutTiny(qualities), ({ stability }) => stability).k, rule: 'fallback', ratings };
  }
  const cost = evidence.length > 0 ? COST_OF_A_CLUSTER : 0;
  const worths = passing.map(({ k }, i) => rates[i]! - cost * k);
  return { k: passing[worths.indexOf(Math.max(...worths))]!.k, rule: 'stable', ratings };
}

/** The tests that a k does not pass. */
export function failuresOf({
  stability,
  worstStability,
  smallestShare,
}: Pick<ClusterQuality, 'stability' | 'worstStability' | 'smallestShare'>): KFailure[] {
  const failures: KFailure[] = [];
  if (stability < STABLE_K.stability) failures.push('low stability');
  if (worstStability < STABLE_K.worstStability) failures.push('low worst stability');
  if (smallestShare < STABLE_K.smallestShare) failures.push('tiny cluster');
  return failures;
}

function readQualities(sweep: KMeansSweep | readonly ClusterQuality[]): ClusterQuality[] {
  requireObject('sweep', sweep);
  const listed = 'fits' in sweep ? sweep.fits : sweep;
  requireInstance('sweep', listed, Array);
  const qualities = listed.map((fit): ClusterQuality => {
    requireObject('quality', fit);
    return 'quality' in fit ? fit.quality : fit;
  });
  for (const quality of qualities) requireQuality(quality);
  if (qualities.length === 0)
    throw new InvalidParameterError('the sweep has 0 fits; it must have at least 1');
  return qualities.toSorted((a, b) => a.k - b.k);
}

function requireQuality(quality: ClusterQuality): void {
  const { k, silhouetteScore, stability, worstStability, smallestShare } = requireObject('quality', quality);
  requireInteger('k', k, 1);
  const shares = { silhouetteScore, stability, worstStability, smallestShare };
  for (const [name, value] of Object.entries(shares)) requireNumber(name, value, -Number.MAX_VALUE);
}

/** Each figure over the best of its kind, as a mean; a figure that no k has any of counts for none. */
function rateAll(figures: readonly (readonly number[])[]): number[] {
  const bests = (figures[0] ?? []).map((_, i) => Math.max(...figures.map((ofK) => ofK[i] ?? 0)));
  const counted = bests.flatMap((most, i) => (most > 0 ? [i] : []));
  return figures.map((ofK) => {
    const shares = counted.map((i) => Math.max(0, ofK[i] ?? 0) / bests[i]!);
    return shares.length === 0 ? 0 : shares.reduce((sum, share) => sum + share, 0) / shares.length;
  });
}

function withoutTiny(qualities: readonly ClusterQuality[]): readonly ClusterQuality[] {
  const large = qualities.filter(({ smallestShare }) => smallestShare >= STABLE_K.smallestShare);
  return large.length > 0 ? large : qualities;
}

/** The item with the highest rate; the first of several, which is the smaller k. */
function best<T>(items: readonly T[], rate: (item: T) => number): T {
  return items.reduce((a, b) => (rate(b) > rate(a) ? b : a));
}
