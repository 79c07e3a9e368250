import type { DuckDBConnection, DuckDBInstance as Instance } from '@duckdb/node-api';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { presentSql } from './missing-values.js';
import { provesDecimal, provesDecimalSql } from './number-values.js';
import {
  boundedValueSql,
  rawValueSql,
  readText,
  saysMissingSql,
  type ValueReading,
} from './value-reading.js';

let instance: Instance;
let connection: DuckDBConnection;
beforeAll(async () => {
  instance = await DuckDBInstance.create(':memory:');
  connection = await instance.connect();
  await connection.run("set TimeZone = 'UTC'");
});
afterAll(() => {
  connection.closeSync();
  instance.closeSync();
});

const reading = (part: Partial<ValueReading> & { type: ValueReading['type'] }): ValueReading => ({
  decimal: '.',
  order: null,
  ...part,
});

/** What DuckDB makes of the texts: a value, null for missing, undefined for no value of the type. */
async function inDuckDb(texts: readonly string[], of: ValueReading): Promise<unknown[]> {
  await connection.run('create or replace temp table texts (place integer, v varchar)');
  const rows = texts.map((text, at) => `(${at}, '${text.replaceAll("'", "''")}')`);
  await connection.run(`insert into texts values ${rows.join(', ')}`);
  const shown = of.type === 'DATE' ? "strftime(b, '%Y-%m-%dT%H:%M:%S')" : 'b';
  const reader = await connection.runAndReadAll(
    `select ${shown}, b is null and not (v is null or ${saysMissingSql('v', of)}) from (
      select place, v, ${boundedValueSql('r', of)} as b from (select place, v, ${rawValueSql('v', of)} as r from (select place, ${presentSql('v')} as v from texts))) order by place`,
  );
  return reader.getRowsJS().map(([value, unread]) => (unread ? undefined : value));
}

const number = (text: string, decimal: '.' | ',' = '.', perCent = 1) =>
  readText(text, reading({ type: 'NUMBER', decimal, perCent }));
const date = (text: string, order: ValueReading['order'] = 'named') =>
  readText(text, reading({ type: 'DATE', order }));

