import { describe, expect, it } from 'vitest';
import { readInUnit } from '../values/units.js';
import { guessColumn } from './column-guess.js';

const COUNTS = [1, 2, 3, 5, 8, 13, 21, 34, 55, 60];

const factsOf = (sample: readonly string[], name = 'v') => ({
  name,
  sample,
  rows: sample.length,
  present: sample.length,
  distinct: new Set(sample).size,
  counts: null,
});
const guess = (sample: readonly string[], name?: string) => guessColumn(factsOf(sample, name));
const each = (write: (count: number) => string) => COUNTS.map(write);

describe('a column of numbers with a unit', () => {
  it.each([
    ['months', (n: number) => `${n} ${n === 1 ? 'month' : 'months'}`],
    ['mo', (n: number) => `${n} mo`],
    ['Tage', (n: number) => `${n} ${n === 1 ? 'Tag' : 'Tage'}`],
    ['Monate', (n: number) => `${n} ${n === 1 ? 'Monat' : 'Monate'}`],
    ['Jahre', (n: number) => `${n} ${n === 1 ? 'Jahr' : 'Jahre'}`],
    ['Std', (n: number) => `${n},5 Std.`],
    ['hrs', (n: number) => `${n} hrs`],
    ['h', (n: number) => `${n}h`],
    ['d', (n: number) => `${n}d`],
    ['min', (n: number) => `${n} min`],
    ['km', (n: number) => `${n}.5 km`],
    ['km', (n: number) => `km ${n}`],
    ['km/h', (n: number) => `${n} km/h`],
    ['GB', (n: number) => `${n}.5GB`],
    ['MB', (n: number) => `${n},024 MB`],
    ['Mbit/s', (n: number) => `${n} Mbit/s`],
    ['kg', (n: number) => `${n}kg`],
    ['m²', (n: number) => `${n} m²`],
    ['°C', (n: number) => `-${n} °C`],
    ['visits', (n: number) => `${n} ${n === 1 ? 'visit' : 'visits'}`],
    ['entries', (n: number) => `${n} ${n === 1 ? 'entry' : 'entries'}`],
    ['Besuche', (n: number) => `${n} ${n === 1 ? 'Besuch' : 'Besuche'}`],
    ['mois', (n: number) => `${n} mois`],
    ['ヶ月', (n: number) => `${n}ヶ月`],
    ['个月', (n: number) => `${n}个月`],
    ['месяцев', (n: number) => `${n} ${n === 1 ? 'месяц' : 'месяцев'}`],
  ])('is one of numbers of %s', (unit, write) =>
    expect(guess(each(write))).toEqual({ type: 'NUMBER', unit }),
  );

  it('may have units that convert, and numbers alone', () => {
    expect(guess([...each((n) => `${n} months`), '2 years', '1 yr'])).toEqual({
      type: 'NUMBER',
      unit: 'months',
    });
    expect(guess([...each((n) => `${n} GB`), '512 MB'])).toEqual({ type: 'NUMBER', unit: 'GB' });
    expect(guess([...each((n) => `${n} min`), '17'])).toEqual({ type: 'NUMBER', unit: 'min' });
  });

  it.each([
    ['flats and seats', each((n) => `${n}${'ABCDEF'[n % 6]}`)],
    ['seats of one letter', each((n) => `${n}B`)],
    ['generations', each((n) => `${n}G`)],
    ['decades', each((n) => `${n}0s`)],
    ['sizes by country', each((n) => `${30 + n} EU`)],
    ['times of day', each((n) => `${n} pm`)],
    ['ordinals', each((n) => `${n}th`)],
    ['models', each((n) => `X5 ${n}`)],
    ['articles', each((n) => `${1000 + n}AB`)],
    ['numbered names', each((n) => `Store ${n}`)],
    ['weeks of a year', each((n) => `Week ${n}`)],
    ['postcodes with their town', each((n) => `101${String(n).padStart(2, '0')} Berlin`)],
    ['days of a month', each((n) => `${n} Mar`)],
    ['codes with zeros', each((n) => `00${n} km`)],
    ['years', each((n) => `${2000 + n} yr`)],
    ['addresses', each((n) => `${n} ${['Main Street', 'High Road', 'Park Lane'][n % 3]}`)],
    ['units that do not convert', each((n) => (n % 2 ? `${n} months` : `${n} days`))],
    ['ranges', each((n) => `${n}-${n + 1} km`)],
    ['terms of contracts', each((n) => (n % 2 ? '12 months' : '24 months'))],
    ['kinds of contracts', [...each(() => '1 year'), ...each(() => '2 years'), ...each(() => 'monthly')]],
  ])('is not one of %s', (_, sample) => expect(guess(sample).type).not.toBe('NUMBER'));

  it('is not one whose name is that of a code', () => {
    expect(
      guess(
        each((n) => `${n} km`),
        'zip',
      ).type,
    ).not.toBe('NUMBER');
  });

  it('names the currency of amounts where it is one alone', () => {
    expect(guess(each((n) => `${n},50 €`))).toEqual({ type: 'NUMBER', currency: 'EUR' });
    expect(guess(each((n) => `EUR ${n}`))).toEqual({ type: 'NUMBER', currency: 'EUR' });
    expect(guess(each((n) => `${n} CHF`))).toEqual({ type: 'NUMBER', currency: 'CHF' });
    expect(guess(each((n) => `₹ ${n},00,000`))).toEqual({ type: 'NUMBER', currency: 'INR' });
    expect(guess(each((n) => `R$ ${n},00`))).toEqual({ type: 'NUMBER', currency: 'BRL' });
    expect(guess(each((n) => `$${n},234.50`))).toEqual({ type: 'NUMBER' });
    expect(guess(each((n) => `kr ${n}`))).toEqual({ type: 'NUMBER' });
    expect(guess([...each((n) => `$${n}`), ...each((n) => `${n} €`)])).toEqual({ type: 'NUMBER' });
  });
});

describe('a value of such a column', () => {
  it.each([
    ['36 months', 'months', 36],
    ['1 month', 'months', 1],
    ['36 mo', 'months', 36],
    ['36 Monate', 'months', 36],
    ['36', 'months', 36],
    ['3 years', 'months', 36],
    ['6 months', 'years', 0.5],
    ['90 min', 'h', 1.5],
    ['2 days', 'hours', 48],
    ['0.1 h', 'min', 6],
    ['3.5 GB', 'MB', 3500],
    ['2 KiB', 'MB', 0.002048],
    ['1,024 MB', 'mb', 1024],
    ['-3 KM', 'km', -3],
    ['km 3', 'km', 3],
    ['m 500', 'km', 0.5],
    ['5 visit', 'visits', 5],
    ['5visits', 'visits', 5],
    ['5 Besuchen', 'Besuche', 5],
  ])('%s in %s is %d', (text, unit, value) => expect(readInUnit(text, '.', unit)).toBe(value));

  it.each([
    ['36 days', 'months'],
    ['36 monthly', 'months'],
    ['months', 'months'],
    ['5 visitors', 'visits'],
    ['12 months 3', 'months'],
    ['3 lb', 'kg'],
  ])('%s is none in %s', (text, unit) => expect(readInUnit(text, '.', unit)).toBeUndefined());
});
