import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FeatureTable, type NumericColumn, takeTableRows } from './feature-table.js';
import { fitPreprocessor, type PreprocessorOptions } from './pipeline.js';
import { preprocessorFrom } from './preprocessor-from-summaries.js';
import { type CategoricalSummary, type NumericSummary, summarise, summariseGroups } from './summarise.js';

const numbers = (name: string, values: number[]): NumericColumn => ({
  kind: 'numeric',
  name,
  values: Float64Array.from(values),
});

describe('summarise', () => {
  it('by hand: counts, moments and the median of the known values', () => {
    const table = { rows: 5, columns: [numbers('spend', [1, 2, 3, 10, Number.NaN])] };
    const [spend] = summarise(table) as NumericSummary[];
    expect(spend).toMatchObject({ name: 'spend', rows: 5, missing: 1, weight: 4, missingWeight: 1 });
    expect(spend!.values).toMatchObject({ least: 1, most: 10, mean: 4, median: 2.5 });
    expect(spend!.values!.deviation).toBeCloseTo(Math.sqrt(12.5), 12);
  });

  it('has no measures where no value is known', () => {
    const [empty] = summarise({ rows: 2, columns: [numbers('spend', [Number.NaN, Number.NaN])] });
    expect(empty).toMatchObject({ rows: 2, missing: 2, weight: 0, values: null });
  });

  it('weighs every level, and what is missing', () => {
    const plan = {
      kind: 'categorical',
      name: 'plan',
      levels: ['a', 'b'],
      codes: Int32Array.of(0, 0, 1, -1),
    } as const;
    const weighed = summarise({ rows: 4, columns: [plan] }, { sampleWeight: Float64Array.of(1, 2, 3, 4) });
    expect((weighed[0] as CategoricalSummary).levelWeight).toEqual(Float64Array.of(3, 3));
    expect(weighed[0]).toMatchObject({ rows: 4, missing: 1, missingWeight: 4 });
  });

  it('keeps a date as it is, and beside it the days since', () => {
    const since = { ...numbers('since', [10, 20, 30]), isDate: true };
    const [summary] = summarise({ rows: 3, columns: [since] }) as NumericSummary[];
    expect(summary!.values).toMatchObject({ mean: 20, most: 30 });
    expect(summary!.durations).toMatchObject({ mean: 10, most: 20, reference: { name: null, day: 30 } });
  });

  it('summarises a group as it summarises its rows alone', () => {
    const table = randomTable(300, 4);
    const groups = Int32Array.from({ length: 300 }, (_, i) => (i * 7) % 3);
    const rowsOf = (group: number) => Int32Array.from(groups.keys()).filter((i) => groups[i] === group);
    summariseGroups(table, groups, 3).forEach((summaries, group) => {
      const { columns } = takeTableRows(table, rowsOf(group));
      const dateless = columns.map((column) => ({ ...column, isDate: false }));
      expect(summaries).toEqual(summarise({ rows: rowsOf(group).length, columns: dateless }));
    });
  });
});

describe('a preprocessor from summaries', () => {
  const options: fc.Arbitrary<PreprocessorOptions> = fc.record({
    scaling: fc.constantFrom('standard', 'robust', 'none'),
    imputation: fc.constantFrom('median', 'mean'),
    logLongTails: fc.boolean(),
    missingIndicator: fc.boolean(),
  });

  it('is the one that is fitted on the rows, also through a structured clone', () => {
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 2, max: 60 }), options, (seed, rows, chosen) => {
        const table = randomTable(rows, seed);
        const summaries = summarise(table, { tails: true, quartiles: true });
        const learned = preprocessorFrom(structuredClone(summaries), chosen);
        expect(learned).toEqual(fitPreprocessor(table, chosen));
      }),
    );
  });

  it('says which summary lacks what the options need', () => {
    const table = randomTable(20, 1);
    const robust = () => preprocessorFrom(summarise(table), { scaling: 'robust' });
    expect(robust).toThrow('the summary of column "number" has no quartiles, which the options need');
    const shortened = () => preprocessorFrom(summarise(table), { logLongTails: true });
    expect(shortened).toThrow('the summary of column "number" has no tail');
  });
});

/** A number with gaps and a long tail, a level with gaps, and a date with a day on which each row was true. */
function randomTable(rows: number, seed: number): FeatureTable {
  const cell = (i: number, column: number) => ((i + 1) * 7919 * (column + 3) + seed * 104729) % 1009;
  const column = (at: number, gap: number) =>
    Array.from({ length: rows }, (_, i) =>
      cell(i, at) % gap === 0 ? Number.NaN : Math.exp(cell(i, at) / 150),
    );
  return {
    rows,
    columns: [
      { ...numbers('number', column(0, 5)), values: Float64Array.from(column(0, 5)).with(0, 1).with(1, 2) },
      { ...numbers('since', column(1, 7)), isDate: true },
      {
        kind: 'categorical',
        name: 'plan',
        levels: ['a', 'b', 'c'],
        codes: Int32Array.from({ length: rows }, (_, i) => (cell(i, 2) % 4) - 1),
      },
    ],
    observedOn: { ...numbers('seen', column(3, 6)), isDate: true },
  };
}
