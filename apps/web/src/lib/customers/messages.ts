import type { EventInWords } from '#lib/churn/messages.ts';
import { insideSentence } from '#lib/format/words.ts';
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
  /** What a filter asks for, each after the word "Customers". */
  filter: {
    everybody: 'All customers.',
    sentence: (phrases: readonly string[]) => `Customers ${phrases.join(', ')}.`,
    remaining: ({ remaining }: EventInWords) => remaining,
    gone: ({ past }: EventInWords) => `who have ${past} already`,
    audience: (name: string) => `in the audience “${name}”`,
    segment: (name: string) => `in “${name}”`,
    risk: { LOW: 'at low risk', MEDIUM: 'at medium risk', HIGH: 'at high risk' },
    chance: ({ gerund }: EventInWords, least: string | null, most: string | null) =>
      `with a chance of ${gerund} ${least === null ? `of ${most} or less` : most === null ? `of ${least} or more` : `from ${least} to ${most}`}`,
    contacts: (many: string) => `among the first ${many} to contact`,
    mayBeContacted: 'who may be contacted',
    mustNot: 'who must not be contacted',
    campaign: {
      ALL: 'of the campaign',
      CONTACTED: 'of the campaign, contacted',
      HOLD_OUT: 'of the campaign, left alone',
      BUSINESS_AS_USUAL: 'of the campaign, treated as usual',
    },
    area: 'in the shape on the map',
    search: (text: string) => `whose ID contains “${text}”`,
    whose: {
      EQ: (column: string, value: string) => `whose ${insideSentence(column)} is ${value}`,
      NEQ: (column: string, value: string) => `whose ${insideSentence(column)} is not ${value}`,
      GTE: (column: string, value: string) => `whose ${insideSentence(column)} is at least ${value}`,
      LTE: (column: string, value: string) => `whose ${insideSentence(column)} is at most ${value}`,
      CONTAINS: (column: string, value: string) => `whose ${insideSentence(column)} contains “${value}”`,
      IS_KNOWN: (column: string) => `whose ${insideSentence(column)} is known`,
      IS_MISSING: (column: string) => `whose ${insideSentence(column)} is missing`,
    },
  },
  yes: 'yes',
  no: 'no',
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