describe('a number', () => {
  it.each([
    ['1234.5', 1234.5],
    ['-1,234.50', -1234.5],
    ['(33.52)', -33.52],
    ['$(1,200.00)', -1200],
    ['($5)', -5],
    ['12.50-', -12.5],
    ['USD 1,200', 1200],
    ['5.00 EUR', 5],
    ['5.00EUR', 5],
    ['١٢٣٤', 1234],
    ['١٬٢٣٤٫٥٦', 1234.56],
    ['۱۲۳', 123],
    ['−۱۲٫۵', -12.5],
    ['१२३४.५', 1234.5],
    ['৪২', 42],
    ['๑๒๓', 123],
    ['៤២', 42],
    ['１２３４．５', 1234.5],
    ['٥٠٪', 50],
    ['Rs. 5', 5],
    ['Rs.1,23,456.78', 123456.78],
    ['5 kr', 5],
    ['kr 5', 5],
    ['CHF 1’234.50', 1234.5],
    ["1'234'567.5", 1234567.5],
    ['5 zł', 5],
    ['R$ 12.50', 12.5],
    ['１２．５', 12.5],
    ['1 234.5', 1234.5],
    ['1\u202f234', 1234],
    ['−7', -7],
    ['12 %', 12],
    ['12pct', 12],
    ['5.-', 5],
    ['+5', 5],
    ['.5', 0.5],
    ['1e3', 1000],
    ['07', 7],
    ['-$5', -5],
    ['$-5', -5],
    ['- 5', -5],
    ['€5', 5],
    ['5 Euro', 5],
    ['12,34,567', 1234567],
  ])('%s with a point is %d', (text, value) => expect(number(text)).toBe(value));

  it.each([
    ['1.234,56', 1234.56],
    ['12,5', 12.5],
    ['1.234', 1234],
    ['(1.234,5)', -1234.5],
    ['5,00 €', 5],
    ['CHF 1’234,50', 1234.5],
    ['12,5 %', 12.5],
    ['0,5', 0.5],
  ])('%s with a comma is %d', (text, value) => expect(number(text, ',')).toBe(value));

  it.each([
    'abc',
    '12 apples',
    '1_000',
    '1.2.3',
    '12,5',
    '2021-01-01',
    'A12',
    '11E',
    '0x1F',
    '1e155',
    '12-34',
    '--5',
    '=5',
    '=abc',
    '=',
  ])('is not %s', (text) => expect(number(text)).toBeUndefined());

  it('proves its decimal sign alike here and in DuckDB', async () => {
    const parts = ['', '0', '7', '12', '123', '1234', '0123', '234567', '1234567'];
    const plain = parts.flatMap((whole) =>
      ['.', ',', ''].flatMap((sign) => parts.map((fraction) => `${whole}${sign}${fraction}`)),
    );
    const signed = plain.flatMap((text) => [text, `-${text}`, `+${text}`]);
    const odd = [
      '1,234.5',
      '1.234,5',
      '1.234.567',
      '1,234,567',
      '12.5 €',
      '€1.234',
      '(1,5)',
      '5.-',
      '1e3',
      '1.5e3',
      '１２．５',
      'x.5',
      '.',
      '1..2',
    ];
    const texts = [...new Set([...signed, ...odd])].filter((text) => text !== '');
    await connection.run('create or replace temp table proofs (place integer, v varchar)');
    await connection.run(
      `insert into proofs values ${texts.map((text, i) => `(${i}, '${text}')`).join(', ')}`,
    );
    for (const decimal of ['.', ','] as const) {
      const reader = await connection.runAndReadAll(
        `select v from proofs where ${provesDecimalSql('v', decimal)} order by place`,
      );
      const proven = reader.getRowsJS().map(([text]) => text);
      expect(proven).toEqual(texts.filter((text) => provesDecimal(text, decimal)));
      expect(proven.length).toBeGreaterThan(100);
    }
  });

  it('in per cent beside fractions is a fraction', () => {
    expect(number('11%', '.', 100)).toBe(0.11);
    expect(number('0.12', '.', 100)).toBe(0.12);
  });
});

