import {
  duplicateGroups,
  type FeatureColumn,
  type FeatureTable,
  nearDuplicateGroups,
} from '@holdfast/ml-core';

/** Rows that belong together, apart from equal ones. */
export interface RepeatedCustomers {
  /** The columns that name the customers of several rows. */
  readonly ids: readonly string[];
  /** Rows of a customer who has an earlier row, by those columns. */
  readonly ofOneCustomer: number;
  /** Rows nearly equal to an earlier one that share its answer. */
  readonly near: number;
}

/** The group of each row, and how many rows joined an earlier one for each reason. */
export interface RowGroups {
  readonly groups: Int32Array;
  readonly equal: number;
  readonly ofOneCustomer: number;
  readonly near: number;
}

/**
 * Puts rows that may be the same customer into one group, so that no model is judged on somebody whom it learned from:
 * equal rows, rows with one value of an id, and rows that are nearly equal with the same answer.
 */
export function groupRows(
  table: FeatureTable,
  y: Uint8Array,
  ids: readonly FeatureColumn[],
  seed: number,
): RowGroups {
  const equal = duplicateGroups(table);
  const byId = ids.map(firstOfValue);
  const near = nearDuplicateGroups(table, y, seed);
  const groups = joinGroups([equal, ...byId, near]);
  const equalRows = joined(equal);
  const ofOneCustomer = byId.reduce((most, first) => Math.max(most, joined(first)), 0);
  return { groups, equal: equalRows, ofOneCustomer, near: joined(joinGroups([equal, near])) - equalRows };
}

/** How many rows joined an earlier one. */
export function joined(first: Int32Array): number {
  return first.reduce((count, row, i) => count + Number(row !== i), 0);
}

/** For each row the first with its value; a row without a value is by itself. */
function firstOfValue(column: FeatureColumn): Int32Array {
  const first = new Map<number, number>();
  const values: ArrayLike<number> = column.kind === 'numeric' ? column.values : column.codes;
  return Int32Array.from(values, (value, i) => {
    if (Number.isNaN(value) || (column.kind === 'categorical' && value < 0)) return i;
    const row = first.get(value) ?? i;
    if (row === i) first.set(value, i);
    return row;
  });
}

/** Joins groupings, each with the first row of every row's group: two rows together in one are together. */
function joinGroups(groupings: readonly Int32Array[]): Int32Array {
  const parent = Int32Array.from(groupings[0]!.keys());
  const rootOf = (row: number) => {
    let root = row;
    while (parent[root] !== root) root = parent[root]!;
    for (let at = row; parent[at] !== root; ) [at, parent[at]] = [parent[at]!, root];
    return root;
  };
  for (const first of groupings) {
    for (let i = 0; i < first.length; i++) {
      const [a, b] = [rootOf(i), rootOf(first[i]!)];
      parent[Math.max(a, b)] = Math.min(a, b);
    }
  }
  return parent.map((_, i) => rootOf(i));
}
