import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { combineSummaries } from './combine-summaries.js';
import { findReferenceDay } from './dates-to-durations.js';
import { type FeatureTable, takeTableRows } from './feature-table.js';
import { type ColumnSummary, summarise, summariseGroups } from './summarise.js';

const random = createRandom(3);
const numbers = (name: string, value: (row: number) => number) => ({
  kind: 'numeric' as const,
  name,
  values: Float64Array.from({ length: 300 }, (_, row) => value(row)),
});
const table: FeatureTable = {
  rows: 300,
  columns: [
    numbers('spend', (row) => (row % 7 === 0 ? Number.NaN : Math.exp(2 * random.normal()))),
    numbers('far', (row) => 1e9 + (row % 3)),
    numbers('alike', () => 4),
    numbers('late', (row) => (row < 250 ? Number.NaN : row)),
    { ...numbers('since', (row) => 17_000 + row), isDate: true },
    {
      kind: 'categorical',
      name: 'plan',
      levels: ['a', 'b', 'c'],
      codes: Int32Array.from({ length: 300 }, (_, row) => (row % 4) - 1),
    },
  ],
  observedOn: { ...numbers('seen', (row) => (row % 9 === 0 ? Number.NaN : 18_000 + row)), isDate: true },
};
const parts = [
  [0, 100],
  [100, 101],
  [101, 300],
].map(([from, to]) => Int32Array.from({ length: to! - from! }, (_, i) => from! + i));

function expectAlike(actual: unknown, expected: unknown): void {
  if (typeof expected === 'number') expect(actual as number).toBeCloseTo(expected, 8);
  else if (typeof expected === 'object' && expected !== null) {
    expect(Object.keys(actual as object).sort()).toEqual(Object.keys(expected).sort());
    for (const [key, value] of Object.entries(expected)) {
      expectAlike((actual as Record<string, unknown>)[key], value);
    }
  } else expect(actual).toEqual(expected);
}

describe('combineSummaries', () => {
  it('says of parts what summarise says of all rows', () => {
    const whole = summarise(table, { tails: true });
    const reference = findReferenceDay(table)!;
    const options = { tails: true, like: whole, reference };
    expectAlike(
      parts.map((rows) => summarise(takeTableRows(table, rows), options)).reduce(combineSummaries),
      whole,
    );
  });

  it('says of the groups of parts what summariseGroups says of all rows', () => {
    const groups = Int32Array.from({ length: 300 }, (_, row) => Number(row % 5 === 0 || row > 270));
    const whole = summariseGroups(table, groups, 2);
    const found = parts
      .map((rows) =>
        summariseGroups(
          takeTableRows(table, rows),
          rows.map((row) => groups[row]!),
          2,
          whole,
        ),
      )
      .reduce((a, b) => a.map((group, i) => combineSummaries(group, b[i]!)));
    expectAlike(found, whole);
  });

  it('averages medians of which no sample knows', () => {
    const of = (...values: number[]) =>
      summarise({
        rows: values.length,
        columns: [{ ...numbers('n', () => 0), values: Float64Array.from(values) }],
      });
    const [both] = combineSummaries(of(1, 1, 1), of(5));
    expect((both as ColumnSummary & { kind: 'numeric' }).values!.median).toBe(2);
  });

  it('refuses summaries of other columns', () => {
    const summaries = summarise(table);
    expect(() => combineSummaries(summaries, summaries.slice(1))).toThrow(
      'there are 6 and 5 summaries; they must be as many',
    );
    expect(() => combineSummaries(summaries.slice(4), summaries.slice(4).toReversed())).toThrow(
      '"since" is numeric and categorical; it must be one of them',
    );
  });
});
