import type { ColumnRelation } from '@holdfast/ml-core';
import type { FeatureColumnSpec } from '../../engine/index.js';
import { type Attributes, toFeatureRecord } from '../../feature-matrix/index.js';

/** Training customers with one level of a category, or with a number or day (since 1970-01-01) in a range, and how many of them left. */
export type ObservedGroup = ({ readonly level: string } | { readonly from: number; readonly to: number }) & {
  readonly customers: number;
  readonly left: number;
};

/** How often those with one value of a column left and those with another. */
export interface ObservedColumn extends FeatureColumnSpec {
  /** Columns that move together have the same number. */
  readonly family: number;
  /** Numbers and days in ascending order. Values that few customers have are in no group. */
  readonly groups: readonly ObservedGroup[];
  /** The least and the most of numbers and days; null where all are missing. Absent of categories and of earlier releases. */
  readonly range?: { readonly least: number; readonly most: number } | null;
}

/** How many training customers are in each group of one column and each group of another. */
export interface SeenTogether {
  /** The columns that were counted, by their place among the observed ones; some of many. */
  readonly columns: readonly number[];
  /**
   * Base64 of 32-bit counts, little-endian: for each pair of those columns, in order, the groups of the first by those of
   * the second.
   */
  readonly counts: string;
}

/** How often customers left by the values of every column, counted in the training rows. */
export interface ObservedRates {
  readonly customers: number;
  readonly left: number;
  readonly columns: readonly ObservedColumn[];
  /** Which values occur together; absent of models that an earlier release trained. */
  readonly together?: SeenTogether;
  /** Columns that are computed from others; absent likewise. */
  readonly relations?: readonly ColumnRelation[];
}

/** Customers with a value like this one, beside all others. */
export interface GroupComparison {
  readonly group: ObservedGroup;
  /** Share of the group that left minus that of all other customers, −1..1. */
  readonly difference: number;
  /** Whether the difference is more than chance makes of it. */
  readonly clear: boolean;
  /** Whether it is also large enough to be told to people. */
  readonly telling: boolean;
}

/** Two-sided 5 % point of the normal distribution. */
const Z = 1.96;
/** Odds of the event that are at least this many times those of all others, or as many times lower, are worth telling. */
const TELLING_ODDS = 1.5;

/** For each column, by name, the group that a customer is in; columns whose value is unknown or rare are absent. */
export function groupsOf(observed: ObservedRates, attributes: Attributes): Map<string, GroupComparison> {
  const record = toFeatureRecord({ columns: observed.columns, preprocessor: {} }, attributes);
  const found = new Map<string, GroupComparison>();
  for (const [name, groups] of comparisonsOf(observed)) {
    const value = record[name];
    const compared = groups.find(({ group }) => isIn(group, value));
    if (compared) found.set(name, compared);
  }
  return found;
}

/** Every list asks for them, for each of its rows. */
const comparisons = new WeakMap<ObservedRates, ReadonlyMap<string, readonly GroupComparison[]>>();

/** Every group of every column, by the column's name. */
export function comparisonsOf(observed: ObservedRates): ReadonlyMap<string, readonly GroupComparison[]> {
  const known = comparisons.get(observed);
  if (known) return known;
  const made = new Map(
    observed.columns.map(({ name, groups }) => [name, groups.map((group) => compareGroup(group, observed))]),
  );
  comparisons.set(observed, made);
  return made;
}

/** A group beside all other training customers. */
export function compareGroup(group: ObservedGroup, { customers, left }: ObservedRates): GroupComparison {
  const others = customers - group.customers;
  if (others === 0) return { group, difference: 0, clear: false, telling: false };
  const difference = group.left / group.customers - (left - group.left) / others;
  const rate = left / customers;
  const deviation = Math.sqrt(rate * (1 - rate) * (1 / group.customers + 1 / others));
  const clear = Math.abs(difference) > Z * deviation;
  return { group, difference, clear, telling: clear && oddsApart(group, left - group.left, others) };
}

function oddsApart({ left, customers }: ObservedGroup, othersLeft: number, others: number): boolean {
  const ours = left * (others - othersLeft);
  const theirs = othersLeft * (customers - left);
  return Math.max(ours, theirs) >= TELLING_ODDS * Math.min(ours, theirs);
}

/** Whether a value, as features have it, is in a group. */
export function isIn(group: ObservedGroup, value: unknown): boolean {
  if (value === null || value === undefined) return false;
  if ('level' in group) return String(value) === group.level;
  const number = Number(value);
  return number >= group.from && number <= group.to;
}
