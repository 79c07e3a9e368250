import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankAgain, rankRows } from './rank-rows.js';

const value = fc.oneof(fc.double(), fc.constantFrom(0, -0, 1, -1, 0.5, Number.NaN, 1e-300, -1e300));
const values = fc.array(value, { maxLength: 60 }).map((given) => Float64Array.from(given));

/** By comparing: highest first, those without a value last, equals by row. */
function plainly(of: Float64Array, among: (row: number) => boolean): number[] {
  const rank = (row: number) => (Number.isNaN(of[row]) ? Number.NEGATIVE_INFINITY : of[row]! + 0);
  const hasNone = (row: number) => Number(Number.isNaN(of[row]));
  return [...of.keys()]
    .filter(among)
    .sort((a, b) => hasNone(a) - hasNone(b) || (rank(a) === rank(b) ? a - b : rank(a) > rank(b) ? -1 : 1));
}

describe('rows by their values', () => {
  it('are ranked from the highest to none, equals by row', () => {
    const given = Float64Array.of(0.5, Number.NaN, -2, 0.5, 1, 0, -0);
    expect([...rankRows(given, () => true)]).toEqual([4, 0, 3, 5, 6, 2, 1]);
  });

  it('are ranked as by comparing each two', () => {
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 5 }), (given, every) => {
        const among = (row: number) => row % every !== 1;
        expect([...rankRows(given, among)]).toEqual(plainly(given, among));
      }),
    );
  });

  it('are ranked as anew where some have changed, come or gone', () => {
    const changes = fc.array(fc.tuple(fc.nat(59), value, fc.boolean()), { maxLength: 20 });
    fc.assert(
      fc.property(values, changes, (given, changed) => {
        const there = new Set([...given.keys()].filter((row) => row % 3 !== 0));
        const before = rankRows(given, (row) => there.has(row));
        for (const [row, now, isThere] of changed) {
          if (row >= given.length) continue;
          given[row] = now;
          if (isThere) there.add(row);
          else there.delete(row);
        }
        const among = (row: number) => there.has(row);
        const rows = changed.map(([row]) => row);
        expect([...rankAgain(before, rows, given, among)]).toEqual(plainly(given, among));
      }),
    );
  });
});
