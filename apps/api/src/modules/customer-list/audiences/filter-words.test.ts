import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { speaking } from '../../../platform/words/spoken.js';
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

  it('says the same in German', () => {
    const inGerman = (filter: CustomerFilter) => speaking('de', () => told(filter));
    expect(inGerman({})).toBe('Alle Kunden.');
    expect(
      inGerman({
        segmentKeys: ['a', 'b'],
        riskBands: ['HIGH', 'MEDIUM'],
        minProbability: 0.05,
        left: false,
        where: [
          { column: 'PlanName', operator: 'NOT_IN', values: ['gold', 'silver'] },
          { column: 'spend', operator: 'GTE', value: '800.5' },
          { column: 'churned', operator: 'NEQ', value: 'yes' },
          { column: 'email', operator: 'IS_MISSING' },
        ],
      }),
    ).toBe(
      'Kunden in „Loyal“ oder „New“, mit hohem oder mittlerem Risiko, mit einer Wahrscheinlichkeit für Abwandern von mindestens ' +
        '5,0 %, die noch da sind, bei denen „Plan name“ weder gold noch silver ist, bei denen „Spend“ mindestens 800,5 ist, ' +
        'bei denen „Churned“ nicht ja ist, bei denen „Email“ fehlt.',
    );
    expect(inGerman({ campaignId: 'c', campaignArm: 'HOLD_OUT', anyOf: [{ segmentKey: 'x' }, {}] })).toBe(
      'Kunden aus der Kontrollgruppe einer Kampagne, und zwar (in einem Segment, das es nicht mehr gibt (x)) oder (alle).',
    );
  });
});
