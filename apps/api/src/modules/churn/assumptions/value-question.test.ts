import { describe, expect, it } from 'vitest';
import { DEFAULT_ASSUMPTIONS } from './assumptions.js';
import { askAboutValue } from './value-question.js';
import { valueWarnings } from './value-warnings.js';

const columnNamed = (column: string | null) => ({ column, valuedByPurchases: false });

describe('the question about money', () => {
  it.each([
    ['MonthlyCharges', 'MONTH', null],
    ['annual_premium_eur', 'YEAR', 'EUR'],
    ['Monatsbeitrag (CHF)', 'MONTH', 'CHF'],
    ['TotalCharges', 'LIFETIME', null],
    ['gasto_total', 'LIFETIME', null],
    ['Umsatz bisher in €', 'LIFETIME', 'EUR'],
    ['lifetime value £', 'LIFETIME', 'GBP'],
    ['balance', null, null],
    ['Eurovision points', null, null],
    ['eur or usd', null, null],
  ])('takes from the name of %j what it says: %s, %s', (column, suggestedPeriod, suggestedCurrency) => {
    expect(askAboutValue(columnNamed(column), DEFAULT_ASSUMPTIONS)).toMatchObject({
      ...{ asksPeriod: true, asksCurrency: true, suggestedPeriod, suggestedCurrency },
    });
  });

  it.each([
    ['Umsatz', 'CHF', 'CHF'],
    ['Umsatz in €', 'USD', 'USD'],
    ['Umsatz in €', null, 'EUR'],
  ])('believes the amounts of %j, written in %s, before their name: %s', (column, currency, suggested) => {
    const asked = askAboutValue({ ...columnNamed(column), currency }, DEFAULT_ASSUMPTIONS);
    expect(asked).toMatchObject({ suggestedCurrency: suggested });
  });

  it('warns in words where the name says total or lifetime', () => {
    const { sentence } = askAboutValue(columnNamed('total_paid'), DEFAULT_ASSUMPTIONS)!;
    expect(sentence).toBe(
      '“total_paid” is what a customer is worth, and sounds like all that was paid so far. What is it for, and in which currency is it?',
    );
  });

  it('asks only what nobody has said, and then nothing', () => {
    const eur = { ...DEFAULT_ASSUMPTIONS, currency: 'EUR' };
    expect(askAboutValue(columnNamed('fee'), eur)).toMatchObject({ asksPeriod: true, asksCurrency: false });
    const monthly = { ...DEFAULT_ASSUMPTIONS, valuePeriod: 'MONTH' as const };
    expect(askAboutValue(columnNamed('fee'), monthly)).toMatchObject({
      ...{ asksPeriod: false, asksCurrency: true },
      sentence: '“fee” is what a customer is worth. In which currency is it?',
    });
    expect(askAboutValue(columnNamed('fee'), { ...eur, valuePeriod: 'MONTH' })).toBeNull();
  });

  it('is about the currency alone where purchases tell the value, and about a figure that was typed in', () => {
    expect(askAboutValue({ column: 'fee', valuedByPurchases: true }, DEFAULT_ASSUMPTIONS)).toMatchObject({
      ...{ asksPeriod: false, asksCurrency: true },
    });
    const typed = { ...DEFAULT_ASSUMPTIONS, customerValue: 1200 };
    expect(askAboutValue(columnNamed('TotalCharges'), typed)).toMatchObject({
      suggestedPeriod: null,
      sentence: expect.stringContaining('worth 1,200.'),
    });
  });

  it('is not asked where nobody is worth anything', () => {
    expect(askAboutValue(columnNamed(null), DEFAULT_ASSUMPTIONS)).toBeNull();
  });
});

describe('what to know before money is counted', () => {
  it.each(['total_paid', 'Gesamtumsatz bisher', 'suma acumulada', 'Valeur cumulée', 'LTV'])(
    'names the past in %j',
    (column) => {
      expect(valueWarnings(column, DEFAULT_ASSUMPTIONS).at(-1)).toContain('sums up the past');
      const monthly = { ...DEFAULT_ASSUMPTIONS, valuePeriod: 'MONTH' as const };
      expect(valueWarnings(column, monthly).at(-1)).toContain('is said to be per month');
    },
  );

  it('names none in a total of each year, or in a name that only has the letters', () => {
    for (const column of ['total per year', 'Totally_free_amount']) {
      expect(valueWarnings(column, DEFAULT_ASSUMPTIONS).join(' ')).not.toContain('past');
    }
  });
});
