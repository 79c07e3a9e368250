import { Z_95 } from '../metrics/z95.js';
import { requireLength, requireNumber, requireNumbers, requireObject } from '../validation.js';
import { atRisk, type LifeTable, requireLifeTable } from './life-table.js';

/** The share that lasts longer than each time at which something happened, as parallel arrays. */
export interface SurvivalCurve {
  readonly times: Float64Array;
  readonly survival: Float64Array;
  /** Ends of the 95 % interval. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Rows that had lasted until then. */
  readonly atRisk: Float64Array;
  /** The last time that a row was seen: nothing is known beyond it. */
  readonly end: number;
  /** The first time that at most half last longer; null if more than half do to the end. */
  readonly median: number | null;
}

/**
 * The estimator of Kaplan and Meier (1958), with Greenwood's variance and an interval on the scale of log(−log S), which
 * stays within 0..1. O(times).
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the part at fault
 */
export function kaplanMeier(table: LifeTable): SurvivalCurve {
  requireLifeTable('table', table);
  const risk = atRisk(table);
  const happened = [...table.times.keys()].filter((i) => table.events[i]! > 0);
  const curve = {
    times: Float64Array.from(happened, (i) => table.times[i]!),
    survival: new Float64Array(happened.length),
    low: new Float64Array(happened.length),
    high: new Float64Array(happened.length),
    atRisk: Float64Array.from(happened, (i) => risk[i]!),
  };
  let share = 1;
  let greenwood = 0;
  for (const [place, i] of happened.entries()) {
    const events = table.events[i]!;
    share *= 1 - events / risk[i]!;
    greenwood += events / (risk[i]! * (risk[i]! - events));
    const reach = share > 0 ? (Z_95 * Math.sqrt(greenwood)) / Math.abs(Math.log(share)) : 0;
    curve.survival[place] = share;
    curve.low[place] = share > 0 ? share ** Math.exp(reach) : 0;
    curve.high[place] = share > 0 ? share ** Math.exp(-reach) : 0;
  }
  const half = curve.survival.findIndex((survival) => survival <= 0.5);
  const last = table.times.findLastIndex((_, i) => table.events[i]! + table.censored[i]! > 0);
  return { ...curve, end: table.times[last]!, median: half < 0 ? null : curve.times[half]! };
}

/**
 * The mean time that is left, up to a horizon, to rows that have lasted longer than `from`, or from 0 on to all of them:
 * the area under the curve between the two, over the share that lasted longer than `from`. Null if nobody did.
 * @throws ShapeError or InvalidParameterError unless 0 ≤ from ≤ horizon
 */
export function restrictedMean(
  curve: Pick<SurvivalCurve, 'times' | 'survival'>,
  from: number,
  horizon: number,
): number | null {
  const { times, survival } = requireObject('curve', curve);
  requireNumbers('curve.times', times);
  requireLength('curve.survival', survival, 'curve.times', times.length);
  requireNumber('horizon', horizon, 0);
  requireNumber('from', from, 0, horizon);
  let before = 1;
  let i = 0;
  for (; i < times.length && times[i]! <= from; i++) before = survival[i]!;
  if (before === 0) return null;
  let area = 0;
  let share = before;
  let at = from;
  for (; i < times.length && times[i]! < horizon; i++) {
    area += share * (times[i]! - at);
    at = times[i]!;
    share = survival[i]!;
  }
  return (area + share * (horizon - at)) / (from === 0 ? 1 : before);
}
