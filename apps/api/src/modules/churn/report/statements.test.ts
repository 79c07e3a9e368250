import type { Rule } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { eventWords, type WhatHappened } from '../definition/target-event.js';
import type { ObservedRates } from '../observed/observed-rates.js';
import { conditionInEnglish, traitInEnglish } from './condition-words.en.js';
import { statementsOf } from './statements.js';

/** A rule about 1,300 of 5,000 customers of whom so many left, beside so many of the others. */
const rule = (column: string, condition: Rule['condition'], left = 520, othersLeft = 370): Rule => ({
  column,
  condition,
  riskRatio: left / 1300 / (othersLeft / 3700),
  low: 2.8,
  high: 3.5,
  support: 1300,
  positives: left,
  others: { rows: 3700, positives: othersLeft },
  pValueAdjusted: 0.001,
});
const level = (column: string, value: string) => rule(column, { kind: 'level', level: value });
const columns = [
  { name: 'Contract', type: 'CATEGORY' },
  { name: 'tenure', type: 'NUMBER' },
  { name: 'TotalCharges', type: 'NUMBER' },
] as const;
const observed: ObservedRates = {
  customers: 5000,
  left: 890,
  columns: [
    { name: 'Contract', type: 'CATEGORY', family: 0, groups: [] },
    { name: 'tenure', type: 'NUMBER', family: 1, groups: [] },
    { name: 'TotalCharges', type: 'NUMBER', family: 1, groups: [] },
  ],
};
const told = (rules: Rule[], what: WhatHappened = { event: 'LEFT', words: null }) =>
  statementsOf(rules, { columns, observed, words: eventWords(what) });

