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
  readonly worth: number | null;
  /** Share of those that the play turns, with its lowest and highest; null if nothing says so. */
  readonly effect: { readonly base: number; readonly low: number; readonly high: number } | null;
  readonly contactCost: number;
}

/** An estimate with its interval. */
export interface Estimate {
  readonly base: number;
  readonly low: number;
  readonly high: number;
}

/** What contacting some customers brings; null where it cannot be told. */
export interface Gain {
  readonly customers: number;
  readonly saved: Estimate | null;
  readonly value: Estimate | null;
}

/**
 * Adds up what distinct customers bring. An end of an interval takes that end of the share turned, and the number of
 * leavers at that end of its own 95 % interval: chance, with variance Σ p(1 − p), and what is left open by the model having
 * learned from n customers, with variance r(1 − r)/n of every mean probability, for the rate r of leaving.
 */
export function addGains(slices: readonly Slice[], sampling: Sampling | null): Gain {
  const customers = slices.reduce((sum, { count }) => sum + count, 0);
  const cost = slices.reduce((sum, { count, contactCost }) => sum + count * contactCost, 0);
  const saved = estimate(slices, sampling, () => 1);
  const money = estimate(slices, sampling, ({ worth, expectedChurners }) =>
    worth === null || expectedChurners === 0 ? worth : worth / expectedChurners,
  );
  const value = money && { base: money.base - cost, low: money.low - cost, high: money.high - cost };
  return { customers, saved, value };
}

/** The sum over slices of leavers × share turned × `each`; null if one of those is not known. */
function estimate(
  slices: readonly Slice[],
  sampling: Sampling | null,
  each: (slice: Slice) => number | null,
): Estimate | null {
  if (slices.some((slice) => slice.effect === null || each(slice) === null)) return null;
  const end = (name: 'low' | 'base' | 'high') => {
    let sum = 0;
    let most = 0;
    let byChance = 0;
    let byModel = 0;
    for (const slice of slices) {
      const weight = slice.effect![name] * each(slice)!;
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
