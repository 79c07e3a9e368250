import { describe, expect, it } from 'vitest';
import { settingsInWords, whyNoFurther } from './candidate-words.js';

const figures = {
  rows: 1409,
  brierScore: 0.14128,
  rocAuc: 0.8278,
  rivalBrierScore: 0.14123,
  rivalRocAuc: 0.8276,
};
const rival = { algorithm: 'logisticRegression', imbalance: 'none' } as const;

describe('what is said of a candidate', () => {
  it('that went no further is why, with both figures', () => {
    expect(whyNoFurther({ ...figures, rival, outcome: 'NOT_BETTER' }).text).toBe(
      'Not ahead of logistic regression: a Brier score of 0.1413 instead of 0.1412 on 1,409 customers.',
    );
    expect(whyNoFurther({ ...figures, rival, outcome: 'SURELY_WORSE' }).text).toMatch(
      /^Surely behind logistic/,
    );
    expect(whyNoFurther({ ...figures, rival, outcome: 'WITHIN_NOISE' }).text).toMatch(
      /^Ahead of logistic regression, but by no more than chance may be: /,
    );
  });

  it('that was tried with other settings is which, with both figures and what came of it', () => {
    expect(settingsInWords({ ...figures, words: 'at least 2 in a leaf', kept: false }).text).toBe(
      'At least 2 in a leaf: a Brier score of 0.1413 instead of 0.1412 on 1,409 customers; not kept.',
    );
  });
});
