import { describe, expect, it } from 'vitest';
import { formatAgo, formatDuration } from './date';
import { formatGain, formatMoney } from './money';
import { formatBytes, formatCount, formatNumber, formatShort, formatValue } from './number';
import { formatPercent, formatRate, formatRateRange, formatTick } from './percent';
import { plural } from './plural';
import { formatEnum, formatFeature, formatList } from './words';

describe('numbers', () => {
  it('keep every digit of the whole part and three in all', () => {
    expect([0.0123456, 4.56789, 42.55, 1284.4].map(formatNumber)).toEqual([
      '0.0123',
      '4.57',
      '42.6',
      '1,284',
    ]);
  });

  it('separate thousands in a count', () => {
    expect(formatCount(5000)).toBe('5,000');
  });

  it('leave a calendar year ungrouped, and only a year', () => {
    expect(formatValue('Year_Birth', 1970.4)).toBe('1970');
    expect(formatValue('Income', 1970)).toBe('1,970');
    expect(formatValue('BirthYear', 38)).toBe('38');
  });

  it('name bytes in the unit that fits', () => {
    expect([0, 999, 220_186, 3_751_312].map(formatBytes)).toEqual([
      '0 bytes',
      '999 bytes',
      '220 kB',
      '3.75 MB',
    ]);
  });

  it('shorten an axis', () => {
    expect(formatShort(12_000)).toBe('12K');
  });
});

describe('shares', () => {
  it('have two digits below ten per cent and none after the point above', () => {
    expect([0.082, 0.0995, 0.31, 1].map(formatPercent)).toEqual(['8.2 %', '10 %', '31 %', '100 %']);
  });

  it('are never rounded to nothing', () => {
    expect(formatPercent(0.0004)).toBe('<0.1 %');
    expect(formatPercent(0)).toBe('0 %');
  });

  it('tell an interval in one precision', () => {
    expect(`${formatRate(0.082)} (${formatRateRange(0.074, 0.091)})`).toBe('8.2 % (7.4 to 9.1 %)');
  });

  it('are whole on an axis', () => {
    expect(formatTick(0.05)).toBe('5 %');
  });
});

describe('money', () => {
  it('is whole from ten up and has a true minus sign', () => {
    expect([9200.4, 9.5, -1200].map((amount) => formatMoney(amount))).toEqual(['9,200', '9.5', '−1,200']);
  });

  it('names its currency, where one is set', () => {
    expect(formatMoney(-1200, 'EUR')).toBe('−EUR\u00a01,200');
    expect(formatGain(9200, 'USD')).toBe('+USD\u00a09,200');
  });

  it('shows the sign of a gain, and none of nothing', () => {
    expect([9200, -50, 0].map((amount) => formatGain(amount))).toEqual(['+9,200', '−50', '0']);
  });
});

describe('time', () => {
  it('says how long ago', () => {
    const now = Date.parse('2026-03-01T12:00:00Z');
    expect(formatAgo('2026-03-01T11:57:00Z', now)).toBe('3 minutes ago');
    expect(formatAgo('2026-03-01T11:59:30Z', now)).toBe('just now');
    expect(formatAgo('2026-02-28T11:00:00Z', now)).toBe('yesterday');
  });

  it('says how long it took', () => {
    expect([0.2, 42, 80].map(formatDuration)).toEqual(['1 s', '42 s', '1 min 20 s']);
  });

  it('never says sixty seconds', () => {
    expect(formatDuration(119.9)).toBe('2 min 0 s');
    expect(formatDuration(59.7)).toBe('1 min 0 s');
  });
});

describe('words', () => {
  it('spell a column out', () => {
    expect(['MntWines', 'web_visits', 'ID', 'Year_Birth', 'tenure'].map(formatFeature)).toEqual([
      'Mnt wines',
      'Web visits',
      'ID',
      'Year birth',
      'Tenure',
    ]);
  });

  it('put what a thing is of before it, as one would say it', () => {
    expect(['purchases_web', 'spend_wine', 'visits_per_month', 'spend'].map(formatFeature)).toEqual([
      'Web purchases',
      'Wine spend',
      'Visits per month',
      'Spend',
    ]);
  });

  it('spell an enum out', () => {
    expect(formatEnum('RANDOM_FOREST')).toBe('random forest');
    expect(formatEnum('SMOTE')).toBe('SMOTE');
  });

  it('come in a row', () => {
    expect([[], ['a'], ['a', 'b'], ['a', 'b', 'c']].map(formatList)).toEqual([
      '',
      'a',
      'a and b',
      'a, b and c',
    ]);
  });

  it('count one and many', () => {
    expect([plural(1, 'row'), plural(5000, 'customer'), plural(0, 'row')]).toEqual([
      '1 row',
      '5,000 customers',
      '0 rows',
    ]);
  });
});
