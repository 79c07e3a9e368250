import { InvalidParameterError } from '../errors.js';
import { type FeatureTable, type NumericColumn, requireTable } from '../preprocessing/feature-table.js';
import {
  requireFunction,
  requireInstance,
  requireNumber,
  requireObject,
  requireOneOf,
} from '../validation.js';

/** A column that follows from others: to the last digit, or nearly. */
export type ColumnRelation =
  /** column ≈ factor × the product of two others. */
  | {
      readonly kind: 'product';
      readonly column: string;
      readonly factor: number;
      readonly parts: readonly [string, string];
    }
  /** column ≈ intercept + the weighted sum of others. */
  | {
      readonly kind: 'sum';
      readonly column: string;
      readonly intercept: number;
      readonly parts: readonly { readonly name: string; readonly weight: number }[];
    };

type SumRelation = Extract<ColumnRelation, { kind: 'sum' }>;

/** Rows that relations are looked for in, evenly spaced, and the fewest that show one. */
const MAX_ROWS = 2000;
const MIN_ROWS = 50;
/** Columns with fewer different numbers are no quantities; more columns than this are not looked at. */
const MIN_DISTINCT = 8;
const MAX_COLUMNS = 40;
const MAX_PARTS = 8;
/** Share of the rows in which a part of a sum is known. */
const MOSTLY = 0.9;
/** Rows by which most products are ruled out, and the share of a column that may be left unexplained before a sum is tried. */
const FEW_ROWS = 64;
const WORTH_FITTING = 0.02;
/** In 95 of 100 rows a product or a sum is off by at most this share of how far ordinary values spread. */
const PRODUCT_ERROR = 0.1;
const SUM_ERROR = 0.02;
/** A product must be at least this many times closer than the nearest multiple of one of its parts. */
const CLOSER = 3;

/**
 * Finds columns that are computed from others, in the rows where all of them are known: products of two (what was charged
 * so far ≈ months × charge a month) and sums or multiples (a total of its parts). Of the ways to write the same relation it
 * gives one, the column that the others make up; for two columns that follow from each other, both. O(columns² × rows).
 * @throws ShapeError or InvalidParameterError for a table that is none
 */
export function findRelations(table: FeatureTable): ColumnRelation[] {
  requireTable(table);
  const quantities = table.columns
    .filter((column): column is NumericColumn => column.kind === 'numeric' && !column.isDate)
    .map((column) => sampled(column, table.rows))
    .filter(({ values }) => new Set(values.filter((value) => !Number.isNaN(value))).size >= MIN_DISTINCT)
    .slice(0, MAX_COLUMNS);
  const together = correlate(quantities);
  const sums = quantities.flatMap((target) => findSum(target, together));
  const written = onceEach(sums);
  const computed = new Set(written.map(({ column }) => column));
  const products = quantities
    .filter(({ name }) => !computed.has(name))
    .flatMap((target) => (target.spread > 0 ? findProduct(target, quantities) : []));
  return [...written, ...products];
}

interface Quantity {
  readonly name: string;
  readonly values: Float64Array;
  /** Some of the values. */
  readonly few: Float64Array;
  /** How far ordinary ones spread. */
  readonly spread: number;
}

function sampled({ name, values: all }: NumericColumn, rows: number): Quantity {
  const values = evenly(all, rows, MAX_ROWS);
  const known = values.filter((value) => !Number.isNaN(value));
  const spread = known.length > 0 ? ordinarySpread(known) : 0;
  return { name, values, few: evenly(values, values.length, FEW_ROWS), spread };
}

function evenly(values: Float64Array, rows: number, most: number): Float64Array {
  const step = Math.max(1, rows / most);
  return Float64Array.from({ length: Math.floor(rows / step) }, (_, i) => values[Math.floor(i * step)]!);
}

/** The rows in which all of some columns are known; null if they are too few. */
function knownRows(columns: readonly Quantity[]): Int32Array | null {
  const all = Int32Array.from(columns[0]!.values.keys());
  const known = all.filter((i) => columns.every(({ values }) => !Number.isNaN(values[i]!)));
  return known.length >= Math.max(MIN_ROWS, all.length / 2) ? known : null;
}

