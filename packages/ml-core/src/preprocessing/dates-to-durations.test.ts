import { describe, expect, it } from 'vitest';
import { smote } from '../imbalance/smote.js';
import { deserialiseModel, serialiseModel } from '../persistence.js';
import { datesToDurations, findReferenceDay } from './dates-to-durations.js';
import { encodeRecord } from './encode-record.js';
import { type FeatureTable, type NumericColumn, takeTableRows } from './feature-table.js';
import { applyPreprocessor, fitPreprocessor } from './pipeline.js';

const numbers = (name: string, values: (number | null)[]): NumericColumn => ({
  kind: 'numeric',
  name,
  values: Float64Array.from(values, (value) => value ?? Number.NaN),
});
const dates = (name: string, values: (number | null)[]): NumericColumn => ({
  ...numbers(name, values),
  isDate: true,
});

/** Rows that are 10, 20, 40 and 80 days old, seen on four different days. */
const seen = [19_000, 19_100, 19_400, 19_200];
const since = dates('since', [18_990, 19_080, 19_360, 19_120]);
const visits = numbers('visits', [3, 1, 4, 1]);
const table: FeatureTable = { rows: 4, columns: [since, visits], observedOn: dates('seen', seen) };
const undated: FeatureTable = { rows: 4, columns: [since, visits] };

const durationsOf = ({ columns }: FeatureTable) => [...(columns[0] as NumericColumn).values];

describe('datesToDurations', () => {
  it('counts from each date to the day on which its row was true, and leaves other columns alone', () => {
    const counted = datesToDurations(table);
    expect(durationsOf(counted)).toEqual([10, 20, 40, 80]);
    expect(counted.columns[1]).toBe(visits);
    expect(counted.observedOn).toBeUndefined();
    expect(durationsOf(table)).toEqual([...since.values]);
  });

  it('counts to the last day of all where rows do not say theirs, or some do not', () => {
    expect(durationsOf(datesToDurations(undated))).toEqual([370, 280, 0, 240]);
    const partly = { ...table, observedOn: dates('seen', [null, 19_100, 19_400, null]) };
    expect(durationsOf(datesToDurations(partly))).toEqual([410, 20, 40, 280]);
  });

  it('keeps a missing date missing, and a day to come negative', () => {
    const columns = [dates('ends', [null, 19_110, 19_400, 19_199.5])];
    expect(durationsOf(datesToDurations({ ...table, columns }))).toEqual([Number.NaN, -10, 0, 0.5]);
  });

  it('leaves a table without dates as it is', () => {
    const plain = { rows: 4, columns: [visits] };
    expect(datesToDurations(plain)).toBe(plain);
  });
});

describe('findReferenceDay', () => {
  it('is the last day on which a row was observed, or that any date has', () => {
    expect(findReferenceDay(table)).toEqual({ name: 'seen', day: 19_400 });
    expect(findReferenceDay(undated)).toEqual({ name: null, day: 19_360 });
    const silent = { ...table, observedOn: dates('seen', [null, null, null, null]) };
    expect(findReferenceDay(silent)).toEqual({ name: 'seen', day: 19_360 });
    expect(findReferenceDay({ rows: 4, columns: [visits] })).toBeUndefined();
  });

  it('overlooks rows of weight 0', () => {
    expect(findReferenceDay(table, Float64Array.of(1, 1, 0, 1))).toEqual({ name: 'seen', day: 19_200 });
  });
});

describe('a preprocessor of dates', () => {
  const preprocessor = fitPreprocessor(table);

  it('scales durations, and says so in the name', () => {
    expect(preprocessor.encodedNames).toEqual(['since (days ago)', 'visits']);
    const deviation = Math.sqrt((27.5 ** 2 + 17.5 ** 2 + 2.5 ** 2 + 42.5 ** 2) / 4);
    expect(preprocessor.columns[0]).toMatchObject({ isDate: true, center: 37.5, fill: 30 });
    expect(applyPreprocessor(preprocessor, table).data[0]).toBeCloseTo(-27.5 / deviation, 12);
  });

  it('gives a row of the same age the same numbers in another year', () => {
    const years = 3 * 365;
    const later = {
      ...table,
      columns: [
        dates(
          'since',
          [...since.values].map((day) => day + years),
        ),
        visits,
      ],
      observedOn: dates(
        'seen',
        seen.map((day) => day + years),
      ),
    };
    expect(applyPreprocessor(preprocessor, later)).toEqual(applyPreprocessor(preprocessor, table));
  });

  it('encodes a record as its row in the table, and says when its day is unknown', () => {
    const X = applyPreprocessor(preprocessor, table).data;
    const record = { since: 19_080, visits: 1, seen: 19_100 };
    expect(encodeRecord(preprocessor, record)).toEqual({ x: X.slice(2, 4), warnings: [] });
    const { x, warnings } = encodeRecord(preprocessor, { ...record, seen: 'soon' });
    expect(x[0]).toBe(encodeRecord(preprocessor, { ...record, seen: 19_400 }).x[0]);
    expect(warnings.map(({ message }) => message)).toEqual([
      'seen is "soon", which is not a number; dates count back from the last day of training',
    ]);
    expect(encodeRecord(preprocessor, { ...record, since: null }).warnings[0]!.message).toBe(
      'since is missing; 30 days ago is used instead',
    );
  });

  it('counts rows that do not say their day back from the last day of training', () => {
    const early = takeTableRows(undated, [0, 1]);
    const spoken = { ...early, observedOn: dates('seen', [19_400, 19_400]) };
    expect(applyPreprocessor(preprocessor, early)).toEqual(applyPreprocessor(preprocessor, spoken));
  });

  it('takes nothing but dates for dates, and a day for each row', () => {
    const asNumbers = { rows: 4, columns: [numbers('since', [1, 2, 3, 4]), visits] };
    expect(() => applyPreprocessor(preprocessor, asNumbers)).toThrow(
      'column "since" is numeric; it must be a date',
    );
    const short = { ...table, observedOn: dates('seen', [19_000]) };
    expect(() => applyPreprocessor(preprocessor, short)).toThrow('column "seen" has 1 values');
    const twice = { ...table, observedOn: dates('since', seen) };
    expect(() => fitPreprocessor(twice)).toThrow('two columns are named "since"');
  });

  it('is stored with the day it counts from, and refused without', () => {
    expect(deserialiseModel(serialiseModel(preprocessor))).toEqual(preprocessor);
    const { referenceDay: _, ...damaged } = preprocessor;
    expect(() => serialiseModel(damaged)).toThrow('referenceDay is undefined; it must be there');
  });

  it('finds between two rows one that was seen between their days', () => {
    const { table: more } = smote(table, Uint8Array.of(1, 0, 0, 1), { neighbours: 1 });
    expect(more.observedOn!.values.length).toBe(more.rows);
    const synthetic = smote(takeTableRows(table, [0, 3, 1, 1, 1]), Uint8Array.of(1, 1, 0, 0, 0)).table;
    expect(synthetic.observedOn!.values[5]).toBeGreaterThanOrEqual(19_000);
    expect(synthetic.observedOn!.values[5]).toBeLessThanOrEqual(19_200);
  });
});
