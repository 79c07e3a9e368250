import { type FeatureColumn, type FeatureTable, findRelations } from '@holdfast/ml-core';
import type { FeatureColumnSpec } from '../../engine/index.js';
import { familiesOf } from './columns-together.js';
import type { ObservedColumn, ObservedGroup, ObservedRates } from './observed-rates.js';
import { countTogether } from './seen-together.js';

/** Ranges that numbers are divided into, of about equally many customers; fewer distinct numbers stand alone. */
const RANGES = 10;
/** Levels told of a category, the most frequent ones. */
const MAX_LEVELS = 100;
/** Smaller groups say little, and may give away who is in them. */
export const MIN_GROUP = 20;

/**
 * Counts who left by the values of every column, and which values occur together, and finds the columns that are computed
 * from others. `y[i]` is 1 if row i left. O(columns × rows × (columns + log rows)).
 */
export function observeRates(
  table: FeatureTable,
  y: Uint8Array,
  specs: readonly FeatureColumnSpec[],
): ObservedRates {
  const { rows, columns: given } = table;
  const families = familiesOf(given, rows);
  const types = new Map(specs.map(({ name, type }) => [name, type]));
  const columns = given.map(
    (column, i): ObservedColumn => ({
      name: column.name,
      type: types.get(column.name)!,
      family: families[i]!,
      groups: groupsOf(column, y).filter(({ customers }) => customers >= MIN_GROUP),
      // Days beyond those of the training are what every next month brings.
      ...(column.kind === 'numeric' && !column.isDate && { range: rangeOf(column.values) }),
    }),
  );
  return {
    customers: rows,
    left: y.reduce((sum, label) => sum + label, 0),
    columns,
    together: countTogether(table, columns),
    relations: findRelations({
      ...table,
      columns: given.filter(({ name }) => types.get(name) === 'NUMBER'),
    }),
  };
}

function rangeOf(values: Float64Array): { least: number; most: number } | null {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return least <= most ? { least, most } : null;
}

function groupsOf(column: FeatureColumn, y: Uint8Array): ObservedGroup[] {
  return column.kind === 'numeric' ? ranges(column.values, y) : levels(column.codes, column.levels, y);
}

function levels(codes: Int32Array, names: readonly string[], y: Uint8Array): ObservedGroup[] {
  const groups = names.map((level) => ({ level, customers: 0, left: 0 }));
  for (let i = 0; i < codes.length; i++) {
    const group = groups[codes[i]!];
    if (group === undefined) continue;
    group.customers++;
    group.left += y[i]!;
  }
  return groups.sort((a, b) => b.customers - a.customers).slice(0, MAX_LEVELS);
}

interface Range {
  from: number;
  to: number;
  customers: number;
  left: number;
}

/** Ranges between quantiles; equal numbers are always in the same one. */
function ranges(values: Float64Array, y: Uint8Array): ObservedGroup[] {
  const known = Int32Array.from(values.keys()).filter((i) => !Number.isNaN(values[i]!));
  known.sort((a, b) => values[a]! - values[b]!);
  const least = manyNumbers(values, known) ? known.length / RANGES : 1;
  const groups: Range[] = [];
  for (const i of known) {
    const value = values[i]!;
    let group = groups.at(-1);
    if (group === undefined || (group.customers >= least && value > group.to)) {
      group = { from: value, to: value, customers: 0, left: 0 };
      groups.push(group);
    }
    group.to = value;
    group.customers++;
    group.left += y[i]!;
  }
  return withoutShortEnd(groups, least);
}

/** The last range takes what is left over: with less than half of the others' customers it is part of the one before. */
function withoutShortEnd(groups: readonly Range[], least: number): Range[] {
  const [before, last] = groups.slice(-2);
  if (last === undefined || last.customers >= least / 2) return [...groups];
  const both = {
    from: before!.from,
    to: last.to,
    customers: before!.customers + last.customers,
    left: before!.left + last.left,
  };
  return [...groups.slice(0, -2), both];
}

function manyNumbers(values: Float64Array, sorted: Int32Array): boolean {
  let distinct = 1;
  for (let i = 1; i < sorted.length && distinct <= RANGES; i++) {
    if (values[sorted[i]!] !== values[sorted[i - 1]!]) distinct++;
  }
  return distinct > RANGES;
}
