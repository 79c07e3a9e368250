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
};

export type English = typeof english;
export const say = dictionary('lib/customers', english);
