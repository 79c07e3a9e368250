import { describe, expect, it } from 'vitest';
import { eventWords } from '../definition/target-event.js';
import type { ObservedRates } from '../observed/observed-rates.js';
import { describeContributions, observedText } from './contribution-text.js';
import { valueText } from './value-text.js';

const words = eventWords({ event: 'LEFT', words: null });
const observed: ObservedRates = {
  customers: 1000,
  left: 270,
  columns: [
    {
      name: 'Contract',
      type: 'CATEGORY',
      family: 0,
      groups: [
        { level: 'Month-to-month', customers: 550, left: 236 },
        { level: 'Two year', customers: 250, left: 7 },
        { level: 'One year', customers: 30, left: 8 },
      ],
    },
    {
      name: 'tenure',
      type: 'NUMBER',
      family: 1,
      groups: [
        { from: 1, to: 4, customers: 100, left: 52 },
        { from: 5, to: 5, customers: 100, left: 30 },
      ],
    },
    { name: 'since', type: 'DATE', family: 2, groups: [{ from: 0, to: 364, customers: 200, left: 20 }] },
    { name: 'member', type: 'BOOLEAN', family: 3, groups: [{ from: 1, to: 1, customers: 200, left: 20 }] },
  ],
};
const describeAll = (attributes: Record<string, unknown>, contribution: number) =>
  describeContributions(
    {
      features: ['Contract', 'tenure', 'since', 'member'],
      contributions: [contribution, contribution, contribution, contribution],
      attributes,
    },
    { observed, words },
  );
const describeOne = (feature: string, value: unknown, contribution = 1) =>
  describeAll({ [feature]: value }, contribution).find((described) => described.feature === feature)!;

describe('contributions in words', () => {
  it.each([
    ['Contract', 'Month-to-month', 'On a month-to-month contract: of 100 such customers 43 left, of all 27'],
    ['Contract', 'Two year', 'On a two-year contract: of 100 such customers 2.8 left, of all 27'],
    ['tenure', 3, 'Tenure is 3: of 100 customers with 1 to 4, 52 left, of all 27'],
    ['tenure', 5, 'Tenure is 5: of 100 such customers 30 left, of all 27'],
    [
      'since',
      '1970-03-01',
      'Joined on 1970-03-01: of 100 customers with 1970-01-01 to 1970-12-31, 10 left, of all 27',
    ],
    ['member', true, 'Member: of 100 such customers 10 left, of all 27'],
  ])('say what became of customers whose %s is %j', (feature, value, text) => {
    expect(describeOne(feature, value).text).toBe(text);
  });

  it('say the same whatever the sign of the model, and whether it agrees', () => {
    const raising = describeOne('tenure', 3, 1);
    const lowering = describeOne('tenure', 3, -1);
    expect(lowering.text).toBe(raising.text);
    expect([raising.agrees, lowering.agrees]).toEqual([true, false]);
    expect(describeOne('Contract', 'Two year', -1).agrees).toBe(true);
  });

  it('agree with nothing that may be chance, that few customers have, or that is not known', () => {
    expect(describeOne('Contract', 'One year', -1)).toMatchObject({ agrees: false });
    expect(describeOne('Contract', 'Three years')).toMatchObject({
      agrees: false,
      text: 'On a three-years contract: too few such customers to compare',
    });
    expect(describeOne('tenure', 900)).toMatchObject({ agrees: false });
    expect(describeOne('tenure', null)).toMatchObject({ agrees: false, text: 'Tenure is unknown' });
    expect(describeOne('Contract', 'Month-to-month', 0)).toMatchObject({ agrees: false });
  });

  it('speak of what the model predicts', () => {
    const group = { level: 'gold', customers: 100, left: 60 };
    const told = { observed, words: eventWords({ event: 'OTHER', words: 'renewed' }) };
    expect(observedText({ feature: 'Contract', value: 'gold' }, group, told)).toBe(
      'on a gold contract: of 100 such customers 60 renewed, of all 27',
    );
  });

  it('state the value alone where a model has no rates', () => {
    const [first] = describeContributions(
      { features: ['tenure'], contributions: [1], attributes: { tenure: 3 } },
      { observed: null, words },
    );
    expect(first).toMatchObject({ agrees: false, text: 'Tenure is 3' });
  });

  it('come largest first, of either sign, with the value of the customer', () => {
    const described = describeContributions(
      { features: ['a', 'b', 'c'], contributions: [0.1, -0.5, 0.3], attributes: { a: 1, b: true, c: null } },
      { observed: null, words },
    );
    expect(described.map(({ feature, value }) => [feature, value])).toEqual([
      ['b', 'yes'],
      ['c', null],
      ['a', '1'],
    ]);
  });

  it.each([
    [29.849999, '29.85'],
    [58138, '58138'],
    [true, 'yes'],
    ['', null],
    [undefined, null],
    ['2012-09-04', '2012-09-04'],
  ])('write the value %j as %j', (value, text) => {
    expect(valueText(value)).toBe(text);
  });
});
