import { labelInWords } from './positive-value.js';

/** How a number is compared. */
export type Sign = '>' | '≥' | '<' | '≤' | '=';

export const english = {
  /** Values of a label that mean that it happened. */
  isOneOf: (column: string, values: readonly string[]) =>
    `${column} is ${values.map(labelInWords).join(' or ')}`,
  compares: (column: string, sign: Sign, value: number) => `${column} ${sign} ${value}`,
  question: {
    whatDoes: (column: string, value: string, customers: number, all: number) =>
      `${column} is ${labelInWords(value)} for ${count(customers)} of ${count(all)}. What does ${labelInWords(value)} mean?`,
    which: (column: string, values: number) =>
      `${column} has ${count(values)} values. Which of them mean that it happened?`,
  },
  /** Why a column is not learned from, to be read after its name; # is a number. */
  notLearnedFrom: {
    'is free text': 'is free text',
    'has no value for any of # customers': 'has no value for any of # customers',
    'has the same value for every customer': 'has the same value for every customer',
    'has # different values for # customers': 'has # different values for # customers',
    'is known of only # of # customers': 'is known of only # of # customers',
    'names the customers of several rows': 'names the customers of several rows',
    'tells what is to be predicted': 'tells what is to be predicted',
    'was not asked for': 'was not asked for',
    'has the role CHURN_LABEL': 'has the role CHURN_LABEL',
    'has the role IGNORED': 'has the role IGNORED',
    'has the role FEATURE': 'has the role FEATURE',
    'has the role MONETARY_VALUE': 'has the role MONETARY_VALUE',
    'has the role OBSERVATION_DATE': 'has the role OBSERVATION_DATE',
  },
};

/** The messages of the room. */
export type English = typeof english;

const count = (rows: number) => rows.toLocaleString('en');
