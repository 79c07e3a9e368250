import { describe, expect, it } from 'vitest';
import { isTrustworthy, weaknessInWords } from './model-warnings.js';

const metrics = { rocAuc: 0.66, rocAucLow: 0.57, rocAucHigh: 0.75 };
const shuffled = { shuffles: 39, asGood: 0, highest: 0.61, needed: 0.65 };

describe('a model whose interval is above chance', () => {
  it('may score where luck is out of reach, and where its AUC is above what shuffled outcomes bring', () => {
    expect(isTrustworthy(metrics)).toBe(true);
    expect(isTrustworthy({ ...metrics, shuffled: null })).toBe(true);
    expect(isTrustworthy({ ...metrics, shuffled })).toBe(true);
  });

  it('may not where shuffled outcomes come near, or do as well; each is told', () => {
    const near = { ...metrics, shuffled: { ...shuffled, needed: 0.67 } };
    expect(isTrustworthy(near)).toBe(false);
    expect(weaknessInWords(near)).toBe(
      '39 tables with shuffled outcomes led to AUCs of up to 0.610: what it learned may be luck. Its AUC is 0.660; it must be above 0.670.',
    );
    const as = { ...metrics, shuffled: { shuffles: 39, asGood: 3, highest: 0.69, needed: 0.69 } };
    expect(isTrustworthy(as)).toBe(false);
    expect(weaknessInWords(as)).toContain(
      'Of 39 tables with shuffled outcomes 3 led to an AUC at least as high:',
    );
  });
});

it('a model whose interval reaches chance may not score, whatever shuffled outcomes bring', () => {
  const weak = { ...metrics, rocAucLow: 0.54, shuffled };
  expect(isTrustworthy(weak)).toBe(false);
  expect(weaknessInWords(weak)).toBe(
    'The 95 % interval of its AUC is 0.54 to 0.75 (0.50 is chance); its lower end must be at least 0.55.',
  );
});
