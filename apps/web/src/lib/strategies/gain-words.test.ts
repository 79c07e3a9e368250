import { describe, expect, it } from 'vitest';
import { gainInWords, inSentence, savedInWords } from './gain-words';

const figures = {
  expectedSaved: 121.6,
  savedLow: 57.2,
  savedHigh: 193.2,
  expectedValue: 1713.6,
  valueLow: -12.4,
  valueHigh: 2796.9,
};

describe('what a play brings', () => {
  it('is told with its interval', () => {
    expect(inSentence(savedInWords(figures)!)).toBe('122 (57 to 193)');
    expect(inSentence(gainInWords(figures, 'EUR')!)).toBe(
      '+EUR\u00a01,714 (−EUR\u00a012 to +EUR\u00a02,797)',
    );
  });

  it('is not told where it is not known', () => {
    const nothing = { ...figures, expectedSaved: null, expectedValue: null };
    expect([savedInWords(nothing), gainInWords(nothing, null)]).toEqual([null, null]);
  });
});
