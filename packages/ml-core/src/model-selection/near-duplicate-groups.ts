import { firstAbove } from '../binary-search.js';
import { type FeatureTable, requireTableShape } from '../preprocessing/feature-table.js';
import { createRandom, type Random } from '../random.js';
import { requireInteger, requireTarget } from '../validation.js';

/** Numbers this many standard deviations apart or less are nearly equal, */
const NEAR = 0.1;
/** or less, so that chance alone makes no more pairs than this share of the rows: with few columns many rows are alike. */
const CHANCE_PAIRS = 0.02;
/** Random pairs from which chance is estimated. */
const TRIED_PAIRS = 4000;
/** Rows nearly equal by chance share their answer as often as their neighbourhood does; those of one customer always do. */
const SHARED = 0.9;
/** Nearest pairs with a positive that it takes to tell the two apart. */
const LEAST_PAIRS = 10;
/** Rows of a leaf, which are compared with each other. */
const LEAF_ROWS = 64;
/** A pair that one tree's cuts come between is mostly together in another. */
const TREES = 4;
/** More rows than these in one group are a cluster, not a row with noise. */
const LARGEST_GROUP = 50;

/**
 * Numbers rows so that those nearly equal share a number, as the rows of one customer in several months do, or rows that
 * were copied with noise: the same levels, and no number further than a tenth of a standard deviation, or less where columns
 * are few. Where they share
 * their answer no more often than rows that are alike may, every row has its own number. Pairs are looked for in the leaves
 * of a few trees of random cuts (Dasgupta and Freund 2008), so that some may be missed. O(rows · columns · log rows).
 *
 * @returns for each row the index of the first row of its group
 * @throws ShapeError, InvalidParameterError or DegenerateDataError, naming the argument
 */
export function nearDuplicateGroups(table: FeatureTable, y: Uint8Array, seed = 0): Int32Array {
  requireTableShape(table);
  requireTarget(y, table.rows, 'table');
  requireInteger('seed', seed, 0);
  const { rows } = table;
  const random = createRandom(seed);
  const { columns, tellingFirst } = inUnits(toColumns(table), random);
  const parent = Int32Array.from({ length: rows }, (_, i) => i);
  const size = new Int32Array(rows).fill(1);
  const pairs = new Set<number>();
  const nearest = { row: new Int32Array(rows).fill(-1), distance: new Float64Array(rows).fill(2) };
  for (let tree = 0; tree < TREES && columns.length > 0; tree++) {
    for (const leaf of cut(Int32Array.from(parent.keys()), columns, random)) {
      for (let a = 0; a < leaf.length; a++) {
        for (let b = a + 1; b < leaf.length; b++) {
          const distance = distanceOf(tellingFirst, leaf[a]!, leaf[b]!);
          if (distance > 1) continue;
          pairs.add(Math.min(leaf[a]!, leaf[b]!) * rows + Math.max(leaf[a]!, leaf[b]!));
          for (const [row, other] of [
            [leaf[a]!, leaf[b]!],
            [leaf[b]!, leaf[a]!],
          ] as const) {
            // Equal rows prove nothing: they are together anyway.
            if (distance === 0 || distance >= nearest.distance[row]!) continue;
            nearest.distance[row] = distance;
            nearest.row[row] = other;
          }
        }
      }
    }
  }
  if (!shareTheirAnswer(nearest.row, y)) return parent;
  for (const pair of [...pairs].sort((a, b) => a - b)) {
    const a = rootOf(parent, Math.floor(pair / rows));
    const b = rootOf(parent, pair % rows);
    if (a === b || size[a]! + size[b]! > LARGEST_GROUP) continue;
    parent[Math.max(a, b)] = Math.min(a, b);
    size[Math.min(a, b)] = size[a]! + size[b]!;
  }
  return parent.map((_, i) => rootOf(parent, i));
}

/** A column in standard deviations, levels far apart; missing is a level of its own. */
type Column = Float64Array;

