import { describe, expect, it } from 'vitest';
import { contributionText, describeContributions, valueText } from './contribution-text.js';

describe('contributions in words', () => {
  it('say which way a value goes, and never why', () => {
    expect(contributionText('Contract', 'Month-to-month', 0.8)).toBe(
      'Contract is Month-to-month, which goes with leaving',
    );
    expect(contributionText('tenure', '70', -1.2)).toBe('tenure is 70, which goes with staying');
    expect(contributionText('Income', null, 0)).toBe('Income is unknown, which makes no difference');
  });

  it('come largest first, of either sign, with the value of the customer', () => {
    const described = describeContributions(['a', 'b', 'c'], [0.1, -0.5, 0.3], { a: 1, b: true, c: null });
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
