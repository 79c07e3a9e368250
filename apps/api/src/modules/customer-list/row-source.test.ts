import { describe, expect, it } from 'vitest';
import { bothOf, sourceOf, type ToldRows } from './row-source.js';

const multiples = (of: number, count: number) => Array.from({ length: count }, (_, i) => of * i);

function rowsIn(told: ToldRows): number[] {
  if (told.kind === 'few') return [...told.rows];
  return Array.from({ length: 8 * told.bits.length }, (_, row) => row).filter(
    (row) => (told.bits[row >> 3]! >> (row & 7)) & 1,
  );
}

describe('rows that two conditions tell', () => {
  it.each([
    ['few and few', 10, 15],
    ['few and many', 10, 5000],
    ['many and few', 5000, 10],
    ['many and many', 5000, 5000],
    ['many and none', 5000, 0],
  ])('are those in both: %s', (_, evens, thirds) => {
    const both = bothOf(sourceOf(multiples(2, evens)), sourceOf(multiples(3, thirds)));
    const wanted = multiples(2, evens).filter((row) => row % 3 === 0 && row / 3 < thirds);
    expect(rowsIn(both)).toEqual(wanted);
  });

  it('are few rows where few are left of many', () => {
    const both = bothOf(sourceOf(multiples(2, 5000)), sourceOf(multiples(1999, 3000)));
    expect(both).toEqual({ kind: 'few', rows: [0, 3998, 7996] });
  });
});
