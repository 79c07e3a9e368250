import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DegenerateDataError, InvalidParameterError, ShapeError } from '../errors.js';
import { takeColumns } from '../matrix.js';
import { encodeRecord, type RecordValue } from './encode-record.js';
import {
  type CategoricalColumn,
  type FeatureTable,
  type NumericColumn,
  takeTableRows,
} from './feature-table.js';
import { applyPreprocessor, fitPreprocessor } from './pipeline.js';
import type { Preprocessor } from './preprocessor.js';

interface Golden {
  income: (number | null)[];
  age: number[];
  city: string[];
  medianStandard: number[][];
  meanStandard: number[][];
  medianRobust: number[][];
  oneHot: number[][];
}
const golden: Golden = JSON.parse(
  readFileSync(new URL('../../golden/preprocessing.golden.json', import.meta.url), 'utf8'),
);

function numeric(name: string, values: (number | null)[]): NumericColumn {
  return { kind: 'numeric', name, values: Float64Array.from(values, (value) => value ?? Number.NaN) };
}

function categorical(name: string, values: (string | null)[]): CategoricalColumn {
  const levels = [...new Set(values.filter((value) => value !== null))].sort();
  return {
    kind: 'categorical',
    name,
    levels,
    codes: Int32Array.from(values, (v) => (v === null ? -1 : levels.indexOf(v))),
  };
}

function tableOf(...columns: FeatureTable['columns'][number][]): FeatureTable {
  const first = columns[0]!;
  return { rows: first.kind === 'numeric' ? first.values.length : first.codes.length, columns };
}

function column(preprocessor: Preprocessor, table: FeatureTable, name: string): number[] {
  const X = applyPreprocessor(preprocessor, table);
  const index = preprocessor.encodedNames.indexOf(name);
  expect(index, name).toBeGreaterThanOrEqual(0);
  return [...takeColumns(X, [index]).data];
}

function expectClose(actual: number[], expected: number[]): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < actual.length; i++) expect(actual[i]).toBeCloseTo(expected[i]!, 12);
}

const goldenTable = tableOf(
  numeric('income', golden.income),
  numeric('age', golden.age),
  categorical('city', golden.city),
);

