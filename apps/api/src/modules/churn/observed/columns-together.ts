import type { FeatureColumn } from '@holdfast/ml-core';

/** From this association on, columns tell the same story. */
const TOGETHER = 0.8;
/** Rows that associations are measured on, evenly spaced; fewer where columns are many, since each is compared with each. */
const MAX_ROWS = 2000;
const MIN_ROWS = 200;
const MAX_COMPARISONS = 50_000_000;

/**
 * A number for each column, the same for those that move together: a column joins the first column before it that it
 * is associated with at 0.8 or more and that leads its family itself. Long chains of columns are not one family.
 */
export function familiesOf(columns: readonly FeatureColumn[], rows: number): number[] {
  const affordable = MAX_COMPARISONS / (columns.length * columns.length);
  const wanted = Math.min(MAX_ROWS, Math.max(MIN_ROWS, affordable));
  const step = Math.max(1, rows / wanted);
  const sample = Int32Array.from({ length: Math.floor(rows / step) }, (_, i) => Math.floor(i * step));
  const sides = columns.map((column) => sideOf(column, sample));
  const families: number[] = [];
  for (const [j, side] of sides.entries()) {
    const leader = sides.findIndex(
      (other, i) => i < j && families[i] === i && association(other, side) >= TOGETHER,
    );
    families.push(leader < 0 ? j : leader);
  }
  return families;
}

/** A column's values as ranks (NaN if missing) or as codes (−1 if missing). */
type Side = { readonly ranks: Float64Array } | { readonly codes: Int32Array; readonly levels: number };

function sideOf(column: FeatureColumn, sample: Int32Array): Side {
  if (column.kind === 'numeric')
    return { ranks: ranksOf(Float64Array.from(sample, (i) => column.values[i]!)) };
  return { codes: Int32Array.from(sample, (i) => column.codes[i]!), levels: column.levels.length };
}

/** Positions in ascending order, equal values sharing their mean. */
function ranksOf(values: Float64Array): Float64Array {
  const known = Int32Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]!));
  const order = known.sort((a, b) => values[a]! - values[b]!);
  const ranks = new Float64Array(values.length).fill(Number.NaN);
  for (let from = 0, to = 0; from < order.length; from = to) {
    const value = values[order[from]!]!;
    for (to = from + 1; to < order.length && values[order[to]!] === value; ) to++;
    for (let i = from; i < to; i++) ranks[order[i]!] = (from + to - 1) / 2;
  }
  return ranks;
}

/**
 * How closely two columns go together in the rows where both are known, 0..1: Spearman's correlation of numbers, the
 * correlation ratio of a category and the ranks of numbers, Cramér's V of categories; the last two corrected for what
 * many levels explain by chance (Kelley 1935, Bergsma 2013).
 */
function association(a: Side, b: Side): number {
  if ('ranks' in a)
    return 'ranks' in b ? Math.abs(correlation(a.ranks, b.ranks)) : correlationRatio(b, a.ranks);
  return 'ranks' in b ? correlationRatio(a, b.ranks) : cramersV(a, b);
}

function correlation(x: Float64Array, y: Float64Array): number {
  let n = 0;
  let meanX = 0;
  let meanY = 0;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < x.length; i++) {
    if (Number.isNaN(x[i]!) || Number.isNaN(y[i]!)) continue;
    n++;
    const dx = x[i]! - meanX;
    const dy = y[i]! - meanY;
    meanX += dx / n;
    meanY += dy / n;
    xx += dx * (x[i]! - meanX);
    yy += dy * (y[i]! - meanY);
    xy += dx * (y[i]! - meanY);
  }
  return xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
}

type Codes = Extract<Side, { codes: Int32Array }>;

function correlationRatio({ codes, levels }: Codes, ranks: Float64Array): number {
  const counts = new Float64Array(levels);
  const sums = new Float64Array(levels);
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < codes.length; i++) {
    const code = codes[i]!;
    const rank = ranks[i]!;
    if (code < 0 || Number.isNaN(rank)) continue;
    counts[code]!++;
    sums[code]! += rank;
    n++;
    sum += rank;
    squares += rank * rank;
  }
  const total = squares - (sum * sum) / n;
  const used = counts.filter((count) => count > 0).length;
  if (n <= used || !(total > 0)) return 0;
  const between = sums.reduce(
    (all, s, level) => all + (counts[level]! > 0 ? (s * s) / counts[level]! : 0),
    0,
  );
  const within = squares - between;
  return Math.sqrt(Math.max(0, 1 - (within / (n - used)) * ((n - 1) / total)));
}

function cramersV(a: Codes, b: Codes): number {
  const cells = new Map<number, number>();
  const rows = new Float64Array(a.levels);
  const columns = new Float64Array(b.levels);
  let n = 0;
  for (let i = 0; i < a.codes.length; i++) {
    const row = a.codes[i]!;
    const column = b.codes[i]!;
    if (row < 0 || column < 0) continue;
    const cell = row * b.levels + column;
    cells.set(cell, (cells.get(cell) ?? 0) + 1);
    rows[row]!++;
    columns[column]!++;
    n++;
  }
  const r = rows.filter((count) => count > 0).length;
  const c = columns.filter((count) => count > 0).length;
  if (n < 2 || r < 2 || c < 2) return 0;
  let sum = 0;
  for (const [cell, count] of cells) {
    sum += (count * count) / (rows[Math.floor(cell / b.levels)]! * columns[cell % b.levels]!);
  }
  const phi = Math.max(0, sum - 1 - ((r - 1) * (c - 1)) / (n - 1));
  const width = Math.min(r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)) - 1;
  return width > 0 ? Math.min(1, Math.sqrt(phi / width)) : 0;
}
