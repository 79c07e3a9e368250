import 'reflect-metadata';
import { expect, it } from 'vitest';
import { eventWords } from '../../churn/index.js';
import { type EffectFacts, effectSentence } from './effect-words.js';

const arm = { customers: 1000, known: 1000, left: 100, rate: 0.1, valueMean: null };
const facts: EffectFacts = {
  contacted: arm,
  holdOut: { ...arm, rate: 0.145 },
  missing: { contacted: 0, holdOut: 0 },
  estimate: { uplift: 0.045, low: 0.021, high: 0.069 },
  isAdjusted: false,
  balanced: true,
  verdict: 'WORKS',
  words: eventWords({ event: 'LEFT', words: null }),
  rises: false,
};

it.each<[string, Partial<EffectFacts>]>([
  ['Of those contacted 4.5 points fewer left than of those left alone (2.1 to 6.9).', {}],
  [
    'Of those contacted 3 points more left than of those left alone (1 to 5).',
    { verdict: 'HARMS', estimate: { uplift: -0.03, low: -0.05, high: -0.01 } },
  ],
  [
    'Of those contacted 4.5 points more responded than of those left alone (2.1 to 6.9).',
    { words: eventWords({ event: 'RESPONDED', words: null }), rises: true },
  ],
  [
    'Of those contacted 1 point fewer left than of those left alone (−1.4 to 3.4); that may be chance.',
    { verdict: 'NO_EVIDENCE', estimate: { uplift: 0.01, low: -0.014, high: 0.034 } },
  ],
  [
    'Of those contacted 2 points fewer left than of those left alone (0.1 to 3.9); that may still be chance, as a verdict has to hold however often one looks.',
    { verdict: 'NO_EVIDENCE', estimate: { uplift: 0.02, low: 0.001, high: 0.039 } },
  ],
  [
    'Nothing can be said yet: outcomes of 12 more of those left alone are needed.',
    { verdict: 'TOO_FEW', missing: { contacted: 0, holdOut: 12 }, holdOut: { ...arm, known: 88 } },
  ],
  [
    'Nothing can be said yet: outcomes of 3 more of those contacted and 12 more of those left alone are needed, more than there are: the list is too small.',
    { verdict: 'TOO_FEW', missing: { contacted: 3, holdOut: 12 } },
  ],
])('says: %s', (sentence, change) => {
  expect(effectSentence({ ...facts, ...change })).toBe(sentence);
});
