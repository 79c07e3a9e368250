import { describe, expect, it } from 'vitest';
import { deserialiseModel, serialiseModel } from '../persistence.js';
import { createRandom } from '../random.js';
import { encodeRecord } from './encode-record.js';
import { limitColumns, ordinaryRange } from './ordinary-range.js';
import { applyPreprocessor, fitPreprocessor } from './pipeline.js';

const random = createRandom(8);
const drawn = (draw: () => number, count = 2000) => Float64Array.from({ length: count }, draw);
const withValues = (values: Float64Array, ...more: number[]) => Float64Array.from([...values, ...more]);
const incomes = drawn(() => 52_000 + 20_000 * random.normal());

describe('the ordinary range of a column', () => {
  it('ends before a handful of values that lie apart, on either side', () => {
    const [low, high] = [Math.min(...incomes), Math.max(...incomes)];
    expect(ordinaryRange(withValues(incomes, 666_666))).toEqual({ low, high });
    expect(ordinaryRange(withValues(incomes, -5_000_000))).toEqual({ low, high });
    expect(ordinaryRange(withValues(incomes, 1e6, 1e9, Number.NaN, -1e7))).toEqual({ low, high });
  });

  it.each([
    ['normal', () => random.normal()],
    ['uniform', () => random.next()],
    ['exponential', () => -Math.log(1 - random.next())],
    ['skewed', () => Math.exp(1.2 * random.normal())],
    ['mostly nothing', () => (random.next() < 0.8 ? 0 : 1000 * random.next())],
    ['a rare yes', () => Number(random.next() < 0.002)],
    ['a count', () => Math.floor(-2 * Math.log(1 - random.next()))],
  ])('is all of it where values are %s', (_, draw) => {
    for (let i = 0; i < 20; i++) expect(ordinaryRange(drawn(draw))).toBeNull();
  });

  it('includes a group of customers that lies apart, which is no outlier', () => {
    const others = Array.from({ length: 60 }, () => 900_000 + 1000 * random.normal());
    expect(ordinaryRange(withValues(incomes, ...others))).toBeNull();
  });

  it('is not told of fewer than 50 values', () => {
    expect(ordinaryRange(withValues(incomes.slice(0, 40), 666_666))).toBeNull();
  });
});

describe('limited columns', () => {
  const column = { kind: 'numeric' as const, name: 'income', values: incomes };
  const table = { rows: incomes.length, columns: [column] };
  const plain = fitPreprocessor(table);
  const limited = limitColumns(plain, new Map([['income', { low: 0, high: 100_000 }]]));
  const encoded = (income: number) => encodeRecord(limited, { income }).x[0]!;

  it('take a value beyond the range for the nearest in it, in tables and in records', () => {
    expect(encoded(1e6)).toBe(encodeRecord(plain, { income: 100_000 }).x[0]);
    expect(encoded(-5e6)).toBe(encodeRecord(plain, { income: 0 }).x[0]);
    expect(encoded(40_000)).toBe(encodeRecord(plain, { income: 40_000 }).x[0]);
    const wild = Float64Array.from([1e6, -5e6, 40_000, Number.NaN]);
    const X = applyPreprocessor(limited, { rows: 4, columns: [{ ...column, values: wild }] });
    expect([...X.data]).toEqual([
      encoded(1e6),
      encoded(-5e6),
      encoded(40_000),
      encodeRecord(limited, {}).x[0],
    ]);
  });

  it('survive being written down', () => {
    expect(deserialiseModel(serialiseModel(limited))).toEqual(limited);
  });
});
