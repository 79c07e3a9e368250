import type { RiskSum } from './segment-figures.js';

/** A 95 % interval reaches this many standard deviations either way. */
const Z_95 = 1.959963984540054;

/** What decides how far the number of leavers may be from the expected one. */
export interface Sampling {
  /** Share of the training customers that left. */
  readonly churnRate: number;
  readonly trainedOn: number;
}

/** Some customers who get one play. */
export interface Slice extends RiskSum {
  /** Money that all their expected leavers are worth; null if no value is known. */
  readonly worth: Estimate | null;
  /** Share of those that the play turns; null if nothing says so. */
  readonly effect: Estimate | null;
  readonly contactCost: Estimate;
}

/** A figure, and the least and the most that it may be. */
export interface Estimate {
  readonly base: number;
  readonly low: number;
  readonly high: number;
}

type End = keyof Estimate;

/** What contacting some customers brings; null where it cannot be told. */
export interface Gain {
  readonly customers: number;
  readonly saved: Estimate | null;
  readonly value: Estimate | null;
}

/**
 * Adds up what distinct customers bring. An end of an interval takes that end of the share turned and of what a leaver is
 * worth, the opposite one of the cost, and the number of leavers at that end of its own 95 % interval: chance, with variance Σ p(1 − p), and what is left open by the model having
 * learned from n customers, with variance r(1 − r)/n of every mean probability, for the rate r of leaving.
 */
export function addGains(slices: readonly Slice[], sampling: Sampling | null): Gain {
  const customers = slices.reduce((sum, { count }) => sum + count, 0);
  const costAt = (end: End) =>
    slices.reduce((sum, { count, contactCost }) => sum + count * contactCost[end], 0);
  const saved = estimate(slices, sampling, () => 1);
  const money = estimate(
    slices,
    sampling,
    ({ worth, expectedChurners }, end) => worth && worth[end] / (expectedChurners || 1),
  );
  const value = money && {
    base: money.base - costAt('base'),
    low: money.low - costAt('high'),
    high: money.high - costAt('low'),
  };
  return { customers, saved, value };
}

/** The sum over slices of leavers × share turned × `each`; null if one of those is not known. */
function estimate(
  slices: readonly Slice[],
  sampling: Sampling | null,
  each: (slice: Slice, end: End) => number | null,
): Estimate | null {
  if (slices.some((slice) => slice.effect === null || each(slice, 'base') === null)) return null;
  const end = (name: End) => {
    let sum = 0;
    let most = 0;
    let byChance = 0;
    let byModel = 0;
    for (const slice of slices) {
      const weight = slice.effect![name] * each(slice, name)!;
      sum += weight * slice.expectedChurners;
      most += weight * slice.count;
      byChance += weight ** 2 * slice.variance;
      byModel += weight * slice.count;
    }
    const doubt = sampling ? (sampling.churnRate * (1 - sampling.churnRate)) / sampling.trainedOn : 0;
    return { sum, most, reach: Z_95 * Math.sqrt(byChance + byModel ** 2 * doubt) };
  };
  const [low, base, high] = [end('low'), end('base'), end('high')];
  return {
    base: base.sum,
    low: Math.max(0, low.sum - low.reach),
    high: Math.min(high.most, high.sum + high.reach),
  };
}
