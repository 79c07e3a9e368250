import { expect, it } from 'vitest';
import type { Campaign } from './campaign.entity.js';
import { frozenAssumptions } from './frozen-assumptions.js';

const strategy = { play: 'CALL', title: 'Call', segmentKey: 'a', saveRate: 0.2, contactCost: 8 };
const madeOf = {
  model: { id: 'm', version: 4 },
  segments: { a: 'Newcomers' },
  expectedRate: 0.3,
  customerWorth: 600,
  strategies: [strategy],
};
const frozen = (changes: object, contactCost: number | null = 10) =>
  frozenAssumptions({ madeOf: { ...madeOf, ...changes }, contactCost } as unknown as Campaign);

it('says what was taken, and how far off it might be', () => {
  const ranged = {
    ...strategy,
    saveRateRange: { low: 0.1, high: 0.3 },
    contactCostRange: { low: 6, high: 9 },
  };
  expect(
    frozen({ worthRange: { low: 500, high: 800 }, costRange: { low: 9, high: 12 }, strategies: [ranged] }),
  ).toEqual({
    modelVersion: 4,
    expectedRate: 0.3,
    customerWorth: { low: 500, base: 600, high: 800 },
    contactCost: { low: 9, base: 10, high: 12 },
    strategies: [
      {
        title: 'Call',
        segmentKey: 'a',
        segmentName: 'Newcomers',
        saveRate: { low: 0.1, base: 0.2, high: 0.3 },
        contactCost: { low: 6, base: 8, high: 9 },
      },
    ],
  });
});

it('has no range of lists that an earlier release made, and nothing that nobody had said', () => {
  const { modelVersion, customerWorth, contactCost, strategies } = frozen(
    { model: null, customerWorth: null },
    null,
  );
  expect({ modelVersion, customerWorth, contactCost }).toEqual({
    modelVersion: null,
    customerWorth: null,
    contactCost: null,
  });
  expect(strategies[0]!.saveRate).toEqual({ low: null, base: 0.2, high: null });
});
