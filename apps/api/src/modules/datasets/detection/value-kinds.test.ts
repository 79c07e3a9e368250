import { describe, expect, it } from 'vitest';
import { dateOrders, isBooleanPair, isCode, isNumber, parseBoolean, provesDecimal } from './value-kinds.js';

describe('a number', () => {
  it.each([
    '0',
    '-7',
    '+7',
    '1234.5',
    '.5',
    '5.',
    '1,234',
    '1,234,567.89',
    '1e-3',
    '$ 12.50',
    '€12',
    '12 %',
    '1 234.5',
    "1'234",
  ])('with a point is %s', (text) => expect(isNumber(text, '.')).toBe(true));

  it.each([
    '',
    'abc',
    '12.05.2020',
    '1,23',
    '12,34,567',
    '1.2.3',
    'inf',
    'NaN',
    '1_000',
    '0x1f',
    '-',
    '1 2',
    '12 apples',
  ])('with a point is not %j', (text) => expect(isNumber(text, '.')).toBe(false));

  it('with a comma groups thousands by points', () => {
    expect(isNumber('1.234.567,89', ',')).toBe(true);
    expect(isNumber('12,5', ',')).toBe(true);
    expect(isNumber('1234.5', ',')).toBe(false);
  });

  it.each([
    ['12.5', '.', true],
    ['0.125', '.', true],
    ['1234.567', '.', true],
    ['1,234.567', '.', true],
    ['1.234', '.', false],
    ['1,234', '.', false],
    ['1,234,567', '.', true],
    ['12', '.', false],
    ['12,5', ',', true],
    ['1.234,567', ',', true],
    ['1,234', ',', false],
    ['1.234.567', ',', true],
  ] as const)('%s proves the separator %j: %s', (text, decimal, proof) => {
    expect(provesDecimal(text, decimal)).toBe(proof);
  });

  it('is not one if its digits are an identifier', () => {
    expect(isCode('007')).toBe(true);
    expect(isCode('1234567890123456')).toBe(true);
    expect(isCode('0')).toBe(false);
    expect(isCode('1050')).toBe(false);
  });
});

describe('yes and no', () => {
  it('are read in the usual spellings', () => {
    expect(['Yes', 'TRUE', '1', 'ja', 'y', ' on '].map(parseBoolean)).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
    ]);
    expect(['No', 'FALSE', '0', 'nein', 'n', 'off'].map(parseBoolean)).toEqual([
      false,
      false,
      false,
      false,
      false,
      false,
    ]);
    expect(parseBoolean('maybe')).toBeNull();
  });

  it('belong together in pairs', () => {
    expect(isBooleanPair(['No', 'YES'])).toBe(true);
    expect(isBooleanPair(['yes', 'nein'])).toBe(false);
    expect(isBooleanPair(['yes', 'Yes'])).toBe(false);
  });
});

describe('a date', () => {
  it.each([
    ['2020-01-31', ['ymd']],
    ['2020/1/5 10:30', ['ymd']],
    ['2020-01-31T10:30:05Z', ['ymd']],
    ['31.01.2020', ['dmy']],
    ['01/31/2020', ['mdy']],
    ['05-06-20', ['dmy', 'mdy']],
    ['5 Mar 2020', ['named']],
    ['March 5, 2020', ['named']],
    ['32.01.2020', []],
    ['2020-13-01', []],
    ['12.5', []],
    ['1-2/2020', []],
    ['20200131', []],
  ] as const)('%s can be read as %j', (text, orders) => expect(dateOrders(text)).toEqual(orders));
});
