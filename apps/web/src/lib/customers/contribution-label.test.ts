import { describe, expect, it } from 'vitest';
import { contributionLabel, firstReason } from './contribution-label';

const contribution = (feature: string, value: string | null, amount: number) => ({
  feature,
  value,
  contribution: amount,
});

describe('a contribution in words', () => {
  it('names the attribute and its value', () => {
    expect(contributionLabel({ feature: 'web_visits', value: '7' })).toBe('Web visits: 7');
  });

  it('says that a value is missing', () => {
    expect(contributionLabel({ feature: 'Income', value: null })).toBe('Income: missing');
  });
});

describe('the first reason to leave', () => {
  it('is the strongest of those that raise the score, not the strongest of all', () => {
    const contributions = [
      contribution('tenure', '68', -2),
      contribution('Contract', 'Month-to-month', 0.4),
      contribution('PaymentMethod', 'Electronic check', 0.9),
    ];
    expect(firstReason(contributions)).toBe('Payment method: Electronic check');
  });

  it('is none where all lower it', () => {
    expect(firstReason([contribution('tenure', '68', -2)])).toBeUndefined();
  });
});