describe('a date', () => {
  it.each([
    ['2021-11-28', '2021-11-28'],
    ['2021/1/5', '2021-01-05'],
    ['20211128', '2021-11-28'],
    ['4-Sep-12', '2012-09-04'],
    ['28-Nov-70', '1970-11-28'],
    ['Sun Nov 28 2021', '2021-11-28'],
    ['Sunday, November 28, 2021', '2021-11-28'],
    ['28. Nov 2021', '2021-11-28'],
    ['28. März 2021', '2021-03-28'],
    ['1er février 2021', '2021-02-01'],
    ['5 de mayo de 2021', '2021-05-05'],
    ['28 października 2021', '2021-10-28'],
    ['3 août 2020', '2020-08-03'],
    ['15 Mrz 2021', '2021-03-15'],
    ['So, 28. Nov. 2021', '2021-11-28'],
    ['12 gennaio 2021', '2021-01-12'],
    ['2021-03', '2021-03-01'],
    ['03/2021', '2021-03-01'],
    ['Mar 2021', '2021-03-01'],
    ['2021年11月28日', '2021-11-28'],
    ['November 3rd, 2021', '2021-11-03'],
    ['2021-Nov-28', '2021-11-28'],
    ['25/12/2023', '2023-12-25'],
    ['12/25/2023', '2023-12-25'],
    ['28 ноября 2021', '2021-11-28'],
    ['25.12.21', '2021-12-25'],
    ["4 Sep '12", '2012-09-04'],
    ['28. 11. 2021', '2021-11-28'],
  ])('%s is %s', (text, day) => expect(date(text)).toBe(`${day}T00:00:00`));

  it.each([
    ['2021-11-28T10:30:00Z', '2021-11-28T10:30:00'],
    ['2021-11-28 10:30', '2021-11-28T10:30:00'],
    ['2021-11-28T10:30:00.123+02:00', '2021-11-28T08:30:00'],
    ['11/28/2021 10:30 PM', '2021-11-28T22:30:00'],
    ['28.11.2021, 09:05', '2021-11-28T09:05:00'],
    ['2021-11-28 12:00:00 AM', '2021-11-28T00:00:00'],
    ['Sun Nov 28 10:30:00 2021', '2021-11-28T10:30:00'],
    ['Sun Nov 28 2021 10:30:00 GMT+0100 (CET)', '2021-11-28T09:30:00'],
    ['Sun, 28 Nov 2021 10:30:00 GMT', '2021-11-28T10:30:00'],
    ['20211128T103000'.replace('T103000', 'T10:30:00'), '2021-11-28T10:30:00'],
    ['20211128103000', '2021-11-28T10:30:00'],
  ])('%s is %s', (text, moment) => expect(date(text)).toBe(moment));

  it.each([
    ['2024-W07', '2024-02-12'],
    ['2024W07', '2024-02-12'],
    ['2024-W7', '2024-02-12'],
    ['2024 KW 7', '2024-02-12'],
    ['KW 7/2024', '2024-02-12'],
    ['W07-2024', '2024-02-12'],
    ['2024-W07-3', '2024-02-14'],
    ['2024W073', '2024-02-14'],
    ['2020-W53-7', '2021-01-03'],
    ['2021-W01-1', '2021-01-04'],
    ['2025-W01', '2024-12-30'],
    ['٢٠٢٤-٠٣-٠١', '2024-03-01'],
    ['۱۴/۰۲/۲۰۲۴', '2024-02-14'],
    ['१४.०२.२०२४', '2024-02-14'],
  ])('is read as a day: %s', (text, day) => {
    expect(date(text, 'dmy')).toBe(`${day}T00:00:00`);
  });

  it.each(['2021-W53', '2024-W00', '2024-W54-1', '2024-W07-8', '2024-W7-0', 'W07'])(
    'of a week that there is not is none: %s',
    (text) => {
      expect(date(text, 'dmy')).toBeUndefined();
    },
  );

  it('that fits two orders is read in that of its column, and not at all in a column of neither', () => {
    expect(date('05.12.2021', 'dmy')).toBe('2021-12-05T00:00:00');
    expect(date('05/12/2021', 'mdy')).toBe('2021-05-12T00:00:00');
    expect(date('05/12/2021', 'ymd')).toBeUndefined();
  });

  it('may be a number, in a column of such numbers', () => {
    expect(date('44528', 'serial')).toBe('2021-11-28T00:00:00');
    expect(date('44528.5', 'serial')).toBe('2021-11-28T12:00:00');
    expect(date('1638057600', 'seconds')).toBe('2021-11-28T00:00:00');
    expect(date('1638057600000', 'milliseconds')).toBe('2021-11-28T00:00:00');
    expect(date('1638057600123456', 'microseconds')).toBe('2021-11-28T00:00:00');
    expect(date('1638057600123456789', 'nanoseconds')).toBe('2021-11-28T00:00:00');
    expect(date('1638057600000', 'microseconds')).toBe('1970-01-19T23:00:57');
    expect(date('44528', 'dmy')).toBeUndefined();
  });

  it.each([
    '2021-02-30',
    '31.04.2021',
    '12',
    'soon',
    '13/13/2021',
    '2021-13-01',
    '25:00',
    'March',
    '2021-11-28T25:00',
  ])('is not %s', (text) => expect(date(text, 'dmy')).toBeUndefined());

  it.each([
    '0000-00-00',
    '0000-00-00 00:00:00',
    '1900-01-00',
    '9999-12-31',
    '31.12.9999',
    '9999-12-31 23:59:59',
    '00/00/0000',
    '-',
    'NaT',
  ])('is missing where it says %s', (text) => expect(date(text, 'dmy')).toBeNull());
});

describe('yes and no', () => {
  it.each([
    ['Yes', true],
    ['NO', false],
    ['True.', true],
    ['False.', false],
    ['WAHR', true],
    ['FALSCH', false],
    ['VRAI', true],
    ['Faux', false],
    ['да', true],
    ['Нет', false],
    ['是', true],
    ['否', false],
    ['はい', true],
    ['いいえ', false],
    ['evet', true],
    ['hayır', false],
    ['sí', true],
    ['não', false],
    ['1.0', true],
    ['off', false],
    ['oui', true],
  ])('%s is %s', (text, value) => expect(readText(text, reading({ type: 'BOOLEAN' }))).toBe(value));

  it('a blank is missing, or no in a column of ticks', () => {
    expect(readText(' ', reading({ type: 'BOOLEAN' }))).toBeNull();
    expect(readText(' ', reading({ type: 'BOOLEAN', blankIsNo: true }))).toBe(false);
    expect(readText('x', reading({ type: 'BOOLEAN', blankIsNo: true }))).toBe(true);
  });
});