describe('fitPreprocessor', () => {
  it.each([
    ['median', 'standard', golden.medianStandard],
    ['mean', 'standard', golden.meanStandard],
    ['median', 'robust', golden.medianRobust],
  ] as const)('imputes the %s and scales %s as scikit-learn does', (imputation, scaling, expected) => {
    const preprocessor = fitPreprocessor(goldenTable, { imputation, scaling });
    expectClose(column(preprocessor, goldenTable, 'income'), expected[0]!);
    expectClose(column(preprocessor, goldenTable, 'age'), expected[1]!);
  });

  it('groups rare levels as scikit-learn does', () => {
    const preprocessor = fitPreprocessor(goldenTable, { minLevelShare: 0.1 });
    const names = ['city=Aalst', 'city=Brugge', 'city=Celle', 'city=(other)'];
    expect(preprocessor.encodedNames.slice(-4)).toEqual(names);
    expect(names.map((name) => column(preprocessor, goldenTable, name))).toEqual(golden.oneHot);
  });

  it('says where a number was missing, in a column of its own', () => {
    const preprocessor = fitPreprocessor(goldenTable);
    const expected = golden.income.map((value) => (value === null ? 1 : 0));
    expect(column(preprocessor, goldenTable, 'income (missing)')).toEqual(expected);
    expect(fitPreprocessor(goldenTable, { missingIndicator: false }).encodedNames).not.toContain(
      'income (missing)',
    );
  });

  it('leads every encoded column back to its attribute', () => {
    const preprocessor = fitPreprocessor(goldenTable, { minLevelShare: 0.1 });
    expect([...preprocessor.sourceIndex]).toEqual([0, 0, 1, 2, 2, 2, 2]);
  });

  it('keeps the rarer of two levels only', () => {
    const table = tableOf(categorical('partner', ['No', 'Yes', 'No']));
    const preprocessor = fitPreprocessor(table);
    expect(preprocessor.encodedNames).toEqual(['partner=Yes']);
    expect([...applyPreprocessor(preprocessor, table).data]).toEqual([0, 1, 0]);
  });

  it('drops what is constant or empty, and says so', () => {
    const table = tableOf(
      numeric('constant', [3, 3, 3]),
      numeric('empty', [null, null, null]),
      categorical('one level', ['a', 'a', 'a']),
      categorical('no level', [null, null, null]),
      numeric('varies', [1, 2, 3]),
    );
    const { columns, encodedNames } = fitPreprocessor(table);
    expect(encodedNames).toEqual(['varies']);
    expect(columns.slice(0, 4)).toEqual([
      { kind: 'dropped', name: 'constant', reason: 'constant' },
      { kind: 'dropped', name: 'empty', reason: 'allMissing' },
      { kind: 'dropped', name: 'one level', reason: 'constant' },
      { kind: 'dropped', name: 'no level', reason: 'allMissing' },
    ]);
  });

  it('keeps only the gaps of a column that is otherwise constant', () => {
    const table = tableOf(numeric('discount', [5, null, 5]));
    const preprocessor = fitPreprocessor(table);
    expect(preprocessor.encodedNames).toEqual(['discount (missing)']);
    expect([...applyPreprocessor(preprocessor, table).data]).toEqual([0, 1, 0]);
  });

  it('counts missing as a level of its own', () => {
    const table = tableOf(categorical('plan', ['a', 'b', 'c', null, 'a']));
    const preprocessor = fitPreprocessor(table);
    expect(preprocessor.encodedNames).toEqual(['plan=a', 'plan=b', 'plan=c', 'plan=(missing)']);
    expect(column(preprocessor, table, 'plan=(missing)')).toEqual([0, 0, 0, 1, 0]);
  });

  it('shortens a long tail whatever its unit, and leaves a short one alone', () => {
    const spend = Array.from({ length: 200 }, (_, i) => Math.exp(i / 30));
    const inCents = tableOf(
      numeric(
        'spend',
        spend.map((value) => value * 100),
      ),
      numeric(
        'age',
        spend.map((_, i) => i),
      ),
    );
    const inEuros = tableOf(
      numeric('spend', spend),
      numeric(
        'age',
        spend.map((_, i) => i),
      ),
    );
    const options = { logLongTails: true };
    const cents = fitPreprocessor(inCents, options);
    const euros = fitPreprocessor(inEuros, options);
    expect(euros.columns[0]).toMatchObject({ logUnit: expect.closeTo(Math.exp(99.5 / 30), 0) });
    expect(euros.columns[1]).toMatchObject({ logUnit: 0 });
    expectClose([...applyPreprocessor(cents, inCents).data], [...applyPreprocessor(euros, inEuros).data]);
  });

  it('takes a weight as the row repeated that often', () => {
    const repeats = golden.age.map((_, i) => i % 4);
    const repeated = repeats.flatMap((times, i) => new Array<number>(times).fill(i));
    for (const scaling of ['standard', 'robust'] as const) {
      const options = { scaling, logLongTails: true, minLevelShare: 0.1 };
      const weighted = fitPreprocessor(goldenTable, { ...options, sampleWeight: Float64Array.from(repeats) });
      const written = fitPreprocessor(takeTableRows(goldenTable, repeated), options);
      expect(weighted.encodedNames).toEqual(written.encodedNames);
      expectClose(
        [...applyPreprocessor(weighted, goldenTable).data],
        [...applyPreprocessor(written, goldenTable).data],
      );
    }
  });

  it('leaves its input as it is', () => {
    const before = structuredClone(goldenTable);
    applyPreprocessor(fitPreprocessor(goldenTable, { logLongTails: true, scaling: 'robust' }), goldenTable);
    expect(goldenTable).toEqual(before);
  });

  it('is plain data', () => {
    const preprocessor = fitPreprocessor(goldenTable);
    expect(structuredClone(preprocessor)).toEqual(preprocessor);
  });

  it('refuses a table in which nothing varies, or without rows', () => {
    expect(() => fitPreprocessor(tableOf(numeric('a', [1, 1])))).toThrow(DegenerateDataError);
    expect(() => fitPreprocessor(tableOf(numeric('a', [1, 1])))).toThrow(
      'none of 1 columns varies over 2 rows',
    );
    expect(() => fitPreprocessor({ rows: 0, columns: [] })).toThrow('table has 0 rows');
  });

  it('refuses infinity, doubled names, short columns and codes without level by name', () => {
    const infinite = tableOf(numeric('income', [1, Number.POSITIVE_INFINITY]));
    expect(() => fitPreprocessor(infinite)).toThrow('column "income" is Infinity at row 1');
    const doubled = tableOf(numeric('a', [1, 2]), numeric('a', [1, 2]));
    expect(() => fitPreprocessor(doubled)).toThrow('two columns are named "a"');
    const short = tableOf(numeric('a', [1, 2]), numeric('b', [1]));
    expect(() => fitPreprocessor(short)).toThrow(ShapeError);
    const stray = tableOf({ ...categorical('plan', ['a', 'b']), codes: Int32Array.of(0, 2) });
    expect(() => fitPreprocessor(stray)).toThrow('column "plan" has code 2 at row 1; it must be −1..1');
    expect(() => fitPreprocessor(tableOf(numeric('a', [1e308, -1e308])))).toThrow(
      'column "a" has values too large',
    );
    expect(() => fitPreprocessor(goldenTable, { maxLevels: 0 })).toThrow(InvalidParameterError);
  });
});

