import type { ValuePeriod } from './assumptions.js';

const PERIODS: Readonly<Record<ValuePeriod, string>> = {
  MONTH: 'an amount a month',
  YEAR: 'an amount a year',
  ORDER: 'an amount an order',
  LIFETIME: 'all that was paid so far',
};

export const english = {
  question: {
    purchases: 'What a customer is worth comes from their purchases. In which currency are they?',
    column: (column: string, sounds: ValuePeriod | null) =>
      `“${column}” is what a customer is worth${sounds ? `, and sounds like ${PERIODS[sounds]}` : ''}.`,
    value: (value: number) => `A customer is said to be worth ${value.toLocaleString('en')}.`,
    currency: 'In which currency is it?',
    period: 'What is it for?',
    both: 'What is it for, and in which currency is it?',
  },
  warnings: {
    noCurrency: (column: string) => `No currency is set for "${column}"; amounts are plain figures.`,
    noPeriod: (column: string) =>
      `It is not said whether "${column}" is per month, year or order; it counts once.`,
    past: (column: string) =>
      `"${column}" sums up the past: what a customer has paid so far is not what they would pay from now on.`,
    soundsPast: (column: string, period: Exclude<ValuePeriod, 'LIFETIME'>) =>
      `"${column}" sounds like a sum over the past, but is said to be ${{ MONTH: 'per month', YEAR: 'per year', ORDER: 'per order' }[period]}.`,
    purchasesNoCurrency: 'No currency is set for purchases; amounts are plain figures.',
    expected:
      'A customer is worth what their purchases let expect over 365 days, not what they have paid so far.',
  },
};

/** The messages of the room. */
export type English = typeof english;
