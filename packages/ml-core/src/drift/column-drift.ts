import type { FeatureColumn, NumericColumn } from '../preprocessing/feature-table.js';
import type { Random } from '../random.js';
import { type ColumnProfile, cellsOf, countCells, LEAST_NAMED, medianOf } from './column-profile.js';
import { normalQuantile, type Overlap, resampledThreshold } from './resampled-threshold.js';

/** What is wrong with a column, beyond that its values are others. */
export type ColumnDefect =
  | { readonly kind: 'blanks' }
  /** Its numbers are this many times those of before: a power of ten, or another factor that explains all of the change. */
  | { readonly kind: 'unit'; readonly factor: number }
  /** Levels that were never seen before, and the share of rows that have one. */
  | { readonly kind: 'levels'; readonly levels: readonly string[]; readonly share: number };

/** How far a column has moved. */
export interface ColumnDrift {
  readonly column: string;
  /** Largest difference of the cumulative shares (numbers), or half the sum of differences (levels); the missing count. */
  readonly method: 'KOLMOGOROV_SMIRNOV' | 'TOTAL_VARIATION';
  /** 0..1. */
  readonly statistic: number;
  /** What chance alone exceeds with the asked significance, divided by the number of columns. */
  readonly threshold: number;
  readonly drifted: boolean;
  readonly defects: readonly ColumnDefect[];
  readonly missingPast: number;
  readonly missingNow: number;
  readonly medianPast: number | null;
  readonly medianNow: number | null;
  /** The level whose share changed most; null for numbers. */
  readonly moved: { readonly level: string; readonly past: number; readonly now: number } | null;
  /** Shares by cell, then and now: the missing, each bin or level, any other level. */
  readonly past: readonly number[];
  readonly now: readonly number[];
}

/** Orders of magnitude of a unit, and how near the medians must come to one. */
const UNITS = [-3, -2, -1, 1, 2, 3];
const NEAR_UNIT = 0.15;
/** A smaller factor is no other unit. */
const LEAST_FACTOR = 1.9;
/** So many levels are named. */
const NAMED_LEVELS = 5;

/** Compares a column with its profile. `significance` is that of this column alone. O(rows + draws × cells). */
export function columnDrift(
  profile: ColumnProfile,
  column: FeatureColumn,
  overlap: Overlap,
  significance: number,
  random: Random,
): ColumnDrift {
  const past = cellsOf(profile);
  const now = countCells(profile, column);
  // A numeric column has no cell of other levels.
  const distance = profile.kind === 'numeric' ? largestGap : totalVariation;
  const statistic = distance(past, now);
  const pooled = past.map((count, cell) => count + now[cell]!);
  const threshold = resampledThreshold(pooled, overlap, distance, significance, random);
  const drifted = statistic > threshold;
  const shares = { past: sharesOf(past), now: sharesOf(now) };
  const medianPast = profile.kind === 'numeric' ? profile.median : null;
  const medianNow = column.kind === 'numeric' ? medianOf(column.values) : null;
  const z = normalQuantile(significance);
  const defects: ColumnDefect[] = [];
  const fits = (factor: number) =>
    column.kind === 'numeric' &&
    distance(past, countCells(profile, { ...column, values: column.values.map((x) => x / factor) })) <=
      threshold;
  const factor = drifted ? unitFactor(medianPast, medianNow, fits) : null;
  if (factor !== null) defects.push({ kind: 'unit', factor });
  if (drifted && moreMissing(shares, pooled, overlap, z)) defects.push({ kind: 'blanks' });
  const fresh = newLevels(profile, column, overlap, significance);
  if (fresh !== null) defects.push(fresh);
  return {
    column: profile.name,
    method: profile.kind === 'numeric' ? 'KOLMOGOROV_SMIRNOV' : 'TOTAL_VARIATION',
    statistic,
    threshold,
    drifted: drifted || defects.length > 0,
    defects,
    missingPast: shares.past[0]!,
    missingNow: shares.now[0]!,
    medianPast,
    medianNow,
    moved: profile.kind === 'numeric' ? null : mostMoved(profile.levels, shares),
    ...shares,
  };
}

interface Shares {
  readonly past: readonly number[];
  readonly now: readonly number[];
}

function sharesOf(counts: Float64Array): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return Array.from(counts, (count) => (total === 0 ? 0 : count / total));
}

