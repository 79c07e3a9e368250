import { expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { computedColumns } from './computed-columns.js';

const ROWS = 400;

function plant(columns: Record<string, (row: number) => number>) {
  return {
    rows: ROWS,
    columns: Object.entries(columns).map(([name, of]) => ({
      kind: 'numeric' as const,
      name,
      values: Float64Array.from({ length: ROWS }, (_, row) => of(row)),
    })),
  };
}

function drawn(seed: number, spread = 1) {
  const random = createRandom(seed);
  return Float64Array.from({ length: ROWS }, () => Math.exp(spread * random.normal()));
}

const [wine, meat, fish, visits] = [1, 2, 3, 4].map((seed) => drawn(seed)) as [
  Float64Array,
  Float64Array,
  Float64Array,
  Float64Array,
];
const parts = {
  wine: (row: number) => wine[row]!,
  meat: (row: number) => meat[row]!,
  fish: (row: number) => fish[row]!,
};

it('a total beside the columns that it is of is computed, and so is their mean', () => {
  const sum = (row: number) => wine[row]! + meat[row]! + fish[row]!;
  for (const of of [sum, (row: number) => sum(row) / 3]) {
    const found = computedColumns(plant({ ...parts, visits: (row) => visits[row]!, total: of }));
    expect(found.map(({ column, kind }) => [column, kind])).toEqual([['total', 'sum']]);
    expect(found[0]!.parts.toSorted()).toEqual(['fish', 'meat', 'wine']);
  }
});

it('totals of totals are computed, and what makes them up is left', () => {
  const found = computedColumns(
    plant({
      ...parts,
      food: (row) => meat[row]! + fish[row]!,
      all: (row) => wine[row]! + meat[row]! + fish[row]!,
    }),
  );
  expect(found.map(({ column }) => column).toSorted()).toEqual(['all', 'food']);
});

it('of what is left, what was taken and what there was, the last is computed', () => {
  const found = computedColumns(
    plant({ left: (row) => wine[row]! - meat[row]!, wine: parts.wine, meat: parts.meat }),
  );
  expect(found.map(({ column }) => column)).toEqual(['wine']);
});

it('of a ratio and its two columns one is computed', () => {
  const ratio = (row: number) => Math.round((100 * wine[row]!) / (1 + visits[row]!)) / 100;
  const found = computedColumns(plant({ wine: parts.wine, visits: (row) => 1 + visits[row]!, ratio }));
  expect(found).toEqual([
    { column: 'wine', kind: 'product', parts: expect.arrayContaining(['visits', 'ratio']) },
  ]);
});

it('columns that are only like each other, multiples of each other, or to be kept are not', () => {
  expect(computedColumns(plant({ ...parts, twice: (row) => 2 * wine[row]! }))).toEqual([]);
  expect(computedColumns(plant({ ...parts, near: (row) => wine[row]! + meat[row]! + visits[row]! }))).toEqual(
    [],
  );
  const total = (row: number) => wine[row]! + meat[row]! + fish[row]!;
  expect(computedColumns(plant({ ...parts, total }), ['total'])).toEqual([]);
});
