import { InvalidParameterError } from '../errors.js';
import { normalTails } from '../metrics/risk-ratio.js';
import { chiSquareTail } from './chi-square-tail.js';
import { atRisk, type LifeTable, requireLifeTable } from './life-table.js';

/** Whether groups last equally long. */
export interface LogRank {
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  /** Of the hypothesis that all groups end at the same rate at every time. */
  readonly pValue: number;
}

/**
 * The log-rank test (Mantel 1966) of two or more groups: events beside those that each group would have if all ended at
 * the same rate, with the hypergeometric variance. Groups that never had a row beside others do not count. O(times × groups²).
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the group at fault
 */
export function logRankTest(groups: readonly LifeTable[]): LogRank {
  if (!Array.isArray(groups) || groups.length < 2) {
    throw new InvalidParameterError('groups must be an array of at least 2 life tables');
  }
  for (const [i, group] of groups.entries()) requireLifeTable(`groups[${i}]`, group);
  const { excess, covariance } = compare(groups);
  // The excesses add up to 0, so that the last one says nothing new; a group without any chance of an event says nothing.
  const told = [...groups.keys()].slice(0, -1).filter((i) => covariance[i]![i]! > 0);
  const solved = solve(
    told.map((i) => told.map((j) => covariance[i]![j]!)),
    told.map((i) => excess[i]!),
  );
  const chiSquare = told.reduce((sum, i, place) => sum + excess[i]! * solved[place]!, 0);
  const degreesOfFreedom = told.length;
  const pValue =
    degreesOfFreedom === 0 ? 1 : chiSquareTail(Math.max(0, chiSquare), degreesOfFreedom, normalTails);
  return { chiSquare, degreesOfFreedom, pValue };
}

/** Events beyond those expected in each group, and how they vary together. */
function compare(groups: readonly LifeTable[]) {
  const times = Float64Array.from(new Set(groups.flatMap((group) => [...group.times]))).sort();
  const risks = groups.map(atRisk);
  const places = groups.map(() => 0);
  const excess = new Float64Array(groups.length);
  const covariance = groups.map(() => new Float64Array(groups.length));
  for (const time of times) {
    const risk = groups.map((group, g) => {
      while (places[g]! < group.times.length && group.times[places[g]!]! < time) places[g]!++;
      return risks[g]![places[g]!] ?? 0;
    });
    const events = groups.map((group, g) =>
      group.times[places[g]!] === time ? group.events[places[g]!]! : 0,
    );
    const allRisk = risk.reduce((sum, count) => sum + count, 0);
    const allEvents = events.reduce((sum, count) => sum + count, 0);
    if (allEvents === 0) continue;
    const spread = allRisk > 1 ? (allEvents * (allRisk - allEvents)) / (allRisk - 1) : 0;
    for (let g = 0; g < groups.length; g++) {
      const share = risk[g]! / allRisk;
      excess[g]! += events[g]! - allEvents * share;
      for (let h = 0; h < groups.length; h++) {
        covariance[g]![h]! += spread * share * ((g === h ? 1 : 0) - risk[h]! / allRisk);
      }
    }
  }
  return { excess, covariance };
}

/** Solves a symmetric system by Gauss's elimination with the largest pivot; what depends on others is left at 0. */
function solve(matrix: number[][], right: number[]): number[] {
  const size = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const scale = Math.max(0, ...matrix.map((row, i) => Math.abs(row[i]!)));
  const pivots: (number | null)[] = [];
  let used = 0;
  for (let column = 0; column < size; column++) {
    let best = used;
    for (let i = used; i < size; i++) {
      if (Math.abs(rows[i]![column]!) > Math.abs(rows[best]![column]!)) best = i;
    }
    if (used >= size || Math.abs(rows[best]![column]!) <= 1e-12 * scale) {
      pivots.push(null);
      continue;
    }
    [rows[used], rows[best]] = [rows[best]!, rows[used]!];
    for (let i = 0; i < size; i++) {
      if (i === used) continue;
      const factor = rows[i]![column]! / rows[used]![column]!;
      for (let j = column; j <= size; j++) rows[i]![j]! -= factor * rows[used]![j]!;
    }
    pivots.push(used++);
  }
  return pivots.map((row, column) => (row === null ? 0 : rows[row]![size]! / rows[row]![column]!));
}