/** The missing are the lowest cell, so that more of them show as a difference as well. */
function largestGap(past: Float64Array, now: Float64Array): number {
  const [before, after] = [sharesOf(past), sharesOf(now)];
  let gap = 0;
  let largest = 0;
  for (let cell = 0; cell < before.length; cell++) {
    gap += after[cell]! - before[cell]!;
    largest = Math.max(largest, Math.abs(gap));
  }
  return largest;
}

function totalVariation(past: Float64Array, now: Float64Array): number {
  const [before, after] = [sharesOf(past), sharesOf(now)];
  return before.reduce((sum, share, cell) => sum + Math.abs(after[cell]! - share) / 2, 0);
}

function unitFactor(
  past: number | null,
  now: number | null,
  fits: (factor: number) => boolean,
): number | null {
  if (past === null || now === null || !(past * now > 0)) return null;
  const ratio = now / past;
  const unit = UNITS.find((power) => Math.abs(Math.log10(ratio) - power) < NEAR_UNIT);
  if (unit !== undefined) return 10 ** unit;
  return Math.max(ratio, 1 / ratio) >= LEAST_FACTOR && fits(ratio) ? ratio : null;
}

/** Whether there are more missing than chance explains, by the normal approximation at the tables' sizes. */
function moreMissing({ past, now }: Shares, pooled: Float64Array, overlap: Overlap, z: number): boolean {
  const { shared, onlyPast, onlyNow } = overlap;
  const [rowsPast, rowsNow] = [shared + onlyPast, shared + onlyNow];
  const share = pooled[0]! / (rowsPast + rowsNow);
  const spread =
    shared * (1 / rowsNow - 1 / rowsPast) ** 2 + onlyNow / rowsNow ** 2 + onlyPast / rowsPast ** 2;
  return now[0]! - past[0]! > z * Math.sqrt(share * (1 - share) * spread);
}

/** Levels of so many rows that, had there been such rows before, they would have been remembered. */
function newLevels(
  profile: ColumnProfile,
  column: FeatureColumn,
  { onlyNow }: Overlap,
  significance: number,
): ColumnDefect | null {
  if (profile.kind === 'numeric' || column.kind === 'numeric') return null;
  const known = new Set(profile.levels);
  const counts = new Float64Array(column.levels.length);
  for (const code of column.codes) if (code >= 0) counts[code]!++;
  const fresh = [...column.levels.keys()].filter((code) => {
    const expected = (counts[code]! * profile.rows) / Math.max(1, onlyNow);
    const isNamed = counts[code]! >= LEAST_NAMED && !known.has(column.levels[code]!);
    return isNamed && poissonAtMost(profile.mostOthers, expected) < significance;
  });
  if (fresh.length === 0) return null;
  const rows = fresh.reduce((sum, code) => sum + counts[code]!, 0);
  const named = fresh.sort((a, b) => counts[b]! - counts[a]! || a - b).slice(0, NAMED_LEVELS);
  return {
    kind: 'levels',
    levels: named.map((code) => column.levels[code]!),
    share: rows / column.codes.length,
  };
}

/** The chance of at most so many where `mean` are expected. */
function poissonAtMost(most: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let count = 1; count <= most && term > 0; count++) sum += term *= mean / count;
  return sum;
}

function mostMoved(levels: readonly string[], { past, now }: Shares): ColumnDrift['moved'] {
  let most: ColumnDrift['moved'] = null;
  for (const [i, level] of levels.entries()) {
    const moved = { level, past: past[i + 1]!, now: now[i + 1]! };
    if (most === null || Math.abs(moved.now - moved.past) > Math.abs(most.now - most.past)) most = moved;
  }
  return most;
}

/** Whether rows have equal values in two columns of one kind; both may be missing. */
export function sameValues(past: FeatureColumn, now: FeatureColumn): (i: number, j: number) => boolean {
  if (past.kind === 'numeric') {
    const [a, b] = [past.values, (now as NumericColumn).values];
    return (i, j) => a[i] === b[j] || (Number.isNaN(a[i]) && Number.isNaN(b[j]));
  }
  const other = now as Extract<FeatureColumn, { kind: 'categorical' }>;
  const codeOf = new Map(other.levels.map((level, code) => [level, code]));
  const codes = past.levels.map((level) => codeOf.get(level) ?? -2);
  return (i, j) => {
    const code = past.codes[i]!;
    return (code < 0 ? -1 : codes[code]) === other.codes[j];
  };
}
