import { existsSync } from 'node:fs';
import { expect, it } from 'vitest';
import { publicData, publicSets, readPublicSet } from '../model-selection/public-data.test-support.js';
import type { FeatureTable } from '../preprocessing/feature-table.js';
import { createRandom } from '../random.js';
import { findRelations, followChange } from './column-relations.js';

const ROWS = 400;

function tableOf(columns: Record<string, (i: number) => number>): FeatureTable {
  return {
    rows: ROWS,
    columns: Object.entries(columns).map(([name, cell]) => ({
      kind: 'numeric',
      name,
      values: Float64Array.from({ length: ROWS }, (_, i) => cell(i)),
    })),
  };
}

function draws(seed: number, least: number, most: number): (i: number) => number {
  const random = createRandom(seed);
  const values = Float64Array.from({ length: ROWS }, () => least + (most - least) * random.next());
  return (i) => values[i]!;
}

const months = (i: number) => 1 + ((i * 7) % 60);
const charge = draws(1, 20, 110);
const [milk, meat, fish] = [draws(2, 0, 80), draws(3, 0, 300), draws(4, 5, 50)];

it('a product of two columns is found although it is off by some percent', () => {
  const noise = draws(5, 0.97, 1.03);
  const relations = findRelations(
    tableOf({ months, charge, other: draws(6, 0, 1), total: (i) => months(i) * charge(i) * noise(i) }),
  );
  expect(relations).toMatchObject([{ kind: 'product', column: 'total', parts: ['months', 'charge'] }]);
  expect((relations[0] as { factor: number }).factor).toBeCloseTo(1, 1);
});

it('a sum of its parts is written once, as the sum', () => {
  const total = (i: number) => milk(i) + meat(i) + fish(i);
  expect(findRelations(tableOf({ meat, milk, total, fish, other: draws(7, 0, 100) }))).toMatchObject([
    { kind: 'sum', column: 'total', intercept: 0 },
  ]);
});

it('of two columns that say the same in other units, each follows from the other', () => {
  const relations = findRelations(
    tableOf({ months, days: (i) => 30 * months(i), born: (i) => 2020 - months(i) }),
  );
  const between = relations.map(({ column, parts }) => [column, parts.length]);
  expect(between.every(([, parts]) => parts === 1)).toBe(true);
  expect(new Set(between.map(([column]) => column))).toEqual(new Set(['months', 'days', 'born']));
});

it('columns that merely go together, and numbers that are labels, have no relation', () => {
  const noise = draws(8, -10, 10);
  const near = (i: number) => months(i) + noise(i);
  expect(findRelations(tableOf({ months, near, level: (i) => i % 3, thrice: (i) => 3 * (i % 3) }))).toEqual(
    [],
  );
});

it('a column that is mostly nothing is no product of anything', () => {
  const rare = (i: number) => (i % 40 === 0 ? months(i) * charge(i) : 0);
  expect(findRelations(tableOf({ months, charge, rare })).filter(({ column }) => column === 'rare')).toEqual(
    [],
  );
});

it('rows in which a part is missing show nothing, the others do', () => {
  const total = (i: number) => (i % 10 === 0 ? Number.NaN : months(i) * charge(i));
  expect(findRelations(tableOf({ months, charge, total }))).toMatchObject([{ column: 'total' }]);
});

it('a changed part moves what is computed, which keeps what set it apart', () => {
  const relations = findRelations(tableOf({ months, charge, total: (i) => months(i) * charge(i) }));
  const before = { months: 10, charge: 50, total: 480 };
  expect(followChange(relations, before, { months: 20 })).toMatchObject([{ column: 'total', to: 960 }]);
  expect(followChange(relations, before, { months: 20, total: 700 })).toEqual([]);
  expect(followChange(relations, before, { other: 1 })).toEqual([]);
  expect(followChange(relations, { ...before, charge: null }, { months: 20 })).toEqual([]);
  expect(followChange(relations, { months: 0, charge: 50, total: 0 }, { months: 2 })).toMatchObject([
    { column: 'total', to: 100 },
  ]);
});

it('what follows moves what follows from it, each once', () => {
  const relations = findRelations(
    tableOf({ months, days: (i) => 30 * months(i), milk, all: (i) => 30 * months(i) + milk(i) }),
  );
  const followed = followChange(relations, { months: 2, days: 61, milk: 5, all: 66 }, { months: 3 });
  expect(Object.fromEntries(followed.map(({ column, to }) => [column, Math.round(to)]))).toMatchObject({
    days: 91,
    all: 96,
  });
  expect(followed.length).toBe(new Set(followed.map(({ column }) => column)).size);
});

it.skipIf(!existsSync(publicData))(
  'on Telco the total charges follow from months and monthly charges, and nothing else does (skipped where ../shared/data is absent)',
  () => {
    const { table } = readPublicSet(publicSets.telco);
    const relations = findRelations(table);
    expect(relations).toMatchObject([
      { kind: 'product', column: 'TotalCharges', parts: ['tenure', 'MonthlyCharges'] },
    ]);
    expect((relations[0] as { factor: number }).factor).toBeCloseTo(1, 2);
  },
);
