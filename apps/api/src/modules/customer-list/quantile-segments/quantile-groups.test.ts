import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import type { DatasetColumn } from '../../datasets/index.js';
import { chooseMeasures } from './choose-measures.js';
import { findEdges, type OrderedValues } from './find-edges.js';
import { nameQuantiles, type QuantileGroup, type ThirdsOf } from './name-quantiles.js';
import { type CutMeasure, quantileFilter } from './quantile-filter.js';
import { filterWords, measureWords, titleOf } from './quantile-words.js';

const column = (name: string, type = 'NUMBER', role = 'FEATURE') => ({ name, type, role }) as DatasetColumn;

function inOrder(numbers: readonly number[]): OrderedValues<number> {
  const sorted = [...numbers].sort((a, b) => a - b);
  const quantile = (of: readonly number[], share: number) => of[Math.ceil(share * of.length) - 1] ?? null;
  return {
    max: sorted.at(-1) ?? null,
    quantile: async (share) => quantile(sorted, share),
    quantileAbove: async (value, share) =>
      quantile(
        sorted.filter((other) => other > value),
        share,
      ),
    below: async (value) => sorted.findLast((other) => other < value) ?? null,
  };
}

describe('what customers are cut by', () => {
  it('is recency, frequency and value by their names, whatever a file calls them', () => {
    const told = (...columns: DatasetColumn[]) =>
      chooseMeasures(columns).map(({ kind, column }) => `${kind} ${column}`);
    expect(
      told(column('recency_days'), column('frequency'), column('paid', 'NUMBER', 'MONETARY_VALUE')),
    ).toEqual(['RECENCY recency_days', 'FREQUENCY frequency', 'VALUE paid']);
    expect(
      told(column('Last Purchase Date', 'DATE'), column('Orders'), column('Total Spend'), column('MntWine')),
    ).toEqual(['RECENCY Last Purchase Date', 'FREQUENCY Orders', 'VALUE Total Spend']);
  });

  it('is none of several that say the same, nor one that no model may see', () => {
    expect(
      chooseMeasures([column('MntWine'), column('MntFish'), column('Recency', 'NUMBER', 'IGNORED')]),
    ).toEqual([]);
  });
});

describe('where thirds end', () => {
  const edges = (...numbers: number[]) => findEdges(inOrder(numbers));

  it('is at a third and at two thirds', async () => {
    expect(await edges(1, 2, 3, 4, 5, 6, 7, 8, 9)).toEqual([3, 6]);
  });

  it('is never among equal values, and leaves nobody out at either end', async () => {
    expect(await edges(0, 0, 0, 0, 0, 0, 1, 2, 3, 4)).toEqual([0, 1]);
    expect(await edges(0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4)).toEqual([0, 2]);
    expect(await edges(1, 2, 3, 9, 9, 9, 9, 9, 9)).toEqual([3]);
    expect(await edges(1, 2, 3, 4, 5, 6, 9, 9, 9, 9)).toEqual([4, 6]);
    expect(await edges(0, 0, 0, 1, 1, 1, 1, 1)).toEqual([0]);
    expect(await edges(0, 1, 1, 1, 1, 1)).toEqual([0]);
    expect(await edges(7, 7, 7)).toEqual([]);
    expect(await edges()).toEqual([]);
  });
});

type Scores = Readonly<Record<'RECENCY' | 'FREQUENCY' | 'VALUE', number>>;
const within = (scores: Scores, thirds: ThirdsOf) =>
  Object.entries(thirds).every(
    ([kind, [least, most]]) => scores[kind as keyof Scores] >= least && scores[kind as keyof Scores] <= most,
  );
const holds = (scores: Scores, { all, anyOf }: QuantileGroup) =>
  within(scores, all) && (anyOf?.some((thirds) => within(scores, thirds)) ?? true);

describe('the names of quantiles', () => {
  it.each([
    [['RECENCY', 'FREQUENCY', 'VALUE'], 9],
    [['RECENCY', 'VALUE'], 9],
    [['RECENCY', 'FREQUENCY'], 9],
    [['FREQUENCY', 'VALUE'], 3],
    [['VALUE'], 3],
    [['RECENCY'], 3],
  ] as const)('give everybody with %j one of %i names', (known, count) => {
    const groups = nameQuantiles(new Set(known));
    expect(groups).toHaveLength(count);
    for (let i = 0; i < 27; i++) {
      const scores = {
        RECENCY: 1 + (i % 3),
        FREQUENCY: 1 + (Math.floor(i / 3) % 3),
        VALUE: 1 + Math.floor(i / 9),
      };
      expect(groups.filter((group) => holds(scores, group))).toHaveLength(1);
    }
  });

  it('are none without a measure', () => {
    expect(nameQuantiles(new Set())).toEqual([]);
  });
});

const measure = (kind: CutMeasure['kind'], name: string, edges: string[], lowIsBest = false) =>
  [kind, { kind, column: name, edges, lowIsBest }] as const;

describe('a group as a filter', () => {
  const measures = new Map([
    measure('RECENCY', 'days', ['10', '40'], true),
    measure('FREQUENCY', 'orders', ['2']),
    measure('VALUE', 'spend', ['100', '500']),
  ]);
  const groups = new Map(nameQuantiles(new Set(measures.keys())).map((group) => [group.name, group]));
  const filterOf = (name: string) => quantileFilter(groups.get(name)!, measures);
  const numbers = new Set(['days', 'orders', 'spend']);

  it('counts days the other way round, and says so in words', () => {
    expect(filterOf('Champions')).toEqual({
      where: [
        { column: 'days', operator: 'LTE', value: '10' },
        { column: 'orders', operator: 'GT', value: '2' },
        { column: 'spend', operator: 'GT', value: '500' },
      ],
    });
    expect(filterWords(filterOf('Champions')!, numbers)).toBe('days ≤ 10 and orders > 2 and spend > 500');
    expect(filterWords(filterOf('Loyal')!, numbers)).toBe(
      'days ≤ 40 and orders > 2 and (days > 10 or spend ≤ 500)',
    );
  });

  it('has no middle where there is one edge', () => {
    expect(filterOf('Need attention')).toBeNull();
    expect(filterOf('At risk')).toEqual({
      where: [
        { column: 'days', operator: 'GT', value: '40' },
        { column: 'orders', operator: 'GT', value: '2' },
      ],
      anyOf: [{ where: [{ column: 'spend', operator: 'LTE', value: '500' }] }],
    });
  });

  it('tells its edges, the best first, and who has no value', () => {
    expect(measureWords(measures.get('RECENCY')!, 3)).toBe(
      'days: best ≤ 10, then ≤ 40, then > 40; 3 without a value',
    );
    expect(measureWords(measures.get('VALUE')!, 0)).toBe('spend: best > 500, then > 100, then ≤ 100');
    expect(measureWords(measures.get('FREQUENCY')!, 0)).toBe('orders: best > 2, then ≤ 2');
    expect([titleOf(['RECENCY', 'FREQUENCY', 'VALUE']), titleOf(['RECENCY', 'VALUE'])]).toEqual([
      'RFM segments',
      'Segments by recency and value',
    ]);
  });
});
