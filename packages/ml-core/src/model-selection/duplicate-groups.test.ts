import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FeatureTable } from '../preprocessing/feature-table.js';
import { duplicateGroups } from './duplicate-groups.js';

function tableOf(rows: [number, number][]): FeatureTable {
  return {
    rows: rows.length,
    columns: [
      { kind: 'numeric', name: 'age', values: Float64Array.from(rows, ([age]) => age) },
      {
        kind: 'categorical',
        name: 'plan',
        levels: ['a', 'b', 'c'],
        codes: Int32Array.from(rows, ([, plan]) => plan),
      },
    ],
  };
}

describe('duplicateGroups', () => {
  it('numbers equal rows by the first of them, missing values included', () => {
    const table = tableOf([
      [30, 0],
      [30, 1],
      [Number.NaN, -1],
      [30, 0],
      [Number.NaN, -1],
      [0, 2],
      [-0, 2],
    ]);
    expect([...duplicateGroups(table)]).toEqual([0, 1, 2, 0, 2, 5, 5]);
  });

  it('finds what comparing all pairs finds', () => {
    const row = fc.tuple(fc.constantFrom(1, 2, 0.5, Number.NaN), fc.integer({ min: -1, max: 2 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 25 }), (rows) => {
        const same = (a: [number, number], b: [number, number]) => Object.is(a[0], b[0]) && a[1] === b[1];
        const expected = rows.map((r) => rows.findIndex((other) => same(r, other)));
        const distinct = new Set(expected).size;
        fc.pre(rows.length <= distinct * 10);
        expect([...duplicateGroups(tableOf(rows))]).toEqual(expected);
      }),
    );
  });

  it('does not take different rows for one where a table is too coarse to tell them apart', () => {
    const rows = Array.from({ length: 40 }, (_, i): [number, number] => [1, i % 3]);
    expect([...duplicateGroups(tableOf(rows))]).toEqual(rows.map((_, i) => i));
  });
});
