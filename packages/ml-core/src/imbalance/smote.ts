import { DegenerateDataError, InvalidParameterError } from '../errors.js';
import {
  type CategoricalColumn,
  type FeatureTable,
  type NumericColumn,
  requireTable,
  takeTableRows,
} from '../preprocessing/feature-table.js';
import { momentsOf } from '../preprocessing/moments.js';
import { presentValues, quantile } from '../preprocessing/present-values.js';
import { createRandom, type Random } from '../random.js';
import { requireInteger, requireOptions, requireTarget } from '../validation.js';
import { type ResampleOptions, splitByClass } from './random-sampler.js';

/** How synthetic rows are made. */
export interface SmoteOptions extends ResampleOptions {
  /** How many nearest neighbours a synthetic row may lie towards, at least 1. Default 5. */
  neighbours?: number;
}

/** The most rows among which neighbours are searched. */
const BLOCK_ROWS = 2000;
/** The largest number that a column may hold. */
const MOST_VALUE = 1e100;

/** A table and its target. */
export interface LabelledTable {
  readonly table: FeatureTable;
  readonly y: Uint8Array;
}

/**
 * Adds synthetic rows of the rarer class until both are equally large. A synthetic row lies between a row and one of
 * its nearest neighbours of the same class: numbers at a random point of the way, levels by majority among the
 * neighbours. SMOTE-NC of Chawla et al. (2002, section 6.1) on columns of standard deviation 1, where a level that
 * differs counts as the median standard deviation of the numeric columns, which is then 1.
 *
 * Missing values: a gap counts as the median when distances are taken, and a synthetic number is missing if its row's
 * is. Whole numbers stay whole: no synthetic row has 2.4 children.
 *
 * Beyond 2,000 rows of the rarer class, neighbours are searched within random blocks of at most that many, which keeps
 * the time at O(rare × min(rare, 2000) × columns).
 *
 * @returns the rows as they were, followed by the synthetic ones
 * @throws DegenerateDataError if a class is missing or the rarer one has a single row; ShapeError or
 * InvalidParameterError, naming the argument or column, also for numbers beyond ±1e100
 */
export function smote(table: FeatureTable, y: Uint8Array, options: SmoteOptions = {}): LabelledTable {
  const { neighbours = 5, seed = 0 } = requireOptions(options);
  requireTable(table);
  requireTarget(y, table.rows, 'table');
  requireInteger('neighbours', neighbours, 1);
  for (const column of [...table.columns, ...(table.observedOn ? [table.observedOn] : [])]) {
    if (column.kind === 'numeric') requireMeasurable(column);
  }
  const { smaller, larger, rare } = splitByClass(y);
  if (smaller.length < 2) {
    throw new DegenerateDataError(
      `y holds the class ${rare} once; SMOTE needs at least 2 rows to interpolate between`,
    );
  }
  const random = createRandom(seed);
  const rareTable = takeTableRows(table, smaller);
  const near = nearestNeighbours(standardised(rareTable), neighbours, random);
  const origins = dealOrigins(smaller.length, larger.length - smaller.length, random);
  const partners = origins.map((origin) => near[origin]![random.integer(near[origin]!.length)]!);
  const ways = Float64Array.from(origins, () => random.next());

  const between = (column: NumericColumn, rareColumn: NumericColumn) =>
    interpolated(column, rareColumn, origins, partners, ways);
  const columns = table.columns.map((column, at) => {
    const rareColumn = rareTable.columns[at]!;
    return column.kind === 'numeric'
      ? between(column, rareColumn as NumericColumn)
      : byMajority(column, rareColumn as CategoricalColumn, origins, near);
  });
  const observedOn = table.observedOn && between(table.observedOn, rareTable.observedOn!);
  const balanced = new Uint8Array(2 * larger.length).fill(rare);
  balanced.set(y);
  return { table: { rows: balanced.length, columns, ...(observedOn && { observedOn }) }, y: balanced };
}

/** Throws for numbers whose squared distances overflow, among which nothing is near. */
function requireMeasurable({ name, values }: NumericColumn): void {
  const far = values.findIndex((value) => Math.abs(value) > MOST_VALUE);
  if (far < 0) return;
  throw new InvalidParameterError(
    `column "${name}" is ${values[far]} at row ${far}; it must stay within ±${MOST_VALUE}`,
  );
}

/** Every row serves as origin equally often; which serve once more is drawn. */
function dealOrigins(rows: number, wanted: number, random: Random): Int32Array {
  const order = Int32Array.from({ length: rows }, (_, i) => i);
  random.shuffle(order);
  return Int32Array.from({ length: wanted }, (_, i) => order[i % rows]!);
}