describe('statements', () => {
  it('state an association with its figures, and what it is said by in other languages', () => {
    expect(told([level('Contract', 'Month-to-month')])).toEqual([
      {
        text: 'Of customers on month-to-month contracts 40 of 100 left, of the others 10 (4 times as many).',
        feature: 'Contract',
        condition: 'on month-to-month contracts',
        riskRatio: 4,
        low: 2.8,
        high: 3.5,
        support: 1300,
        rate: 0.4,
        othersRate: 0.1,
        said: {
          column: 'Contract',
          condition: { kind: 'level', level: 'Month-to-month' },
          type: 'CATEGORY',
          past: 'left',
        },
      },
    ]);
  });

  it.each([
    [37, 1258, '2.8 of 100 left, of the others 34 (12 times fewer).'],
    [156, 370, '12 of 100 left, of the others 10 (20 % more).'],
    [117, 370, '9 of 100 left, of the others 10 (10 % fewer).'],
    [0, 370, '0 of 100 left, of the others 10.'],
  ])('compare as one would say it', (left, othersLeft, text) => {
    const [statement] = told([rule('Contract', { kind: 'level', level: 'Two year' }, left, othersLeft)]);
    expect(statement!.text).toBe(`Of customers on two-year contracts ${text}`);
  });

  it('speak of what the model predicts', () => {
    const text = (what: WhatHappened) => told([level('Contract', 'Two year')], what)[0]!.text;
    expect(text({ event: 'RESPONDED', words: null })).toContain('40 of 100 responded, of the others');
    expect(text({ event: 'OTHER', words: 'renewed' })).toContain('40 of 100 renewed, of the others');
  });

  it('keep two numbers apart', () => {
    const [young] = told([rule('tenure', { kind: 'range', low: null, high: 20 })]);
    expect(young!.text).toContain('whose tenure is under 20, 40 of 100 left');
  });

  it('are about one of the columns that move together', () => {
    const short = rule('tenure', { kind: 'range', low: null, high: 6 });
    const cheap = rule('TotalCharges', { kind: 'range', low: null, high: 300 });
    const long = rule('tenure', { kind: 'range', low: 40, high: null });
    expect(told([short, cheap, long]).map(({ feature }) => feature)).toEqual(['tenure', 'tenure']);
  });

  it('do not repeat what a stronger one has said of a part of the same range', () => {
    const few = rule('tenure', { kind: 'range', low: null, high: 6 });
    const fewer = rule('tenure', { kind: 'range', low: null, high: 12 });
    const many = rule('tenure', { kind: 'range', low: 10, high: null }, 37, 1258);
    expect(told([few, fewer, many]).map(({ condition }) => condition)).toEqual([
      'whose tenure is under 6',
      'whose tenure is 10 or more',
    ]);
  });

  it.each([
    [level('Contract', 'Two year'), 'CATEGORY', 'on two-year contracts'],
    [level('plan', 'VIP'), 'CATEGORY', 'on VIP plans'],
    [level('InternetService', 'No'), 'CATEGORY', 'without internet service'],
    [level('OnlineSecurity', 'No internet service'), 'CATEGORY', 'with no internet service'],
    [level('Partner', 'Yes'), 'CATEGORY', 'with a partner'],
    [level('PaymentMethod', 'Electronic check'), 'CATEGORY', 'whose payment method is Electronic check'],
    [level('Favourite_Colours', 'Red'), 'CATEGORY', 'whose favourite colours are Red'],
    [rule('tenure', { kind: 'range', low: null, high: 10 }), 'NUMBER', 'whose tenure is under 10'],
    [
      rule('MonthlyCharges', { kind: 'range', low: 1500, high: null }),
      'NUMBER',
      'whose monthly charges are 1,500 or more',
    ],
    [rule('tenure', { kind: 'range', low: 10, high: 50 }), 'NUMBER', 'whose tenure is 10 to under 50'],
    [rule('Year_Birth', { kind: 'range', low: 1970, high: null }), 'NUMBER', 'born in 1970 or later'],
    [rule('SeniorCitizen', { kind: 'range', low: 1, high: null }), 'BOOLEAN', 'who are senior citizens'],
    [rule('PaperlessBilling', { kind: 'range', low: null, high: 1 }), 'BOOLEAN', 'without paperless billing'],
    [rule('since', { kind: 'range', low: null, high: 15706 }), 'DATE', 'who joined before 2013-01-01'],
    [
      rule('customer_since', { kind: 'range', low: 15706, high: null }),
      'DATE',
      'who joined on 2013-01-01 or later',
    ],
    [
      rule('last_order', { kind: 'range', low: null, high: 15706 }),
      'DATE',
      'whose last order is before 2013-01-01',
    ],
    [
      rule('recency_days', { kind: 'range', low: 50, high: null }),
      'NUMBER',
      'last active 50 or more days ago',
    ],
    [
      rule('days_since_purchase', { kind: 'range', low: null, high: 7 }),
      'NUMBER',
      'last active under 7 days ago',
    ],
    [rule('Recency', { kind: 'range', low: 50, high: null }), 'NUMBER', 'whose recency is 50 or more'],
    [rule('birth_year', { kind: 'range', low: 1970, high: 1980 }), 'NUMBER', 'born from 1970 to before 1980'],
    [
      rule('campaign_responses', { kind: 'range', low: 2, high: null }),
      'NUMBER',
      'with 2 or more campaign responses',
    ],
    [
      rule('purchases_web', { kind: 'range', low: null, high: 5 }),
      'NUMBER',
      'with fewer than 5 web purchases',
    ],
    [
      rule('spend_wine', { kind: 'range', low: 500, high: null }),
      'NUMBER',
      'whose wine spend is 500 or more',
    ],
    [rule('complained', { kind: 'range', low: 1, high: null }), 'BOOLEAN', 'who complained'],
    [rule('complained', { kind: 'range', low: null, high: 1 }), 'BOOLEAN', 'who have not complained'],
    [
      rule('Frequency of SMS', { kind: 'range', low: 50, high: null }),
      'NUMBER',
      'whose frequency of SMS is 50 or more',
    ],
    [
      rule('Seconds of Use', { kind: 'range', low: null, high: 90 }),
      'NUMBER',
      'whose seconds of use are under 90',
    ],
    [rule('AcceptedCmp5', { kind: 'range', low: 1, high: null }), 'BOOLEAN', 'who accepted cmp5'],
    [rule('AcceptedCmp5', { kind: 'range', low: null, high: 1 }), 'BOOLEAN', 'who have not accepted cmp5'],
    [level('Married', 'Yes'), 'CATEGORY', 'who are married'],
    [rule('charges', { kind: 'missing' }), 'NUMBER', 'whose charges are unknown'],
    [rule('status', { kind: 'missing' }), 'CATEGORY', 'whose status is unknown'],
  ] as const)('say who is meant', (found, type, condition) => {
    expect(conditionInEnglish(found, type)).toBe(condition);
  });

  it.each([
    ['Contract', 'Month-to-month', 'CATEGORY', 'on a month-to-month contract'],
    ['InternetService', 'Fiber optic', 'CATEGORY', 'internet service is Fiber optic'],
    ['OnlineSecurity', 'No', 'CATEGORY', 'without online security'],
    ['SeniorCitizen', 'yes', 'BOOLEAN', 'senior citizen'],
    ['AcceptedCmp5', 'yes', 'BOOLEAN', 'accepted cmp5'],
    ['complained', 'no', 'BOOLEAN', 'not complained'],
    ['MonthlyCharges', '95', 'NUMBER', 'monthly charges are 95'],
    ['tenure', '1', 'NUMBER', 'tenure is 1'],
    ['recency_days', '3', 'NUMBER', 'last active 3 days ago'],
    ['web_visits', '7', 'NUMBER', '7 web visits'],
    ['web_visits', '0', 'NUMBER', 'no web visits'],
    ['Year_Birth', '1970', 'NUMBER', 'born in 1970'],
    ['Dt_Customer', '2012-08-12', 'DATE', 'joined on 2012-08-12'],
    ['tenure', '1', undefined, 'tenure is 1'],
  ] as const)('say of one customer what is so: %s %s', (column, value, type, words) => {
    expect(traitInEnglish(column, value, type)).toBe(words);
  });
});
