import { expect, it } from 'vitest';
import { valueSentence } from './value-sentence';

const value = {
  ...{ method: 'BG_NBD' as const, historic: 1200, expected: 310.4, low: 280, high: 344 },
  ...{ expectedPurchases: 6.25, probabilityAlive: 0.83 },
};

it('says what was earned, what is expected, how sure that is, and whether the customer still buys', () => {
  expect(valueSentence(value, 'EUR')).toBe(
    'Has brought EUR\u00a01,200 so far. Over the next 365 days 6.3 days with a purchase and EUR\u00a0310 (EUR\u00a0280 to EUR\u00a0344) are expected. The chance that they are still buying is 83 %.',
  );
});

it('claims no certainty where the model cannot tell', () => {
  expect(valueSentence({ ...value, probabilityAlive: 1 }, null)).toMatch(
    /nothing tells whether they are still buying/,
  );
  expect(valueSentence({ ...value, method: 'SHRUNKEN_AVERAGE', probabilityAlive: 1 }, null)).toMatch(
    /nobody can be seen to stop buying/,
  );
});

it('speaks of purchases alone where they have no amount, and of the chance to stay where there are none', () => {
  const unpriced = { ...value, historic: null, expected: null, low: null, high: null };
  expect(valueSentence(unpriced, 'EUR')).toBe(
    'Over the next 365 days 6.3 days with a purchase are expected. The chance that they are still buying is 83 %.',
  );
  expect(
    valueSentence({ ...unpriced, method: 'SURVIVAL', expected: 90, expectedPurchases: null }, null),
  ).toBe('Over the next 365 days 90 are expected: the value column times a chance to stay of 83 %.');
});
