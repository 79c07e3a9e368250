import { expect, it } from 'vitest';
import { wordsOf } from '#lib/churn/event-words.ts';
import { assumedFacts } from './assumed-facts';

const words = wordsOf({ champion: null });
const assumed = {
  modelVersion: 3,
  expectedRate: 0.27,
  customerWorth: { low: 500, base: 600, high: 800 },
  contactCost: { low: 10, base: 10, high: 10 },
  strategies: [
    {
      title: 'Call',
      segmentKey: 'a',
      segmentName: 'Newcomers',
      saveRate: { low: 0.1, base: 0.2, high: 0.3 },
      contactCost: { low: null, base: 8, high: null },
    },
  ],
};

it('tells what was taken, with its range where there is one', () => {
  expect(assumedFacts(assumed, { words, currency: 'EUR' })).toEqual([
    ['Where nothing is done', '27.0 % leave, by version 3'],
    ['One customer brings', 'EUR\u00a0600 (EUR\u00a0500 to EUR\u00a0800)'],
    ['One contact costs', 'EUR\u00a010'],
    ['Call, Newcomers', 'turns 20 % (10 % to 30 %); costs EUR\u00a08 a contact'],
  ]);
});

it('says what was not known', () => {
  const nothing = { ...assumed, modelVersion: null, customerWorth: null, contactCost: null, strategies: [] };
  expect(assumedFacts(nothing, { words, currency: null }).slice(1)).toEqual([
    ['One customer brings', 'not known'],
    ['One contact costs', 'nobody had said'],
  ]);
});