describe('a missing value', () => {
  const marks = [
    '',
    ' ',
    '\u00a0',
    'NA',
    'n/A',
    'N.A.',
    '#N/A',
    'null',
    'NaN',
    '?',
    '\\N',
    '(blank)',
    '(null)',
    '<NA>',
    '#VALUE!',
    '#DIV/0!',
    '#REF!',
    'NaT',
    'undefined',
  ];
  const words = [
    '-',
    '--',
    '.',
    'none',
    'None',
    'MISSING',
    'unknown',
    'nil',
    '*',
    'inf',
    '-inf',
    'n.d.',
    'k.A.',
    'unbekannt',
    '—',
    'Not available',
  ];
  it('in a column of numbers may have a currency beside it', async () => {
    const money = ['€ -', 'N/A EUR', '$ n.a.', '-kr', 'USD unknown'];
    for (const text of money) expect(number(text), text).toBeNull();
    for (const text of money) expect(readText(text, reading({ type: 'TEXT' })), text).toBe(text);
    for (const text of ['€', 'EUR', '€ x', 'EUR USD']) expect(number(text), text).toBeUndefined();
  });

  it.each(['NUMBER', 'DATE', 'BOOLEAN'] as const)('is any of its spellings in a column of %s', (type) => {
    for (const text of [...marks, ...words]) expect(readText(text, reading({ type })), text).toBeNull();
  });

  it('is what programs write in a column of texts, and what people write if it is seldom', () => {
    for (const text of marks) expect(readText(text, reading({ type: 'CATEGORY' })), text).toBeNull();
    for (const text of words) {
      expect(readText(text, reading({ type: 'CATEGORY' }))).toBe(text);
      expect(readText(text, reading({ type: 'CATEGORY', wordsAreMissing: true })), text).toBeNull();
    }
  });
});

describe('a text', () => {
  const READINGS: ValueReading[] = [
    reading({ type: 'NUMBER' }),
    reading({ type: 'NUMBER', decimal: ',' }),
    reading({ type: 'NUMBER', perCent: 100 }),
    ...[
      'months',
      'Std',
      'GB',
      'kg',
      'km',
      'm',
      'inches',
      'visits',
      'Besuche',
      'ヶ月',
      'мес',
      'km/h',
      'Café',
      'a/b',
    ].map((unit, i) => reading({ type: 'NUMBER', unit, decimal: i % 2 === 0 ? '.' : ',' })),
    reading({ type: 'BOOLEAN' }),
    reading({ type: 'BOOLEAN', blankIsNo: true }),
    reading({ type: 'CATEGORY' }),
    reading({ type: 'CATEGORY', wordsAreMissing: true }),
    ...(
      [
        'ymd',
        'dmy',
        'mdy',
        'named',
        'serial',
        'seconds',
        'milliseconds',
        'microseconds',
        'nanoseconds',
      ] as const
    ).map((order) => reading({ type: 'DATE', order })),
  ];
  const texts = spellings(4000);

  it.each(READINGS)('is read alike by the import and by the service: %j', async (of) => {
    const found = await inDuckDb(texts, of);
    const differing = texts.flatMap((text, i) =>
      Object.is(found[i], readText(text, of))
        ? []
        : [{ text, duckDb: found[i], service: readText(text, of) }],
    );
    expect(differing.slice(0, 10)).toEqual([]);
  });
});

const UNITS = (
  'month Months MO mths Jahre years Std. h H min Sek days Wochen GB mb KiB bytes kg g Pounds lb km KM m mm inch feet ' +
  'miles visit visits visitors besuch Besuche Besuchen ヶ月 年 месяцев мес. км/ч km/h mbit/s € x café CAFÉ A/B a/b'
).split(' ');