describe('applyPreprocessor', () => {
  const training = tableOf(numeric('income', [1, 2, 3]), categorical('plan', ['a', 'b', 'c']));
  const preprocessor = fitPreprocessor(training);

  it('finds columns by name, in any order', () => {
    const turned = { rows: 3, columns: [training.columns[1]!, training.columns[0]!] };
    expect(applyPreprocessor(preprocessor, turned)).toEqual(applyPreprocessor(preprocessor, training));
  });

  it('reads levels by their text, and gives an unseen one zeros', () => {
    const later = tableOf(numeric('income', [1, 2]), categorical('plan', ['c', 'new']));
    const X = applyPreprocessor(preprocessor, later);
    expect([...takeColumns(X, [1, 2, 3]).data]).toEqual([0, 0, 1, 0, 0, 0]);
  });

  it('refuses a table that lacks a column, or has it of another kind', () => {
    expect(() => applyPreprocessor(preprocessor, tableOf(numeric('income', [1])))).toThrow(
      'column "plan" is not in',
    );
    const asNumber = tableOf(numeric('income', [1]), numeric('plan', [1]));
    expect(() => applyPreprocessor(preprocessor, asNumber)).toThrow(
      'column "plan" is numeric; it must be categorical',
    );
  });
});

describe('encodeRecord', () => {
  it('encodes a record as its row in a table is encoded, whatever the values', () => {
    const row = fc.record({
      income: fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true })),
      plan: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e')),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 5, maxLength: 40 }), row, (training, later) => {
        const table = tableOf(
          numeric(
            'income',
            training.map((r) => r.income),
          ),
          categorical(
            'plan',
            training.map((r) => r.plan),
          ),
          numeric(
            'index',
            training.map((_, i) => i),
          ),
        );
        const preprocessor = fitPreprocessor(table, { logLongTails: true, minLevelShare: 0.2 });
        const asTable = tableOf(
          numeric('income', [later.income]),
          categorical('plan', [later.plan]),
          numeric('index', [1]),
        );
        const record: Record<string, RecordValue> = { ...later, index: 1 };
        expect(encodeRecord(preprocessor, record).x).toEqual(applyPreprocessor(preprocessor, asTable).data);
      }),
      { numRuns: 200 },
    );
  });

  const preprocessor = fitPreprocessor(
    tableOf(numeric('income', [10, 20, 30]), categorical('plan', ['a', 'b', 'c'])),
  );
  const problems = (record: Record<string, RecordValue>) =>
    encodeRecord(preprocessor, record).warnings.map(({ column, problem }) => `${column} ${problem}`);

  it('reports what was missing, unseen or not a number, and imputes', () => {
    expect(problems({ income: 10, plan: 'a' })).toEqual([]);
    expect(problems({ plan: null, income: '' })).toEqual(['income missing', 'plan missing']);
    expect(problems({ income: 'much', plan: 'z' })).toEqual(['income notANumber', 'plan unseenLevel']);
    expect(encodeRecord(preprocessor, { income: 'much', plan: 'a' }).x[0]).toBe(0);
    expect(encodeRecord(preprocessor, { income: 'much' }).warnings[0]!.message).toBe(
      'income is "much", which is not a number; 20 is used instead',
    );
  });

  it('reads numbers written as text, and booleans', () => {
    expect(encodeRecord(preprocessor, { income: '30', plan: 'a' })).toEqual(
      encodeRecord(preprocessor, { income: 30, plan: 'a' }),
    );
    expect(problems({ income: true, plan: 'a' })).toEqual([]);
  });

  it('is not misled by names of the object prototype', () => {
    const table = tableOf(numeric('constructor', [1, 2, 3]));
    expect(encodeRecord(fitPreprocessor(table), {}).warnings[0]!.problem).toBe('missing');
  });

  it('reads blank text as the level that it is where training saw it, and else as missing', () => {
    const blanks: FeatureTable = {
      rows: 8,
      columns: [
        {
          kind: 'categorical',
          name: 'plan',
          codes: Int32Array.of(0, 1, 2, 2, -1, 0, 1, -1),
          levels: ['', ' ', 'a'],
        },
      ],
    };
    const preprocessor = fitPreprocessor(blanks);
    const X = applyPreprocessor(preprocessor, blanks);
    for (const [row, plan] of ['', ' ', 'a'].entries()) {
      expect(encodeRecord(preprocessor, { plan })).toEqual({
        x: X.data.slice(row * X.columns, (row + 1) * X.columns),
        warnings: [],
      });
    }
    for (const plan of ['  ', null, undefined, Number.NaN]) {
      const { x, warnings } = encodeRecord(preprocessor, { plan });
      expect(x).toEqual(X.data.slice(4 * X.columns, 5 * X.columns));
      expect(warnings[0]!.problem).toBe('missing');
    }
  });

  it('does not throw for values of any kind, nor take an object for the number or level it spells', () => {
    const hostile = Object.assign(Object.create(null), { toString: 1, valueOf: 1 });
    for (const value of [hostile, Symbol('a'), ['a'], [30], new Date(30), () => 30]) {
      const record = { income: value, plan: value } as unknown as Record<string, RecordValue>;
      expect(encodeRecord(preprocessor, record).warnings.map(({ problem }) => problem)).toEqual([
        'notANumber',
        'unseenLevel',
      ]);
    }
  });

  it('refuses anything that is not a record or a preprocessor, by name', () => {
    expect(() => encodeRecord(preprocessor, null as never)).toThrow('record is null; it must be an object');
    expect(() => encodeRecord(undefined as never, {})).toThrow('model is undefined; it must be an object');
  });
});