function findProduct(target: Quantity, quantities: readonly Quantity[]): ColumnRelation[] {
  let nearest = Number.POSITIVE_INFINITY;
  let found: ColumnRelation[] = [];
  for (const [at, a] of quantities.entries()) {
    for (const b of quantities.slice(at + 1)) {
      if (a === target || b === target || !mayBeProduct(target, a, b)) continue;
      const product = productOf(target, a, b);
      if (product === null || product.error >= nearest) continue;
      nearest = product.error;
      found = [{ kind: 'product', column: target.name, factor: product.factor, parts: [a.name, b.name] }];
    }
  }
  return found;
}

/** Rules most products out by a few rows. */
function mayBeProduct(target: Quantity, a: Quantity, b: Quantity): boolean {
  const known = [...target.few.keys()].filter((i) => !Number.isNaN(target.few[i]! + a.few[i]! + b.few[i]!));
  if (known.length < FEW_ROWS / 4) return known.length > 0;
  const actual = Float64Array.from(known, (i) => target.few[i]!);
  const product = Float64Array.from(known, (i) => a.few[i]! * b.few[i]!);
  // Among few rows there may be more of those that are off.
  return nearestMultiple(actual, product).error <= 3 * PRODUCT_ERROR * target.spread;
}

/** How a column is a product of two others; null if it is none. */
function productOf(target: Quantity, a: Quantity, b: Quantity) {
  const rows = knownRows([target, a, b]);
  if (rows === null) return null;
  const actual = take(target, rows);
  const [left, right] = [take(a, rows), take(b, rows)];
  const product = nearestMultiple(
    actual,
    left.map((value, i) => value * right[i]!),
  );
  if (product.error > PRODUCT_ERROR * ordinarySpread(actual)) return null;
  const alone = Math.min(nearestMultiple(actual, left).error, nearestMultiple(actual, right).error);
  return product.error * CLOSER > alone ? null : product;
}

/** The median ratio, and how far 95 of 100 values are off it at most. */
function nearestMultiple(actual: Float64Array, of: Float64Array): { factor: number; error: number } {
  const ratios = actual.map((value, i) => value / of[i]!).filter((ratio) => Number.isFinite(ratio));
  if (ratios.length < actual.length / 2) return { factor: 0, error: Number.POSITIVE_INFINITY };
  const factor = quantile(ratios.sort(), 0.5);
  const errors = actual.map((value, i) => Math.abs(value - factor * of[i]!)).sort();
  return { factor, error: quantile(errors, 0.95) };
}

/** The part that explains most of what is left is added until the sum is near enough, then what is not needed is left out. */
function findSum(target: Quantity, { order, between }: Together): SumRelation[] {
  const at = order.indexOf(target);
  if (at < 0) return [];
  const R = between.map((row) => Float64Array.from(row));
  const taken = new Set([at]);
  let chosen: Quantity[] = [];
  while (chosen.length < MAX_PARTS && taken.size < order.length) {
    const next = strongest(R, at, taken);
    if (next < 0) return [];
    taken.add(next);
    chosen.push(order[next]!);
    sweep(R, next);
    if (R[at]![at]! <= WORTH_FITTING && fitSum(target, chosen)?.isNear) break;
  }
  if (!fitSum(target, chosen)?.isNear) return [];
  for (const part of [...chosen]) {
    const fewer = chosen.filter((other) => other !== part);
    if (fewer.length > 0 && fitSum(target, fewer)?.isNear) chosen = fewer;
  }
  const { weights, intercept } = fitSum(target, chosen)!;
  const parts = chosen.map(({ name }, i) => ({ name, weight: weights[i]! }));
  return [{ kind: 'sum', column: target.name, intercept, parts }];
}

/** Quantities that are mostly known, and the correlations between them in the rows where all of them are. */
interface Together {
  readonly order: readonly Quantity[];
  readonly between: readonly (readonly number[])[];
}

function correlate(quantities: readonly Quantity[]): Together {
  const order = quantities.filter(
    ({ values }) => values.filter((value) => !Number.isNaN(value)).length >= MOSTLY * values.length,
  );
  const rows = order.length > 0 ? knownRows(order) : null;
  if (rows === null) return { order: [], between: [] };
  const scaled = order.map((quantity) => {
    const values = take(quantity, rows);
    const middle = mean(values);
    const centred = values.map((value) => value - middle);
    const length = Math.sqrt(dot(centred, centred)) || 1;
    return centred.map((value) => value / length);
  });
  return { order, between: scaled.map((a) => scaled.map((b) => dot(a, b))) };
}