/** A text in the digits of another script. */
function inDigits(text: string, script: number): string {
  const zero = '٠۰०০੦૦୦௦౦೦൦๐໐၀０០'.charCodeAt(script);
  return text.replace(/\d/g, (digit) => String.fromCharCode(zero + Number(digit)));
}

/** Texts as files have them, and texts that are nearly so: parts put together by a seeded generator. */
function spellings(count: number): string[] {
  let state = 7;
  const below = (n: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * n);
  };
  const one = <T>(of: readonly T[]) => of[below(of.length)]!;
  const two = (n: number) => String(n).padStart(below(2) + 1, '0');
  const day = () => two(below(33));
  const month = () =>
    one([two(below(14)), one(['Jan', 'März', 'août', 'sept.', 'Oktober', 'мая', 'grudnia', 'Dic'])]);
  const year = () => one([String(1990 + below(40)), two(below(100)), '9999', '0000', '1900']);
  const sign = () => one(['-', '/', '.', ' ', ', ', '. ']);
  const time = () =>
    one([
      '',
      '',
      '',
      ' 10:30',
      'T09:05:07Z',
      ' 1:05 PM',
      ', 23:59:59',
      'T10:00:00.5+02:00',
      ' 12:00 am',
      ' 25:00',
    ]);
  const digits = () =>
    one([String(below(100)), String(below(10_000)), `${below(999)}`.padStart(3, '0'), '0', '1']);
  const makers = [
    () =>
      `${one(['', '-', '+', '$', '€ ', 'USD ', '(', 'Rs. ', '−'])}${digits()}${one(['', '.', ',', ' ', "'", '’'])}${digits()}${one(['', '.', ','])}${one(['', digits()])}${one(['', '', ')', '-', ' %', ' EUR', 'kr', 'e5', 'E-3'])}`,
    () =>
      `${one(['', '-', '+', '1,', '3.'])}${digits()}${one(['', ',', '.', ',5', '.25'])}${one(['', ' ', '\u00a0', '  '])}${one(UNITS)}${one(['', '', '', '.', ' ', ' 5'])}`,
    () => `${one(UNITS)}${one(['', ' ', ': ', '. '])}${digits()}${one(['', ',5', '.5', ' km'])}`,
    () => day() + sign() + month() + sign() + year() + time(),
    () => month() + sign() + day() + sign() + year() + time(),
    () => year() + sign() + month() + sign() + day() + time(),
    () => `${one(['Sun ', 'Montag, ', 'lun. '])}${day()} ${month()} ${year()}`,
    () => String(below(2) ? 1_500_000_000 + below(2 ** 27) : 20_000 + below(40_000)),
    () => `${1_500_000_000 + below(2 ** 27)}${one(['000', '123456', '123456789', '.5', '999.25'])}`,
    () =>
      one(['', 'KW ', 'W', 'w']) === ''
        ? `${year()}${one(['-W', 'W', ' KW ', '/w', '-'])}${two(56)}${one(['', '-', '-1', '-7', '-8', '3'])}`
        : `${one(['KW ', 'W', 'kw'])}${two(56)}${one(['/', '-', ' '])}${year()}`,
    () =>
      inDigits(
        `${one(['', '-', '+'])}${digits()}${one(['', '.', '٫', '٬'])}${digits()}${one(['', '٪'])}`,
        below(16),
      ),
    () => inDigits(`${year()}-${day()}-${day()}${time()}`, below(16)),
    () => one(['yes', 'No', 'TRUE', 'Falsch', 'да', 'x', '1', '0', '1.0', 'evet', 'True.', 'ja', '是']),
    () =>
      one([
        '',
        '-',
        'NA',
        'unknown',
        'None',
        '(null)',
        '#REF!',
        'inf',
        'nan',
        '9999-12-31',
        '0000-00-00',
        '*',
        'abc',
        '=abc',
        '=5',
        'A12',
        '0x1F',
        '1_000',
        'Infinity',
        '1e400',
        '.',
        '20231301',
        '€ -',
        'N/A EUR',
        '$ x',
      ]),
  ];
  return Array.from({ length: count }, () => one(makers)().trim());
}
