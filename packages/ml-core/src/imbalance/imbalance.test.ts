import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DegenerateDataError, InvalidParameterError } from '../errors.js';
import type {
  CategoricalColumn,
  FeatureColumn,
  FeatureTable,
  NumericColumn,
} from '../preprocessing/feature-table.js';
import { createRandom } from '../random.js';
import { balancedClassWeights, rowWeights } from './class-weight.js';
import { randomOverSample, randomUnderSample } from './random-sampler.js';
import { type ImbalanceStrategy, resample } from './resample.js';
import { smote } from './smote.js';

const targets = fc
  .tuple(fc.integer({ min: 2, max: 30 }), fc.integer({ min: 2, max: 30 }), fc.nat())
  .map(([zeros, ones, seed]) => {
    const order = Int32Array.from({ length: zeros + ones }, (_, i) => i);
    createRandom(seed).shuffle(order);
    return { y: Uint8Array.from(order, (i) => (i < ones ? 1 : 0)), zeros, ones, seed };
  });

const countOnes = (y: Iterable<number>) => [...y].filter((label) => label === 1).length;

const valuesOf = (column: FeatureColumn) => (column.kind === 'numeric' ? column.values : column.codes);

function makeTable(rows: number, seed = 1): FeatureTable {
  const random = createRandom(seed);
  return {
    rows,
    columns: [
      {
        kind: 'numeric',
        name: 'spend',
        values: Float64Array.from({ length: rows }, () => random.next() * 100),
      },
      {
        kind: 'numeric',
        name: 'children',
        values: Float64Array.from({ length: rows }, () => random.integer(4)),
      },
      {
        kind: 'categorical',
        name: 'plan',
        levels: ['a', 'b'],
        codes: Int32Array.from({ length: rows }, () => random.integer(2)),
      },
    ],
  };
}

