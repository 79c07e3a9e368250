import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { eventWords } from '../../churn/definition/target-event.js';
import type { CustomerFilter } from '../customer-list.inputs.js';
import { describeFilter } from './filter-words.js';

const telling = {
  words: eventWords({ event: 'LEFT', words: null }),
  segmentName: (key: string) => ({ a: 'Loyal', b: 'New' })[key],
};
const told = (filter: CustomerFilter) => describeFilter(filter, telling);

describe('a filter in words', () => {
  it('says everybody where it asks nothing', () => {
    expect(told({})).toBe('All customers.');
  });

  it('names segments, bands, chances and attributes', () => {
    expect(
      told({
        segmentKeys: ['a', 'b'],
        riskBands: ['HIGH', 'MEDIUM'],
        minProbability: 0.4,
        left: false,
        where: [
          { column: 'PlanName', operator: 'IN', values: ['gold', 'silver'] },
          { column: 'spend', operator: 'GTE', value: '800' },
          { column: 'email', operator: 'IS_KNOWN' },
        ],
      }),
    ).toBe(
      'Customers in “Loyal” or “New”, at high or medium risk, with a chance of leaving of 40 % or more, still here, ' +
        'whose plan name is gold or silver, whose spend is at least 800, whose email is known.',
    );
  });

  it('tells alternatives apart, and a segment that is gone', () => {
    expect(
      told({
        anyOf: [{ segmentKey: 'x' }, { maxProbability: 0.05, search: ' ann ' }, {}],
        contacts: 1200,
        left: true,
      }),
    ).toBe(
      'Customers who have left already, of the first 1,200 to contact, that are (in a segment that is not there (x)) or ' +
        '(with a chance of leaving of 5.0 % or less, whose ID or text contains “ann”) or (anybody).',
    );
  });
});