/** The column that explains most of what is left of the target's; −1 if none is left that says anything new. */
function strongest(R: readonly Float64Array[], target: number, taken: ReadonlySet<number>): number {
  let best = -1;
  let most = 0;
  for (let j = 0; j < R.length; j++) {
    if (taken.has(j) || R[j]![j]! < 1e-6) continue;
    const explained = R[target]![j]! ** 2 / R[j]![j]!;
    if (explained > most) [best, most] = [j, explained];
  }
  return best;
}

/** Takes what one column explains out of all others. */
function sweep(R: readonly Float64Array[], at: number): void {
  const row = R[at]!.slice();
  for (const other of R) {
    const times = other[at]! / row[at]!;
    for (let j = 0; j < row.length; j++) other[j]! -= times * row[j]!;
  }
}

interface SumFit {
  readonly weights: number[];
  readonly intercept: number;
  readonly isNear: boolean;
}

/** Least squares; null where the parts follow from each other. */
function fitSum(target: Quantity, parts: readonly Quantity[]): SumFit | null {
  const rows = knownRows([target, ...parts]);
  if (rows === null) return null;
  const y = take(target, rows);
  const xs = parts.map((part) => take(part, rows));
  const means = xs.map(mean);
  const middle = mean(y);
  const gram = xs.map((a, i) => xs.map((b, j) => dot(a, b) - rows.length * means[i]! * means[j]!));
  const sides = xs.map((a, i) => dot(a, y) - rows.length * means[i]! * middle);
  const weights = solve(gram, sides);
  if (weights === null) return null;
  const intercept = middle - weights.reduce((sum, weight, i) => sum + weight * means[i]!, 0);
  const errors = y.map((value, row) =>
    Math.abs(value - intercept - weights.reduce((sum, weight, i) => sum + weight * xs[i]![row]!, 0)),
  );
  const spread = ordinarySpread(y);
  return {
    weights: weights.map(tidy),
    intercept: Math.abs(intercept) < 1e-6 * spread ? 0 : intercept,
    isNear: spread > 0 && quantile(errors.sort(), 0.95) <= SUM_ERROR * spread,
  };
}

/** A weight that is a whole number but for rounding. */
function tidy(weight: number): number {
  const whole = Math.round(weight);
  return Math.abs(weight - whole) < 1e-4 ? whole : weight;
}

/** Gauss–Jordan with pivots; null where the matrix is as good as singular. */
function solve(matrix: readonly (readonly number[])[], sides: readonly number[]): number[] | null {
  const rows = matrix.map((row, i) => [...row, sides[i]!]);
  for (let at = 0; at < rows.length; at++) {
    let pivot = at;
    for (let i = at; i < rows.length; i++) {
      if (Math.abs(rows[i]![at]!) > Math.abs(rows[pivot]![at]!)) pivot = i;
    }
    const scale = matrix[pivot]![pivot]!;
    if (!(Math.abs(rows[pivot]![at]!) > 1e-9 * Math.abs(scale))) return null;
    [rows[at], rows[pivot]] = [rows[pivot]!, rows[at]!];
    const head = rows[at]!;
    for (const [i, row] of rows.entries()) {
      if (i === at) continue;
      const times = row[at]! / head[at]!;
      for (let j = at; j < row.length; j++) row[j]! -= times * head[j]!;
    }
  }
  return rows.map((row, i) => row.at(-1)! / row[i]!);
}

/** One way to write each sum, of two columns both: those whose parts all add come first, and what only turns one round goes. */
function onceEach(sums: readonly SumRelation[]): SumRelation[] {
  const adds = ({ parts }: SumRelation) => (parts.every(({ weight }) => weight > 0) ? 0 : 1);
  const kept: SumRelation[] = [];
  for (const sum of sums.toSorted((a, b) => adds(a) - adds(b))) {
    const turned = kept.some(
      (other) => other.parts.length > 1 && isPart(other, sum.column) && isPart(sum, other.column),
    );
    if (sum.parts.length === 1 || !turned) kept.push(sum);
  }
  return kept;
}

