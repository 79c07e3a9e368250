import { firstAtLeast } from '../../binary-search.js';
import type { FeatureTable } from '../../preprocessing/feature-table.js';
import { roundestBetween } from '../readable-cuts.js';
import { type BitRows, both, countBoth } from './bit-rows.js';
import { type Cut, columnOf, type GroupCondition, isCut } from './group-condition.js';
import { type Conjunction, f1Of } from './search-conjunctions.js';

/** A table with the rows of a group, prepared for moving cuts. */
export interface Sharpening {
  readonly table: FeatureTable;
  readonly group: BitRows;
  readonly size: number;
  /** The rows that meet a condition. */
  readonly meeting: (condition: GroupCondition) => BitRows;
  /** The known numbers of each numeric column, ascending, and the rows that they are of. */
  readonly sorted: ReadonlyMap<string, SortedColumn>;
}

/** The known numbers of a column in order. */
export interface SortedColumn {
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

const MOST_ROUNDS = 4;
/** How far a cut may move to become rounder, in shares of the rows; the farthest is tried first. */
const LEEWAYS = [0.02, 0.01, 0.005, 0.002];

/** Every numeric column in order, once for all groups. */
export function sortColumns(table: FeatureTable): Map<string, SortedColumn> {
  const sorted = new Map<string, SortedColumn>();
  for (const column of table.columns) {
    if (column.kind !== 'numeric') continue;
    const { values } = column;
    const known = Int32Array.from({ length: table.rows }, (_, row) => row).filter(
      (row) => !Number.isNaN(values[row]!),
    );
    const rows = known.sort((a, b) => values[a]! - values[b]! || a - b);
    sorted.set(column.name, { rows, values: Float64Array.from(rows, (row) => values[row]!) });
  }
  return sorted;
}

/** Moves each cut to the best place given the others, until none moves. F1 never falls. O(rows) for each cut and round. */
export function sharpen({ conditions, f1 }: Conjunction, of: Sharpening): Conjunction {
  let now = [...conditions];
  let best = f1;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const before = best;
    for (const [i, condition] of now.entries()) {
      if (!isCut(condition)) continue;
      const moved = bestCut(condition, now, of);
      if (moved.f1 <= best) continue;
      best = moved.f1;
      now = now.with(i, { ...condition, value: moved.value });
    }
    if (best === before) break;
  }
  return { conditions: now, f1: best };
}

function bestCut(cut: Cut, conditions: readonly GroupCondition[], of: Sharpening) {
  const { group, size, sorted, meeting } = of;
  const { rows, values } = sorted.get(cut.column)!;
  const everybody: BitRows = new Uint32Array(group.length).fill(0xffffffff);
  const others = conditions
    .filter((other) => other !== cut)
    .reduce((met, other) => both(met, meeting(other)), everybody);
  const above = cut.kind === 'atLeast';
  let told = 0;
  let caught = 0;
  let best = { value: cut.value, f1: -1 };
  const n = rows.length;
  for (let step = 0; step < n - 1; step++) {
    const at = above ? n - 1 - step : step;
    const row = rows[at]!;
    const met = (others[row >>> 5]! >>> (row & 31)) & 1;
    told += met;
    caught += met & (group[row >>> 5]! >>> (row & 31));
    // A cut lies between different numbers.
    const value = above ? values[at]! : values[at + 1]!;
    if (above ? values[at - 1] === value : values[at] === value) continue;
    const f1 = f1Of(caught, told, size);
    if (f1 > best.f1) best = { value, f1 };
  }
  return best;
}

/** How many rows meet all of one condition or more, and how many of them are the group's. */
export function countRule(
  conditions: readonly GroupCondition[],
  { group, meeting }: Pick<Sharpening, 'group' | 'meeting'>,
): { told: number; caught: number } {
  const rows = conditions.map(meeting).reduce(both);
  return { told: countBoth(rows, rows), caught: countBoth(rows, group) };
}

/** What a rounder number may cost. */
export interface Rounding {
  /** Of F1, in each condition. */
  readonly rounding: number;
  /** An F1 that a rule which has it keeps. */
  readonly goodF1: number;
}

/** Replaces each cut by the roundest number that says nearly the same; days by whole days. */
export function roundCuts(
  { conditions, f1 }: Conjunction,
  of: Sharpening,
  { rounding, goodF1 }: Rounding,
): GroupCondition[] {
  const kept = f1 >= goodF1 ? goodF1 : 0;
  let now = [...conditions];
  for (const [i, condition] of conditions.entries()) {
    if (!isCut(condition)) continue;
    const { told, caught } = countRule(now, of);
    const least = Math.max(kept, f1Of(caught, told, of.size) - rounding);
    for (const value of rounderNumbers(condition, of)) {
      const rounded = now.with(i, { ...condition, value });
      const count = countRule(rounded, of);
      if (f1Of(count.caught, count.told, of.size) < least) continue;
      now = rounded;
      break;
    }
  }
  return now;
}

/** Numbers to try instead of a cut, the roundest first; the last one cuts the rows in the same place. */
function rounderNumbers(cut: Cut, { sorted, table }: Sharpening): number[] {
  const { values } = sorted.get(cut.column)!;
  const n = values.length;
  const at = firstAtLeast(values, cut.value, 0, n);
  const column = columnOf(table, cut);
  const round =
    column.kind === 'numeric' && column.isDate
      ? (low: number, high: number) => (Math.floor(high) > low ? Math.floor(high) : high)
      : roundestBetween;
  const wider = LEEWAYS.map((share) => Math.round(share * n)).filter((steps) => steps > 0);
  const ends = wider.map((steps) => [Math.max(0, at - 1 - steps), Math.min(n - 1, at + steps)] as const);
  return [...ends, [at - 1, at] as const]
    .map(([low, high]) => [values[low], values[high]] as const)
    .flatMap(([low, high]) =>
      low !== undefined && high !== undefined && low < high ? [round(low, high)] : [],
    );
}
