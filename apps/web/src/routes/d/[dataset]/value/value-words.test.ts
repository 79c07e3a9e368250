import { describe, expect, it } from 'vitest';
import { backTestReading, backTestTotals, cohortReading, cohortValue } from './value-words';

const tenth = { customers: 10, predictedPurchases: 8, purchases: 6, predictedValue: 400, value: 450 };
const test = {
  ...{ from: '2024-10-01', to: '2024-12-31', days: 92, method: 'BG_NBD' as const, sentence: '' },
  ...{
    customers: 20,
    predictedPurchases: 10,
    purchases: 8,
    predictedValue: 500,
    value: 600,
    naivePurchases: 20,
  },
  tenths: [tenth, { ...tenth, value: 150 }],
};

describe('the reading of a back-test', () => {
  it('says how far off the money was, and what the first tenth made of it', () => {
    expect(backTestReading(test)).toBe(
      'Fitted to the purchases before Oct 1, 2024 alone: in the 92 days after, the worth of what was bought was 120 % of what was predicted. The tenth that was predicted to buy most made 75 % of it.',
    );
  });

  it('counts purchases where they have no amount, and says so where nothing came', () => {
    const unpriced = { ...test, predictedValue: null, value: null };
    expect(backTestReading(unpriced)).toMatch(/the number of what was bought was 80 %.*made 75 %/);
    expect(backTestReading({ ...unpriced, purchases: 0 })).toMatch(/nothing came\.$/);
  });
});

it('the totals of a back-test stand beside what a plain average would have said', () => {
  expect(backTestTotals(test, String)).toBe(
    'In total 10 purchases were predicted and 8 came, worth 500 and 600. If everybody had gone on at their rate so far, it would have been 20. About the 20 customers who had bought before Oct 1, 2024; several purchases of a day count as one.',
  );
});

describe('cohorts', () => {
  const cohort = {
    month: '2024-01-01',
    customers: 50,
    active: [50, 30, 20, 10, 4],
    value: [500, 100, 0, 0, 0],
  };

  it('are told as shares of their customers, or as money for each', () => {
    expect(cohortValue(cohort, 1, 'customers')).toBe(0.6);
    expect(cohortValue(cohort, 1, 'value')).toBe(2);
    expect(cohortValue(cohort, 5, 'customers')).toBeNull();
    expect(cohortValue({ ...cohort, value: null }, 0, 'value')).toBeNull();
  });

  it('say how many buy in the third month, of those for whom it is over', () => {
    expect(cohortReading([cohort, { ...cohort, active: [50, 30, 20, 50] }])).toMatch(/ 20 % of them/);
    expect(cohortReading([])).toBe('Each row follows the customers who first bought in one month.');
  });
});
