import { formatFixed } from '#lib/format/number.ts';
import { keepTogether } from '#lib/words/direction.ts';

/** An interval with its estimate. */
export interface Interval {
  readonly uplift: number;
  readonly low: number;
  readonly high: number;
}

/** A scale that holds 0 and every interval, with ticks in whole points. */
export interface IntervalScale {
  readonly ticks: readonly number[];
  /** The place of a share, 0..100 from the left; what lies outside is at an end. */
  place(share: number): number;
}

const STEPS = [1, 2, 5, 10, 20, 50];
const MOST_TICKS = 9;
/** Beyond that an interval says no more than that nothing is known. */
const WIDEST = 0.5;

/** The scale for some intervals. */
export function intervalScale(intervals: readonly Interval[]): IntervalScale {
  const ends = intervals.flatMap(({ low, high }) => [Math.max(low, -WIDEST), Math.min(high, WIDEST)]);
  const [least, most] = [Math.min(-0.01, ...ends), Math.max(0.01, ...ends)];
  const step = (STEPS.find((each) => (100 * (most - least)) / each <= MOST_TICKS - 2) ?? 50) / 100;
  const [from, to] = [Math.floor(least / step - 1e-9), Math.ceil(most / step + 1e-9)];
  const ticks = Array.from({ length: to - from + 1 }, (_, i) => (from + i) * step);
  const width = (to - from) * step;
  return { ticks, place: (share) => Math.min(100, Math.max(0, (100 * (share - from * step)) / width)) };
}

/** A difference of shares in points, with its sign; "+4.5", "−1", "0". */
export function formatPoints(share: number): string {
  const text = formatFixed(100 * Math.abs(share), 1).replace(/[.,]0$/, '');
  if (text === '0') return text;
  return keepTogether(`${share < 0 ? '−' : '+'}${text}`);
}
