import { describe, expect, it } from 'vitest';
import { contributionLabel, reasonText } from './contribution-label';

describe('a contribution in words', () => {
  it('names the attribute and its value', () => {
    expect(contributionLabel({ feature: 'web_visits', value: '7' })).toBe('Web visits: 7');
  });

  it('says that a value is missing', () => {
    expect(contributionLabel({ feature: 'Income', value: null })).toBe('Income: missing');
  });
});

describe('a reason in words', () => {
  it('has what became of others in brackets, and the rest as it is told', () => {
    const text = 'Web visits is 7: of 100 such customers 43 left, of all 27';
    expect(reasonText({ text })).toBe('Web visits is 7 (of 100 such customers 43 left, of all 27)');
  });
});
