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
  it('names its column as people name it, and leaves the rest alone', () => {
    const text = 'web_visits is 7: of 100 such customers 43 left, of all 27';
    expect(reasonText({ feature: 'web_visits', text })).toBe(
      'Web visits: 7 (of 100 such customers 43 left, of all 27)',
    );
  });
});
