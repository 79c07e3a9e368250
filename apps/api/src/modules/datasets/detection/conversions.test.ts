import type { DuckDBConnection } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Conversion, convertedSql, presentSql } from './conversions.js';
import { sqlText } from './sql.js';
import { isNumber } from './value-kinds.js';

let instance: DuckDBInstance;
let connection: DuckDBConnection;
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  await connection.run(`set TimeZone = 'UTC'`);
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

async function evaluate(expression: string, text: string): Promise<unknown> {
  const reader = await connection.runAndReadAll(`select ${expression} from (select ${sqlText(text)} as v)`);
  return reader.getRowsJson()[0]![0];
}
const convert = (text: string, conversion: Partial<Conversion> & { type: Conversion['type'] }) =>
  evaluate(convertedSql('v', { decimal: '.', order: null, ...conversion }), text);

describe('a missing value', () => {
  it.each(['', ' ', '\t', '\u00a0', 'NA', 'n/a', 'N/A', 'null', 'NULL', 'NaN', '?', '\\N', '#N/A'])(
    'is %j',
    async (text) => {
      expect(await evaluate(presentSql('v'), text)).toBeNull();
    },
  );

  it.each([
    ['  a b ', 'a b'],
    ['\u00a0x\t', 'x'],
    ['unknown', 'unknown'],
    ['-', '-'],
    ['None', 'None'],
  ])('is not %j', async (text, present) => expect(await evaluate(presentSql('v'), text)).toBe(present));
});

describe('a number', () => {
  it.each([
    ['1234.5', 1234.5],
    ['-1,234.50', -1234.5],
    ['$ 12.50', 12.5],
    ['12 %', 12],
    ['1e3', 1000],
    ['.5', 0.5],
    ['inf', null],
    ['1_000', null],
    ['abc', null],
    ['12,5', null],
  ])('%s with a point is %s', async (text, value) =>
    expect(await convert(text, { type: 'NUMBER' })).toBe(value),
  );

  it.each([
    ['1.234,50', 1234.5],
    ['12,5', 12.5],
    ['1 234', 1234],
    ['-7', -7],
    ['1234.5', null],
  ])('%s with a comma is %s', async (text, value) =>
    expect(await convert(text, { type: 'NUMBER', decimal: ',' })).toBe(value),
  );

  it('is what the detection recognises as one, and nothing else', async () => {
    for (const text of [
      '1',
      '1.5',
      '1,5',
      '1.234,5',
      '1,234.5',
      '€ 3',
      '3 €',
      '--1',
      '+ 1',
      '1e5',
      'e5',
      '1.',
      '.',
      '12-3',
      '٣',
    ]) {
      for (const decimal of ['.', ','] as const) {
        const value = await convert(text, { type: 'NUMBER', decimal });
        expect([text, decimal, value !== null]).toEqual([text, decimal, isNumber(text, decimal)]);
      }
    }
  });
});

describe('a date', () => {
  it.each([
    ['ymd', '2020-01-31', '2020-01-31 00:00:00'],
    ['ymd', '2020/1/5 10:30', '2020-01-05 10:30:00'],
    ['ymd', '2020-01-31T10:30:05+02:00', '2020-01-31 08:30:05'],
    ['ymd', '2020-02-30', null],
    ['dmy', '31.01.2020', '2020-01-31 00:00:00'],
    ['dmy', '1/2/20', '2020-02-01 00:00:00'],
    ['dmy', '1/2/71', '1971-02-01 00:00:00'],
    ['dmy', '01/31/2020', null],
    ['mdy', '01/31/2020 5:07 PM', '2020-01-31 17:07:00'],
    ['named', '5 Mar 2020', '2020-03-05 00:00:00'],
    ['named', 'March 5, 2020', '2020-03-05 00:00:00'],
    ['ymd', '0020-01-31', null],
  ] as const)('as %s, %s is %s', async (order, text, value) =>
    expect(await convert(text, { type: 'DATE', order })).toBe(value),
  );
});

describe('yes and no', () => {
  it('are true and false, anything else is null', async () => {
    expect(await convert('Yes', { type: 'BOOLEAN' })).toBe(true);
    expect(await convert('nein', { type: 'BOOLEAN' })).toBe(false);
    expect(await convert('2', { type: 'BOOLEAN' })).toBeNull();
  });
});