const isPart = ({ parts }: SumRelation, column: string) => parts.some(({ name }) => name === column);

const take = ({ values }: Quantity, rows: Int32Array) => Float64Array.from(rows, (i) => values[i]!);
const mean = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length;

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function quantile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]!;
}

/** The standard deviation of a normal distribution with the same tenth and ninetieth percentile: outliers do not count. */
function ordinarySpread(values: Float64Array): number {
  const sorted = values.toSorted();
  return (quantile(sorted, 0.9) - quantile(sorted, 0.1)) / 2.563;
}

/** What some columns become when others change. */
export interface FollowedChange {
  readonly column: string;
  readonly to: number;
  readonly relation: ColumnRelation;
}

/**
 * What follows from a change: each column that a changed one is part of moves with it, keeping what set it apart from its
 * relation before; and so do those that it is part of in turn. A column that is changed itself stays as it was given.
 * Where a part is not known, nothing follows.
 * @throws InvalidParameterError for what is no relation, or no number
 */
export function followChange(
  relations: readonly ColumnRelation[],
  before: Readonly<Record<string, number | null>>,
  changes: Readonly<Record<string, number | null>>,
): FollowedChange[] {
  requireInstance('relations', relations, Array);
  relations.forEach((relation, i) => {
    requireRelation(`relations[${i}]`, relation);
  });
  requireValues('before', before);
  requireValues('changes', changes);
  const after = new Map(Object.entries({ ...before, ...changes }));
  const settled = new Set(Object.keys(changes));
  const followed: FollowedChange[] = [];
  for (let moving = true; moving; ) {
    moving = false;
    for (const relation of relations) {
      const { column } = relation;
      const names = relation.parts.map((part) => (typeof part === 'string' ? part : part.name));
      if (settled.has(column) || !names.some((name) => settled.has(name))) continue;
      const to = moved(
        relation,
        (name) => before[name] ?? null,
        (name) => after.get(name) ?? null,
      );
      if (to === null) continue;
      settled.add(column);
      after.set(column, to);
      followed.push({ column, to, relation });
      moving = true;
    }
  }
  return followed;
}

type ValueOf = (name: string) => number | null;

function moved(relation: ColumnRelation, before: ValueOf, after: ValueOf): number | null {
  const was = before(relation.column);
  const then = computed(relation, after);
  if (then === null) return null;
  const now = computed(relation, before);
  if (was === null || now === null) return then;
  if (relation.kind === 'sum') return was + then - now;
  return now === 0 ? then : was * (then / now);
}

/** What a relation makes of its parts; null if one is not known. @throws InvalidParameterError for what is no relation */
export function relationValue(relation: ColumnRelation, value: ValueOf): number | null {
  requireRelation('relation', relation);
  requireFunction('value', value);
  return computed(relation, value);
}

function computed(relation: ColumnRelation, value: ValueOf): number | null {
  if (relation.kind === 'product') {
    const [a, b] = relation.parts.map(value);
    return a === null || b === null ? null : relation.factor * a! * b!;
  }
  let sum = relation.intercept;
  for (const { name, weight } of relation.parts) {
    const known = value(name);
    if (known === null) return null;
    sum += weight * known;
  }
  return sum;
}

function requireRelation(name: string, relation: ColumnRelation): void {
  const { kind, column, parts } = requireObject(name, relation);
  requireOneOf(`${name}.kind`, kind, ['product', 'sum']);
  if (typeof column !== 'string') {
    throw new InvalidParameterError(`${name}.column is ${typeof column}; it must be the name of a column`);
  }
  requireInstance(`${name}.parts`, parts, Array);
  if (relation.kind === 'product') {
    requireAnyNumber(`${name}.factor`, relation.factor);
    return;
  }
  requireAnyNumber(`${name}.intercept`, relation.intercept);
  relation.parts.forEach(({ weight }, i) => {
    requireAnyNumber(`${name}.parts[${i}].weight`, weight);
  });
}

function requireValues(name: string, values: Readonly<Record<string, number | null>>): void {
  for (const [column, value] of Object.entries(requireObject(name, values))) {
    if (value !== null) requireAnyNumber(`${name}.${column}`, value);
  }
}

function requireAnyNumber(name: string, value: number): void {
  requireNumber(name, value, -Number.MAX_VALUE);
}
