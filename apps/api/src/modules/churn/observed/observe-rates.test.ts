import { createRandom, type FeatureColumn } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { familiesOf } from './columns-together.js';
import { MIN_GROUP, observeRates } from './observe-rates.js';

const ROWS = 1000;
const random = createRandom(5);
const draw = (value: (i: number) => number) => Float64Array.from({ length: ROWS }, (_, i) => value(i));
const numeric = (name: string, values: Float64Array): FeatureColumn => ({ kind: 'numeric', name, values });
const category = (name: string, levels: string[], code: (i: number) => number): FeatureColumn => ({
  kind: 'categorical',
  name,
  levels,
  codes: Int32Array.from({ length: ROWS }, (_, i) => code(i)),
});
const observe = (column: FeatureColumn, y = Uint8Array.from({ length: ROWS }, (_, i) => i % 2)) =>
  observeRates({ rows: ROWS, columns: [column] }, y, [{ name: column.name, type: 'NUMBER' }]).columns[0]!
    .groups;

describe('observed rates', () => {
  it('count the customers with each level and how many of them left, leaving out the rare', () => {
    const plan = category('plan', ['a', 'b', 'rare'], (i) => (i < 10 ? 2 : i < 300 ? 1 : i < 310 ? -1 : 0));
    const y = Uint8Array.from({ length: ROWS }, (_, i) => Number(i < 100));
    expect(observe(plan, y)).toEqual([
      { level: 'a', customers: 690, left: 0 },
      { level: 'b', customers: 290, left: 90 },
    ]);
  });

  it('divide numbers into ten ranges of equally many, and keep equal numbers together', () => {
    const spend = draw((i) => (i < 250 ? 0 : i));
    const groups = observe(numeric('spend', spend));
    expect(groups[0]).toMatchObject({ from: 0, to: 0, customers: 250 });
    expect(groups[1]).toMatchObject({ from: 250, to: 349, customers: 100 });
    expect(groups.reduce((sum, { customers }) => sum + customers, 0)).toBe(ROWS);
    expect(groups.every(({ customers }) => customers >= MIN_GROUP)).toBe(true);
  });

  it('tell few numbers apart one by one, and know nothing of what is missing', () => {
    const children = draw((i) => (i % 4 === 3 ? Number.NaN : i % 4));
    expect(observe(numeric('children', children))).toMatchObject([
      { from: 0, to: 0, customers: 250, left: 0 },
      { from: 1, to: 1, customers: 250, left: 250 },
      { from: 2, to: 2, customers: 250, left: 0 },
    ]);
  });
});

describe('columns that move together', () => {
  const months = draw(() => random.integer(72));
  const region = category('region', ['n', 's', 'w'], () => random.integer(3));
  const codes = region.kind === 'categorical' ? region.codes : new Int32Array();
  const many = category(
    'street',
    Array.from({ length: 400 }, (_, i) => `street ${i}`),
    () => random.integer(400),
  );

  it.each<[string, FeatureColumn, FeatureColumn, boolean]>([
    [
      'a number and its total',
      numeric('a', months),
      numeric(
        'b',
        months.map((m) => m * (50 + random.integer(20))),
      ),
      true,
    ],
    [
      'a number and its contrary',
      numeric('a', months),
      numeric(
        'b',
        months.map((m) => -m),
      ),
      true,
    ],
    [
      'a number and a gap in it',
      numeric('a', months),
      numeric(
        'b',
        months.map((m, i) => (i % 3 ? m : Number.NaN)),
      ),
      true,
    ],
    [
      'numbers that are independent',
      numeric('a', months),
      numeric(
        'b',
        draw(() => random.normal()),
      ),
      false,
    ],
    [
      'a category and its price',
      region,
      numeric(
        'b',
        draw((i) => 20 * codes[i]! + random.normal()),
      ),
      true,
    ],
    ['a category and any number', region, numeric('b', months), false],
    ['a category of many levels and any number', many, numeric('b', months), false],
    ['a category and its new names', region, category('b', ['x', 'y', 'z'], (i) => 2 - codes[i]!), true],
    ['categories that are independent', region, category('b', ['x', 'y'], () => random.integer(2)), false],
    ['a category and one of many levels', many, category('b', ['x', 'y'], () => random.integer(2)), false],
    [
      'a constant and any number',
      numeric(
        'a',
        draw(() => 1),
      ),
      numeric('b', months),
      false,
    ],
  ])('are told for %s', (_, a, b, together) => {
    expect(familiesOf([a, b], ROWS)).toEqual(together ? [0, 0] : [0, 1]);
  });
});