function interpolated(
  column: NumericColumn,
  rare: NumericColumn,
  origins: Int32Array,
  partners: Int32Array,
  ways: Float64Array,
): NumericColumn {
  const whole = column.values.every((value) => Number.isNaN(value) || Number.isInteger(value));
  const values = new Float64Array(column.values.length + origins.length);
  values.set(column.values);
  for (let i = 0; i < origins.length; i++) {
    const from = rare.values[origins[i]!]!;
    const to = rare.values[partners[i]!]!;
    const between = Number.isNaN(to) ? from : from + (to - from) * ways[i]!;
    values[column.values.length + i] = whole ? Math.round(between) : between;
  }
  return { ...column, values };
}

function byMajority(
  column: CategoricalColumn,
  rare: CategoricalColumn,
  origins: Int32Array,
  near: readonly Int32Array[],
): CategoricalColumn {
  const codes = new Int32Array(column.codes.length + origins.length);
  codes.set(column.codes);
  for (let i = 0; i < origins.length; i++) {
    codes[column.codes.length + i] = commonest(rare.codes, near[origins[i]!]!, rare.codes[origins[i]!]!);
  }
  return { ...column, codes };
}

/** The most frequent code of the rows; among equals the origin's own, else the first met. */
function commonest(codes: Int32Array, rows: Int32Array, own: number): number {
  const counts = new Map<number, number>();
  for (const row of rows) counts.set(codes[row]!, (counts.get(codes[row]!) ?? 0) + 1);
  let best = own;
  for (const [code, count] of counts) if (count > (counts.get(best) ?? 0)) best = code;
  return best;
}

/** For each row of the table its nearest others, nearest first, searched among the rows of its block. */
function nearestNeighbours(table: FeatureTable, neighbours: number, random: Random): Int32Array[] {
  const order = Int32Array.from({ length: table.rows }, (_, i) => i);
  const blocks = Math.ceil(table.rows / BLOCK_ROWS);
  if (blocks > 1) random.shuffle(order);
  const near = new Array<Int32Array>(table.rows);
  for (let block = 0; block < blocks; block++) {
    const from = Math.floor((block * table.rows) / blocks);
    const to = Math.floor(((block + 1) * table.rows) / blocks);
    const rows = order.subarray(from, to);
    const found = nearestInBlock(takeTableRows(table, rows), Math.min(neighbours, rows.length - 1));
    for (let i = 0; i < rows.length; i++) near[rows[i]!] = found[i]!.map((j) => rows[j]!);
  }
  return near;
}

/** Every pair is measured once and offered to both of its rows. */
function nearestInBlock(table: FeatureTable, count: number): Int32Array[] {
  const { rows } = table;
  const numeric = table.columns.filter((column) => column.kind === 'numeric').map((column) => column.values);
  const codes = table.columns.filter((column) => column.kind === 'categorical').map((column) => column.codes);
  const distance = new Float64Array(rows);
  const differing = new Int32Array(rows);
  const near = new Int32Array(rows * count);
  const far = new Float64Array(rows * count).fill(Number.POSITIVE_INFINITY);
  for (let i = 0; i < rows; i++) {
    distance.fill(0, i + 1);
    differing.fill(0, i + 1);
    for (const values of numeric) {
      const own = values[i]!;
      for (let j = i + 1; j < rows; j++) distance[j]! += (values[j]! - own) * (values[j]! - own);
    }
    for (const levels of codes) {
      const own = levels[i]!;
      for (let j = i + 1; j < rows; j++) {
        const other = levels[j]! ^ own;
        // 1 unless both are the same: a comparison would be guessed wrong half of the time.
        differing[j]! += (other | -other) >>> 31;
      }
    }
    for (let j = i + 1; j < rows; j++) {
      const apart = distance[j]! + differing[j]!;
      if (apart < far[(i + 1) * count - 1]!) insert(near, far, i * count, count, j, apart);
      if (apart < far[(j + 1) * count - 1]!) insert(near, far, j * count, count, i, apart);
    }
  }
  return Array.from({ length: rows }, (_, i) => near.subarray(i * count, (i + 1) * count));
}

/** Puts a row into a short list that ascends by distance, after those as near; the farthest leaves. */
function insert(
  near: Int32Array,
  far: Float64Array,
  start: number,
  count: number,
  row: number,
  apart: number,
): void {
  let at = start + count - 1;
  for (; at > start && far[at - 1]! > apart; at--) {
    far[at] = far[at - 1]!;
    near[at] = near[at - 1]!;
  }
  far[at] = apart;
  near[at] = row;
}

/** Numbers at mean 0 and standard deviation 1, gaps at the median. */
function standardised(table: FeatureTable): FeatureTable {
  const columns = table.columns.map((column) => {
    if (column.kind === 'categorical') return column;
    const present = presentValues(column.values);
    if (present.values.length === 0) return { ...column, values: new Float64Array(table.rows) };
    const { mean, deviation } = momentsOf(present.values, undefined);
    const fill = quantile(present, 0.5);
    const scale = deviation || 1;
    return { ...column, values: column.values.map((v) => ((Number.isNaN(v) ? fill : v) - mean) / scale) };
  });
  return { rows: table.rows, columns };
}