describe('fitPreprocessor', () => {
  const table = tableOf(numeric('income', [10, 20, 30]), categorical('plan', ['a', 'b', 'c']));

  it('refuses options that it does not know, instead of taking them for others', () => {
    const refused = (options: object, message: string) =>
      expect(() => fitPreprocessor(table, options)).toThrow(message);
    refused({ scaling: 'minmax' }, 'scaling is "minmax"; it must be "standard" or "robust" or "none"');
    refused({ imputation: 'mode' }, 'imputation is "mode"; it must be "median" or "mean"');
    refused({ logLongTails: 'false' }, 'logLongTails is "false"; it must be true or false');
    refused({ missingIndicator: 0 }, 'missingIndicator is 0; it must be true or false');
    refused({ maxLevels: '30' }, 'maxLevels is "30"; it must be an integer 1..255');
  });

  it('refuses levels that repeat one another, which would be two columns in one place', () => {
    const codes = Int32Array.of(0, 1, 2);
    const column = { kind: 'categorical' as const, name: 'plan', codes, levels: ['a', 'b', 'a'] };
    expect(() => fitPreprocessor({ rows: 3, columns: [column] })).toThrow(
      'column "plan" has the level "a" twice; levels must differ',
    );
  });

  it('refuses lists in place of typed arrays: numbers in them may be sorted as texts', () => {
    const column = { kind: 'numeric', name: 'age', values: [1, 2, 10] } as unknown as NumericColumn;
    expect(() => fitPreprocessor({ rows: 3, columns: [column] })).toThrow(
      'column "age" is a list of 3; it must be a Float64Array',
    );
  });
});

describe('takeTableRows', () => {
  it('refuses columns of other lengths than the table, whose missing rows it would have to invent', () => {
    const short: FeatureTable = {
      rows: 4,
      columns: [{ kind: 'numeric', name: 'age', values: Float64Array.of(1, 2) }],
    };
    expect(() => takeTableRows(short, [0, 3])).toThrow('column "age" has 2 values; the table has 4 rows');
  });
});
