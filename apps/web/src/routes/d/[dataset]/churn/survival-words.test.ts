import { describe, expect, it } from 'vitest';
import { survivalReading, tenureLabel } from './survival-words';

const group = (name: string, median: number | null) => ({ name, median, end: 72, staying: [0.97, 0.944] });

describe('how long customers stay', () => {
  it('is told of those who leave soonest and those who stay longest', () => {
    const groups = [group('Two year', null), group('Month-to-month', 35)];
    expect(survivalReading(groups, { unit: 'months', pValue: 0.001 })).toBe(
      'Half of “Month-to-month” have left after 35 months; of “Two year” 94 of 100 are still there after 72 months.',
    );
  });

  it('says where a difference may be chance', () => {
    const groups = [group('a', 30), group('b', 35)];
    expect(survivalReading(groups, { unit: null, pValue: 0.4 })).toBe(
      'Half of “a” have left after 30; half of “b” have left after 35. The difference may be chance.',
    );
  });

  it('is told of all together where there is one group, and not at all where there is none', () => {
    expect(survivalReading([group('All customers', 35)], { unit: 'days', pValue: null })).toBe(
      'Half of “All customers” have left after 35 days.',
    );
    expect(survivalReading([], { unit: null, pValue: null })).toBe('Too few customers to tell.');
  });

  it('names its axis', () => {
    expect(tenureLabel({ tenureColumn: 'tenure_days', unit: 'days' })).toBe('Days as a customer');
    expect(tenureLabel({ tenureColumn: 'tenure', unit: null })).toBe('Tenure');
  });
});
