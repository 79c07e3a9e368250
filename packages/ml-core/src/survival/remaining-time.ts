import { Z_95 } from '../metrics/z95.js';
import { requireLength, requireNumber, requireNumbers, requireObject } from '../validation.js';
import { kaplanMeier, restrictedMean } from './kaplan-meier.js';
import { type LifeTable, requireLifeTable } from './life-table.js';

/** How long rows last from now on, within a horizon. */
export interface RemainingTime {
  readonly mean: number;
  /** Ends of the 95 % interval of the mean, within 0..horizon. */
  readonly low: number;
  readonly high: number;
}

/** Rows that have lasted so long, and how much each of those times counts. */
export interface LastedSoFar {
  /** At least 0; each plus the horizon at most the end of the table. */
  readonly from: Float64Array;
  /** At least 0, not all of them 0. */
  readonly weights: Float64Array;
}

/** With no event among so many rows, at most 3 in as many have one (Hanley and Lippman-Hand 1983). */
const NONE_SEEN = 3;

/**
 * The mean of the time that is left within a horizon to rows that have lasted for known times: for each the area under the
 * curve of Kaplan and Meier that follows, over the share that lasted as long. The variance is Greenwood's, by the delta
 * method: what one event takes from all of those areas. Where nothing happened to those who came as far, the interval
 * reaches down to what 3 in as many would make of it. Null if nobody lasted so long. O(rows × times).
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the part at fault
 */
export function remainingTime(table: LifeTable, lasted: LastedSoFar, horizon: number): RemainingTime | null {
  requireLifeTable('table', table);
  const { from, weights } = requireObject('lasted', lasted);
  requireNumbers('lasted.from', from);
  requireLength('lasted.weights', weights, 'lasted.from', from.length);
  requireNumber('horizon', horizon, 0);
  const curve = kaplanMeier(table);
  const taken = new Float64Array(curve.times.length);
  let [mean, total, most] = [0, 0, 0];
  for (let k = 0; k < from.length; k++) {
    requireNumber(`lasted.from[${k}]`, from[k]!, 0, Math.max(0, curve.end - horizon));
    requireNumber(`lasted.weights[${k}]`, weights[k]!, 0);
    const until = from[k]! + horizon;
    const left = weights[k]! === 0 ? null : restrictedMean(curve, from[k]!, until);
    if (left === null) continue;
    total += weights[k]!;
    mean += weights[k]! * left;
    most = Math.max(most, from[k]!);
    let area = 0;
    let at = until;
    const share = shareAt(curve, from[k]!);
    for (let i = curve.times.length - 1; i >= 0 && curve.times[i]! > from[k]!; i--) {
      if (curve.times[i]! >= until) continue;
      area += (curve.survival[i]! / share) * (at - curve.times[i]!);
      at = curve.times[i]!;
      taken[i]! += weights[k]! * area;
    }
  }
  if (total === 0) return null;
  mean /= total;
  let variance = 0;
  let before = 1;
  for (let i = 0; i < taken.length; i++) {
    const risk = curve.atRisk[i]!;
    const events = risk * (1 - curve.survival[i]! / before);
    before = curve.survival[i]!;
    if (before === 0) break;
    variance += (taken[i]! / total) ** 2 * (events / (risk * (risk - events)));
  }
  const reach = Z_95 * Math.sqrt(variance);
  const unseen = horizon * Math.max(0, 1 - NONE_SEEN / rowsBeyond(table, most));
  const low = variance > 0 ? mean - reach : Math.min(mean, unseen);
  return { mean, low: Math.max(0, low), high: Math.min(horizon, mean + reach) };
}

/** The share that lasts longer than a time; all of them last from 0 on. */
function shareAt({ times, survival }: { times: Float64Array; survival: Float64Array }, from: number): number {
  if (from === 0) return 1;
  let share = 1;
  for (let i = 0; i < times.length && times[i]! <= from; i++) share = survival[i]!;
  return share;
}

function rowsBeyond({ times, events, censored }: LifeTable, from: number): number {
  let rows = 0;
  for (let i = 0; i < times.length; i++)
    if (times[i]! > from || from === 0) rows += events[i]! + censored[i]!;
  return rows;
}
