import { describe, expect, it } from 'vitest';
import { compareLeaving } from './compare-leaving.js';

describe('the churn of a group', () => {
  it('is compared with that of everyone else', () => {
    const compared = compareLeaving({ known: 100, left: 30 }, { known: 300, left: 50 });
    expect(compared?.ratio).toBeCloseTo(30 / 100 / (20 / 200), 12);
    expect(compared?.pValue).toBeLessThan(0.001);
  });

  it('is not compared if nobody is known on one side', () => {
    expect(compareLeaving({ known: 0, left: 0 }, { known: 300, left: 50 })).toBeNull();
    expect(compareLeaving({ known: 300, left: 50 }, { known: 300, left: 50 })).toBeNull();
  });
});