describe('balancedClassWeights', () => {
  it('by hand: one in four weighs 2, the others 2/3', () => {
    expect(balancedClassWeights(Uint8Array.of(0, 0, 1, 0))).toEqual([4 / 6, 2]);
  });

  it('gives both classes the same total and leaves the sum as it was', () => {
    fc.assert(
      fc.property(targets, ({ y }) => {
        const weights = rowWeights(y, { classWeight: 'balanced' });
        const ones = weights.reduce((sum, w, i) => sum + (y[i] === 1 ? w : 0), 0);
        expect(ones).toBeCloseTo(y.length / 2, 9);
        expect(weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(y.length, 9);
      }),
    );
  });
});

describe('random sampling', () => {
  it('over: keeps every row and fills the smaller class up with its own rows', () => {
    fc.assert(
      fc.property(targets, ({ y, zeros, ones, seed }) => {
        const indices = randomOverSample(y, { seed });
        expect([...indices.subarray(0, y.length)]).toEqual([...y.keys()]);
        expect(indices.length).toBe(2 * Math.max(zeros, ones));
        expect(countOnes(indices.map((i) => y[i]!))).toBe(Math.max(zeros, ones));
      }),
    );
  });

  it('under: keeps the smaller class and draws as many of the larger, none twice', () => {
    fc.assert(
      fc.property(targets, ({ y, zeros, ones, seed }) => {
        const indices = randomUnderSample(y, { seed });
        expect(new Set(indices).size).toBe(2 * Math.min(zeros, ones));
        expect(indices.length).toBe(2 * Math.min(zeros, ones));
        expect(countOnes(indices.map((i) => y[i]!))).toBe(Math.min(zeros, ones));
      }),
    );
  });
});

describe('smote', () => {
  it('puts numbers between two rows of the rarer class, and takes levels that occur there', () => {
    fc.assert(
      fc.property(targets, ({ y, zeros, ones, seed }) => {
        const table = makeTable(y.length, seed);
        const before = structuredClone(table);
        const made = smote(table, y, { seed });
        expect(table).toEqual(before);
        expect(made.table.rows).toBe(2 * Math.max(zeros, ones));
        expect(countOnes(made.y)).toBe(Math.max(zeros, ones));
        const rare = ones <= zeros ? 1 : 0;
        for (const [at, column] of table.columns.entries()) {
          const values = valuesOf(column);
          const all = valuesOf(made.table.columns[at]!);
          const own = [...values].filter((_, i) => y[i] === rare);
          expect([...all.subarray(0, y.length)]).toEqual([...values]);
          for (const value of all.subarray(y.length)) {
            expect(value).toBeGreaterThanOrEqual(Math.min(...own));
            expect(value).toBeLessThanOrEqual(Math.max(...own));
          }
        }
      }),
    );
  });

  it('by hand: between two rows only the stretch that joins them is filled', () => {
    const values = Float64Array.of(0, 10, 50, 51, 52, 53, 54, 55);
    const other = Float64Array.of(0.5, 20.5, 0, 0, 0, 0, 0, 0);
    const table: FeatureTable = {
      rows: 8,
      columns: [
        { kind: 'numeric', name: 'x', values: values.map((v) => v + 0.25) },
        { kind: 'numeric', name: 'y', values: other },
      ],
    };
    const made = smote(table, Uint8Array.of(1, 1, 0, 0, 0, 0, 0, 0));
    const [x, y] = made.table.columns as [NumericColumn, NumericColumn];
    for (let i = 8; i < 12; i++) expect(y.values[i]).toBeCloseTo(0.5 + 2 * (x.values[i]! - 0.25), 9);
    expect(new Set(x.values.subarray(8)).size).toBe(4);
  });

  it('goes to the nearest: two far clouds of the rarer class are not bridged', () => {
    const random = createRandom(5);
    const rows = 80;
    const y = Uint8Array.from({ length: rows }, (_, i) => (i < 20 ? 1 : 0));
    const values = Float64Array.from(y, (_, i) => (i % 2) * 1000 + random.next());
    const table: FeatureTable = { rows, columns: [{ kind: 'numeric', name: 'x', values }] };
    const made = smote(table, y).table.columns[0] as NumericColumn;
    for (const value of made.values.subarray(rows)) expect(value < 1.1 || value > 999.9).toBe(true);
  });

  it('lies on the way to the nearest, a level that differs counting as much as a standard deviation', () => {
    const random = createRandom(8);
    const rows = 120;
    const rare = 40;
    const y = Uint8Array.from({ length: rows }, (_, i) => (i < rare ? 1 : 0));
    const spend = Float64Array.from(y, () => random.normal());
    const plans = Int32Array.from(y, () => random.integer(3));
    const regions = Int32Array.from(y, () => random.integer(2));
    const column = (name: string, codes: Int32Array) =>
      ({ kind: 'categorical', name, levels: ['a', 'b', 'c'], codes }) as const;
    const columns = [
      { kind: 'numeric', name: 'spend', values: spend },
      column('plan', plans),
      column('region', regions),
    ] as const;
    const own = spend.subarray(0, rare);
    const mean = own.reduce((sum, value) => sum + value / rare, 0);
    const variance = own.reduce((sum, value) => sum + (value - mean) ** 2 / rare, 0);
    const apart = (i: number, j: number) =>
      (spend[i]! - spend[j]!) ** 2 / variance +
      Number(plans[i] !== plans[j]) +
      Number(regions[i] !== regions[j]);
    const nearest = Array.from({ length: rare }, (_, i) => {
      const others = [...own.keys()].filter((j) => j !== i);
      return others.reduce((a, b) => (apart(i, b) < apart(i, a) ? b : a));
    });
    const made = smote({ rows, columns }, y, { neighbours: 1 });
    const [created, plan] = made.table.columns as [NumericColumn, CategoricalColumn];
    for (let at = rows; at < made.table.rows; at++) {
      const value = created.values[at]!;
      const between = nearest.some((j, i) => {
        const [low, high] = [Math.min(spend[i]!, spend[j]!), Math.max(spend[i]!, spend[j]!)];
        return low <= value && value <= high && (plan.codes[at] === plans[j] || plan.codes[at] === plans[i]);
      });
      expect(between).toBe(true);
    }
  });

  it('keeps whole numbers whole and gaps as gaps', () => {
    const table = makeTable(60);
    const spend = table.columns[0] as NumericColumn;
    spend.values[0] = Number.NaN;
    const y = Uint8Array.from({ length: 60 }, (_, i) => (i < 6 ? 1 : 0));
    const [created, children] = smote(table, y).table.columns as [NumericColumn, NumericColumn];
    expect(children.values.every(Number.isInteger)).toBe(true);
    const gaps = created.values.subarray(60).filter(Number.isNaN).length;
    expect(gaps).toBe(8);
  });

  it('is the same for the same seed', () => {
    const y = Uint8Array.from({ length: 60 }, (_, i) => (i < 16 ? 1 : 0));
    expect(smote(makeTable(60), y, { seed: 3 })).toEqual(smote(makeTable(60), y, { seed: 3 }));
    expect(smote(makeTable(60), y, { seed: 3 })).not.toEqual(smote(makeTable(60), y, { seed: 4 }));
  });

  it('works in blocks beyond 2,000 rows of the rarer class', () => {
    const y = Uint8Array.from({ length: 5200 }, (_, i) => (i < 2300 ? 1 : 0));
    expect(smote(makeTable(5200), y).table.rows).toBe(5800);
  });

  it('refuses one row of a class, and bad options by name', () => {
    expect(() => smote(makeTable(4), Uint8Array.of(0, 0, 0, 1))).toThrow(DegenerateDataError);
    expect(() => smote(makeTable(4), Uint8Array.of(0, 0, 0, 1))).toThrow('y holds the class 1 once');
    expect(() => smote(makeTable(2), Uint8Array.of(0, 1), { neighbours: 0 })).toThrow(InvalidParameterError);
  });
});

describe('resample', () => {
  const y = Uint8Array.from({ length: 30 }, (_, i) => (i < 6 ? 1 : 0));
  const expected: [ImbalanceStrategy, number, number][] = [
    ['none', 30, 6],
    ['classWeight', 30, 6],
    ['randomOverSample', 48, 24],
    ['randomUnderSample', 12, 6],
    ['smote', 48, 24],
  ];
  it.each(expected)('%s gives %i rows, %i of them positive', (strategy, rows, ones) => {
    const made = resample(makeTable(30), y, strategy, 1);
    expect([made.table.rows, made.y.length, countOnes(made.y)]).toEqual([rows, rows, ones]);
  });
});
