import { dictionary } from '#lib/words/dictionary.ts';

const english = {
  missing: 'missing',
  table: {
    customer: 'Customer',
    segment: 'Segment',
    chance: (gerund: string) => `Chance of ${gerund}`,
    risk: 'Risk',
    loss: 'Expected loss',
    chanceTimesValue: 'Chance × value',
    reason: 'Main reason',
    already: (past: string) => `${past} already`,
  },
  operators: {
    EQ: 'is',
    NEQ: 'is not',
    GTE: 'at least',
    LTE: 'at most',
    CONTAINS: 'contains',
    IS_KNOWN: 'is known',
    IS_MISSING: 'is missing',
  },
  condition: (column: string, operator: string, value: string) =>
    `${column} ${operator}${value === '' ? '' : ` ${value}`}`,
  value: {
    unknown: 'Nothing says what this customer is worth.',
    survival: (amount: string, chance: string) =>
      `Over the next 365 days ${amount} are expected: the value column times a chance to stay of ${chance}.`,
    brought: (amount: string) => `Has brought ${amount} so far.`,
    purchases: (days: string) => `Over the next 365 days ${days} days with a purchase are expected.`,
    purchasesWorth: (days: string, amount: string) =>
      `Over the next 365 days ${days} days with a purchase and ${amount} are expected.`,
    /** An amount with its interval. */
    within: (amount: string, range: string) => `${amount} (${range})`,
    neverStops: 'In these purchases nobody can be seen to stop buying.',
    noRepeat: 'With no repeated purchase yet, nothing tells whether they are still buying.',
    stillBuying: (chance: string) => `The chance that they are still buying is ${chance}.`,
  },
};

export type English = typeof english;
export const say = dictionary('lib/customers', english);
