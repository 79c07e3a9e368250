import { InvalidParameterError } from '../errors.js';
import { requireInstance, requireInteger, requireNumber, requireObject } from '../validation.js';
import type { ClusterQuality, KMeansSweep } from './sweep-k-means.js';

/** Why a k was not chosen. */
export type KRejection = 'unstable' | 'tiny cluster' | 'lower silhouette';

/** A choice of k, and why each of the others was rejected. */
export interface KSelection {
  readonly k: number;
  /** 'stable' where the chosen k passed every test, 'fallback' where none did. */
  readonly rule: 'stable' | 'fallback';
  readonly rejected: { readonly k: number; readonly reason: KRejection }[];
}

/** What a k must achieve: refits find the same clusters, and no cluster is just a handful of outliers. */
export const STABLE_K = { stability: 0.85, worstStability: 0.7, smallestShare: 0.02 } as const;

/**
 * Chooses k: the best silhouette among those whose clusters reappear on resamples (mean adjusted Rand index ≥ 0.85,
 * worst ≥ 0.70) and each hold at least 2 % of the rows. Where none passes, the most stable k without a tiny cluster, or
 * else the most stable one of all; the rule is then 'fallback', which should be shown with the choice.
 * @throws InvalidParameterError if there is nothing to choose from, or a quality that is not a number.
 */
export function selectK(sweep: KMeansSweep | readonly ClusterQuality[]): KSelection {
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
  const failures = new Map(qualities.map((quality) => [quality, failureOf(quality)]));
  const passing = qualities.filter((quality) => failures.get(quality) === undefined);
  const chosen =
    passing.length > 0
      ? best(passing, ({ silhouetteScore }) => silhouetteScore)
      : best(withoutTiny(qualities), ({ stability }) => stability);
  const rejected = qualities
    .filter((quality) => quality !== chosen)
    .map((quality) => ({ k: quality.k, reason: failures.get(quality) ?? ('lower silhouette' as const) }));
  return { k: chosen.k, rule: passing.length > 0 ? 'stable' : 'fallback', rejected };
}

function requireQuality(quality: ClusterQuality): void {
  const { k, silhouetteScore, stability, worstStability, smallestShare } = requireObject('quality', quality);
  requireInteger('k', k, 1);
  const shares = { silhouetteScore, stability, worstStability, smallestShare };
  for (const [name, value] of Object.entries(shares)) requireNumber(name, value, -Number.MAX_VALUE);
}

function failureOf({ stability, worstStability, smallestShare }: ClusterQuality): KRejection | undefined {
  if (smallestShare < STABLE_K.smallestShare) return 'tiny cluster';
  const stable = stability >= STABLE_K.stability && worstStability >= STABLE_K.worstStability;
  return stable ? undefined : 'unstable';
}

function withoutTiny(qualities: readonly ClusterQuality[]): readonly ClusterQuality[] {
  const large = qualities.filter(({ smallestShare }) => smallestShare >= STABLE_K.smallestShare);
  return large.length > 0 ? large : qualities;
}

/** The item with the highest rate; the first of several, which is the smaller k. */
function best<T>(items: readonly T[], rate: (item: T) => number): T {
  return items.reduce((a, b) => (rate(b) > rate(a) ? b : a));
}
