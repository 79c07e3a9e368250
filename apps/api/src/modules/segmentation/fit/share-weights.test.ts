import {
  adjustedRandIndex,
  applyPreprocessor,
  createRandom,
  type FeatureTable,
  fitKMeans,
  fitPreprocessor,
  type Matrix,
  predictKMeans,
} from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { CLUSTER_ENCODING } from './cluster-encoding.js';
import { shareWeights } from './share-weights.js';

const ROWS = 600;

/** Three groups in two numbers, and copies of a third number, each a little off, that says nothing of them. */
function plant(copies: number, seed: number) {
  const random = createRandom(seed);
  const groups = Int32Array.from({ length: ROWS }, (_, row) => row % 3);
  const noise = Float64Array.from(groups, () => random.normal());
  const number = (name: string, of: (row: number) => number) => ({
    kind: 'numeric' as const,
    name,
    values: Float64Array.from({ length: ROWS }, (_, row) => of(row)),
  });
  const columns = [
    number('x', (row) => [0, 4, 2][groups[row]!]! + random.normal()),
    number('y', (row) => [0, 0, 4][groups[row]!]! + random.normal()),
    ...Array.from({ length: copies }, (_, i) =>
      number(`copy ${i}`, (row) => noise[row]! + 0.1 * random.normal()),
    ),
  ];
  const table: FeatureTable = { rows: ROWS, columns };
  return { table, groups, preprocessor: fitPreprocessor(table, CLUSTER_ENCODING) };
}

async function found(X: Matrix, groups: Int32Array): Promise<number> {
  return adjustedRandIndex(groups, predictKMeans(await fitKMeans(X, { k: 3, nInit: 10 }), X));
}

describe('columns that say nearly the same', () => {
  it('do not hide groups planted in others, by however many of them there are', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { table, groups, preprocessor } = plant(5, seed);
      const alone = plant(1, seed);
      const shared = shareWeights(preprocessor, table);
      expect(shared.together).toEqual([['copy 0', 'copy 1', 'copy 2', 'copy 3', 'copy 4']]);
      const once = await found(applyPreprocessor(alone.preprocessor, alone.table), alone.groups);
      expect(await found(applyPreprocessor(preprocessor, table), groups)).toBeLessThan(0.1);
      expect(await found(shared.X, groups)).toBeGreaterThan(0.85);
      expect(Math.abs((await found(shared.X, groups)) - once)).toBeLessThan(0.08);
    }
  });

  it('add to a squared distance what one of them would', () => {
    const { table, preprocessor } = plant(4, 1);
    const { X } = shareWeights(preprocessor, table);
    const variances = Array.from({ length: X.columns }, (_, j) => {
      const cells = Array.from({ length: ROWS }, (_, row) => X.data[row * X.columns + j]!);
      return cells.reduce((sum, cell) => sum + cell * cell, 0) / ROWS;
    });
    expect(variances.slice(2).reduce((sum, variance) => sum + variance)).toBeCloseTo(1, 9);
    expect(variances[0]).toBeCloseTo(1, 9);
  });

  it('are left as they are where none do, or where rows are so few that it is chance', () => {
    const { table, preprocessor } = plant(1, 1);
    const { preprocessor: same, together } = shareWeights(preprocessor, table);
    expect([same, together]).toEqual([preprocessor, []]);
    const few = plant(5, 1);
    const columns = few.table.columns.map((column) => ({
      ...column,
      values: (column as { values: Float64Array }).values.slice(0, 20),
    }));
    expect(shareWeights(few.preprocessor, { rows: 20, columns } as FeatureTable).together).toEqual([]);
  });
});

describe('columns that are computed from others', () => {
  const numbers = (seed: number, count: number) => {
    const random = createRandom(seed);
    return Array.from({ length: count }, () =>
      Float64Array.from({ length: ROWS }, () => Math.exp(0.5 * random.normal())),
    );
  };
  /** The planted groups beside other numbers. */
  function beside(seed: number, others: Readonly<Record<string, Float64Array>>) {
    const { table, groups } = plant(0, seed);
    const added = Object.entries(others).map(([name, values]) => ({
      kind: 'numeric' as const,
      name,
      values,
    }));
    const wider: FeatureTable = { rows: ROWS, columns: [...table.columns, ...added] };
    return { table: wider, groups, preprocessor: fitPreprocessor(wider, CLUSTER_ENCODING) };
  }
  const total = (parts: readonly Float64Array[]) =>
    parts[0]!.map((_, row) => parts.reduce((sum, values) => sum + values[row]!, 0));

  it('do not hide groups planted in others: a total counts not at all beside its parts', async () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const [a, b, c] = numbers(100 + seed, 3) as [Float64Array, Float64Array, Float64Array];
      const { table, groups, preprocessor } = beside(seed, { a, b, c, all: total([a, b, c]) });
      const alone = beside(seed, { a, b, c });
      const shared = shareWeights(preprocessor, table);
      expect(shared.computed).toEqual([
        { column: 'all', parts: expect.arrayContaining(['a', 'b', 'c']), counts: 0 },
      ]);
      const without = await found(applyPreprocessor(alone.preprocessor, alone.table), alone.groups);
      expect(await found(shared.X, groups)).toBeCloseTo(without, 2);
    }
  });

  it('count as two where any two of three give the third', () => {
    const [orders, each] = numbers(7, 2) as [Float64Array, Float64Array];
    const { table, preprocessor } = beside(1, {
      orders,
      each,
      spend: orders.map((n, row) => n * each[row]!),
    });
    const { X, computed } = shareWeights(preprocessor, table);
    expect(computed).toEqual([
      { column: 'spend', parts: expect.arrayContaining(['orders', 'each']), counts: 2 / 3 },
    ]);
    const squares = X.data.reduce((sum, cell, at) => sum + (at % X.columns > 1 ? cell * cell : 0), 0);
    expect(squares / ROWS).toBeCloseTo(2, 6);
  });

  it('are left as they are where their weight was asked for', () => {
    const [a, b] = numbers(9, 2) as [Float64Array, Float64Array];
    const { table, preprocessor } = beside(1, { a, b, all: total([a, b]) });
    expect(shareWeights(preprocessor, table, ['all']).computed).toEqual([]);
  });

  it('do not make a part of theirs count less for being nearly all of them', () => {
    const [a, b] = numbers(11, 2) as [Float64Array, Float64Array];
    const few = b.map((value) => 0.2 * value);
    const { table, preprocessor } = beside(1, { a, few, all: total([a, few]) });
    const { together, computed } = shareWeights(preprocessor, table);
    expect([together, computed.map(({ column }) => column)]).toEqual([[], ['all']]);
  });
});
