import { describe, expect, it } from 'vitest';
import { horizonOf, tenureColumn, unitOf } from './tenure-column.js';

const column = (name: string, min: number | null = 0, type = 'NUMBER') => ({
  name,
  type,
  role: 'FEATURE',
  min,
});

describe('the column of tenure', () => {
  it.each([
    'tenure',
    'Tenure_Months',
    'tenure_days',
    'Subscription  Length',
    'AccountAge',
    'months_as_customer',
  ])('is found by its name: %s', (name) => {
    expect(tenureColumn([column('age'), column(name)])?.name).toBe(name);
  });

  it('is a number that is never negative, and is about customers', () => {
    expect(tenureColumn([column('tenure', -3), column('tenure', null, 'CATEGORY')])).toBeUndefined();
    expect(tenureColumn([column('MonthlyCharges'), column('Recency'), column('Age')])).toBeUndefined();
  });

  it('is counted in what its name says, if it does', () => {
    expect(['tenure_days', 'Tenure Months', 'tenure'].map(unitOf)).toEqual(['days', 'months', null]);
    expect([horizonOf('tenure_days', 2000), horizonOf('tenure', 72), horizonOf('tenure_days', 300)]).toEqual([
      365, 12, 50,
    ]);
  });
});