function toColumns(table: FeatureTable): Column[] {
  return table.columns.flatMap((column) => {
    if (column.kind === 'categorical') return [Float64Array.from(column.codes, (code) => code * 1e6)];
    const known = column.values.filter((value) => !Number.isNaN(value));
    const mean = known.reduce((sum, value) => sum + value / known.length, 0);
    const deviation = Math.sqrt(known.reduce((sum, value) => sum + (value - mean) ** 2 / known.length, 0));
    if (!(deviation > 0)) return [column.values.map((value) => (Number.isNaN(value) ? 1e9 : 0))];
    return [column.values.map((value) => (Number.isNaN(value) ? 1e9 : (value - mean) / deviation))];
  });
}

/** The columns in units in which 1 is near; and those in which the fewest rows are near first, which soon tell two apart. */
function inUnits(columns: readonly Column[], random: Random) {
  const rows = columns[0]?.length ?? 0;
  const pairs = Array.from(
    { length: TRIED_PAIRS },
    () => [random.integer(rows), random.integer(rows)] as const,
  );
  const distances = columns.map((column) =>
    Float64Array.from(pairs, ([a, b]) => Math.abs(column[a]! - column[b]!)).sort(),
  );
  const pairsWithin = (sorted: Float64Array, near: number) => firstAbove(sorted, near, 0, TRIED_PAIRS);
  const chanceOf = (near: number) =>
    distances.reduce((share, sorted) => (share * pairsWithin(sorted, near)) / TRIED_PAIRS, 1);
  let near = NEAR;
  while ((chanceOf(near) * rows) / 2 > CHANCE_PAIRS && near > NEAR / 1000) near /= 1.5;
  const scaled = columns.map((column) => column.map((value) => value / near));
  const nearPairs = distances.map((sorted) => pairsWithin(sorted, near));
  const order = [...scaled.keys()].sort((a, b) => nearPairs[a]! - nearPairs[b]!);
  return { columns: scaled, tellingFirst: order.map((i) => scaled[i]!) };
}

/** The largest difference of any column; anything above 1 where it is more. */
function distanceOf(columns: readonly Column[], a: number, b: number): number {
  let largest = 0;
  for (const column of columns) {
    largest = Math.max(largest, Math.abs(column[a]! - column[b]!));
    if (largest > 1) break;
  }
  return largest;
}

/** Cuts rows in two at a random one's value of a random column, until few are left together. */
function cut(rows: Int32Array, columns: readonly Column[], random: Random): Int32Array[] {
  const leaves: Int32Array[] = [];
  const scratch = new Int32Array(rows.length);
  const open = [{ rows, failures: 0 }];
  for (let part = open.pop(); part; part = open.pop()) {
    const { rows: here, failures } = part;
    if (here.length <= LEAF_ROWS || failures > columns.length) {
      // What no cut comes between is equal in most columns: the exact duplicates of `duplicateGroups`.
      leaves.push(here.subarray(0, LEAF_ROWS));
      continue;
    }
    const column = columns[random.integer(columns.length)]!;
    const at = column[here[random.integer(here.length)]!]! + random.next();
    const lows = divide(here, (row) => column[row]! < at, scratch);
    const [low, high] = [here.subarray(0, lows), here.subarray(lows)];
    if (low.length === 0 || high.length === 0) open.push({ rows: here, failures: failures + 1 });
    else open.push({ rows: low, failures: 0 }, { rows: high, failures: 0 });
  }
  return leaves;
}

/** Moves those that come first to the front, all in their order, and counts them. */
function divide(rows: Int32Array, comesFirst: (row: number) => boolean, scratch: Int32Array): number {
  let first = 0;
  let others = 0;
  for (const row of rows) {
    if (comesFirst(row)) rows[first++] = row;
    else scratch[others++] = row;
  }
  rows.set(scratch.subarray(0, others), first);
  return first;
}

function shareTheirAnswer(nearest: Int32Array, y: Uint8Array): boolean {
  let any = 0;
  let both = 0;
  for (let row = 0; row < y.length; row++) {
    if (nearest[row]! < 0) continue;
    const positives = y[row]! + y[nearest[row]!]!;
    if (positives > 0) any++;
    if (positives === 2) both++;
  }
  return any >= LEAST_PAIRS && both >= SHARED * any;
}

function rootOf(parent: Int32Array, row: number): number {
  let root = row;
  while (parent[root] !== root) root = parent[root]!;
  return root;
}
