import { countAtMost, type FeatureColumn, type FeatureTable } from '@holdfast/ml-core';
import { type Attributes, toFeatureRecord } from '../../feature-matrix/index.js';
import {
  isIn,
  type ObservedColumn,
  type ObservedGroup,
  type ObservedRates,
  type SeenTogether,
} from './observed-rates.js';

/** Counts that are kept: of about sixty columns with ten groups each. */
const MAX_CELLS = 200_000;
/** Two values that chance would bring together in so many customers, and that nobody has together, do not go together. */
const WOULD_MEET = 5;

/** Counts who is in which two groups. O(pairs of columns × rows). */
export function countTogether(
  { rows, columns: table }: FeatureTable,
  observed: readonly ObservedColumn[],
): SeenTogether {
  const columns: number[] = [];
  let cells = 0;
  for (const [at, { groups }] of observed.entries()) {
    const more = columns.reduce((sum, other) => sum + observed[other]!.groups.length * groups.length, 0);
    if (groups.length < 2 || cells + more > MAX_CELLS) continue;
    cells += more;
    columns.push(at);
  }
  const counts = new Uint32Array(cells);
  const codes = columns.map((at) => codesOf(table[at]!, observed[at]!.groups));
  let from = 0;
  for (const [i, a] of codes.entries()) {
    for (let j = i + 1; j < codes.length; j++) {
      const b = codes[j]!;
      const width = observed[columns[j]!]!.groups.length;
      for (let row = 0; row < rows; row++) {
        if (a[row]! >= 0 && b[row]! >= 0) counts[from + a[row]! * width + b[row]!]!++;
      }
      from += observed[columns[i]!]!.groups.length * width;
    }
  }
  return { columns, counts: toBase64(counts) };
}

/** The group of each row; −1 for none. */
function codesOf(column: FeatureColumn, groups: readonly ObservedGroup[]): Int16Array {
  if (column.kind === 'categorical') {
    const places = new Map(groups.map((group, place) => ['level' in group ? group.level : '', place]));
    const ofLevel = column.levels.map((level) => places.get(level) ?? -1);
    return Int16Array.from(column.codes, (code) => ofLevel[code] ?? -1);
  }
  const ranges = groups.flatMap((group) => ('from' in group ? [group] : []));
  const starts = Float64Array.from(ranges, ({ from }) => from);
  return Int16Array.from(column.values, (value) => {
    if (Number.isNaN(value)) return -1;
    const place = countAtMost(starts, value) - 1;
    return place >= 0 && value <= ranges[place]!.to ? place : -1;
  });
}

function toBase64(counts: Uint32Array): string {
  const bytes = Buffer.alloc(counts.length * 4);
  for (const [i, count] of counts.entries()) bytes.writeUInt32LE(count, i * 4);
  return bytes.toString('base64');
}

/** A value of a customer, and how many training customers have one like it. */
export interface SeenValue {
  readonly column: string;
  readonly type: ObservedColumn['type'];
  readonly group: ObservedGroup;
}

/** Two values of a customer, and how many training customers have both. */
export interface SeenPair {
  readonly a: SeenValue;
  readonly b: SeenValue;
  readonly customers: number;
}

/** Looks up which values occur together. */
export class SeenCombinations {
  readonly #counts: Uint32Array;
  readonly #starts: number[] = [];
  readonly #columns: readonly ObservedColumn[];
  readonly #total: number;

  constructor({ columns, customers }: ObservedRates, { columns: counted, counts }: SeenTogether) {
    const bytes = Buffer.from(counts, 'base64');
    this.#counts = Uint32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32LE(i * 4));
    this.#columns = counted.map((at) => columns[at]!);
    this.#total = customers;
    let from = 0;
    for (const [i, { groups }] of this.#columns.entries()) {
      for (let j = 0; j < this.#columns.length; j++) {
        this.#starts.push(j > i ? from : -1);
        if (j > i) from += groups.length * this.#columns[j]!.groups.length;
      }
    }
  }

  /** The columns that were counted. */
  get columns(): readonly ObservedColumn[] {
    return this.#columns;
  }

  /** How many training customers are in one group of a counted column and in one of another, all by their places. */
  countOf([column, group]: readonly [number, number], [other, its]: readonly [number, number]): number {
    const turned = column > other;
    const [i, p, j, q] = turned ? [other, its, column, group] : [column, group, other, its];
    const width = this.#columns[j]!.groups.length;
    return this.#counts[this.#starts[i * this.#columns.length + j]! + p * width + q]!;
  }

  /** The group of a customer's value in each counted column; −1 where it is in none. */
  places(attributes: Attributes): Int16Array {
    const record = toFeatureRecord({ columns: this.#columns, preprocessor: {} }, attributes);
    return Int16Array.from(this.#columns, ({ name, groups }) =>
      groups.findIndex((group) => isIn(group, record[name])),
    );
  }

  /** The pairs of values that no training customer has although many have each. */
  neverTogether(places: Int16Array): SeenPair[] {
    const found: SeenPair[] = [];
    for (let i = 0; i < places.length; i++) {
      for (let j = i + 1; j < places.length; j++) {
        if (places[i]! < 0 || places[j]! < 0 || this.#count(places, i, j) > 0) continue;
        const [a, b] = [this.#value(places, i), this.#value(places, j)];
        const expected = (a.group.customers * b.group.customers) / this.#total;
        if (expected >= WOULD_MEET) found.push({ a, b, customers: 0 });
      }
    }
    return found;
  }

  /** Of the pairs that a column's value is in, the one that fewest training customers have; null if there is none. */
  rarestWith(column: string, places: Int16Array): SeenPair | null {
    const at = this.#columns.findIndex(({ name }) => name === column);
    if (at < 0 || places[at]! < 0) return null;
    let rarest: SeenPair | null = null;
    for (let other = 0; other < places.length; other++) {
      if (other === at || places[other]! < 0) continue;
      const customers = this.#count(places, Math.min(at, other), Math.max(at, other));
      if (rarest !== null && customers >= rarest.customers) continue;
      rarest = { a: this.#value(places, at), b: this.#value(places, other), customers };
    }
    return rarest;
  }

  /** The group of a customer's value in a column; undefined where it is in none, or the column was not counted. */
  groupOf(column: string, attributes: Attributes): ObservedGroup | undefined {
    const at = this.#columns.findIndex(({ name }) => name === column);
    return at < 0 ? undefined : this.#columns[at]!.groups[this.places(attributes)[at]!];
  }

  #count(places: Int16Array, i: number, j: number): number {
    return this.countOf([i, places[i]!], [j, places[j]!]);
  }

  #value(places: Int16Array, at: number): SeenValue {
    const { name, type, groups } = this.#columns[at]!;
    return { column: name, type, group: groups[places[at]!]! };
  }
}

const read = new WeakMap<ObservedRates, SeenCombinations>();

/** What occurs together; null for models that an earlier release trained. */
export function seenCombinations(observed: ObservedRates): SeenCombinations | null {
  if (!observed.together) return null;
  const known = read.get(observed) ?? new SeenCombinations(observed, observed.together);
  read.set(observed, known);
  return known;
}
