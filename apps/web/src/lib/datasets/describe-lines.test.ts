import { describe, expect, it } from 'vitest';
import { describeLines } from './describe-lines';
import type { Lines } from './lines.fragment';

const NONE: Lines = {
  ...{ total: 0, aboveHeader: 0, header: 0, customers: 0, repeats: 0, blank: 0, rejected: 0, continued: 0 },
  ...{ purchases: null, leftOut: null },
};

describe('the lines of a file', () => {
  it('are accounted for in a sentence', () => {
    expect(describeLines({ ...NONE, total: 1001, header: 1, customers: 998, rejected: 2 })).toBe(
      'Of 1,001 lines, 998 are customers, 1 the header and 2 rejected.',
    );
    expect(describeLines({ ...NONE, total: 1, customers: 1 })).toBe('Of 1 line, 1 is a customer.');
  });

  it('are purchases where a row is one', () => {
    const lines = { ...NONE, total: 8, header: 1, purchases: 4, leftOut: 2, rejected: 1 };
    expect(describeLines(lines)).toBe(
      'Of 8 lines, 4 are purchases, 2 left out with customers who first bought later, 1 the header and 1 rejected.',
    );
  });

  it('are the first ones where no more were read', () => {
    const lines = { ...NONE, total: 20_004, header: 1, customers: 20_000, continued: 3 };
    expect(describeLines(lines, false)).toBe(
      'Of the first 20,004 lines, 20,000 are customers, 1 the header and 3 continue a row.',
    );
  });
});
