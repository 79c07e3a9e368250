import { describe, expect, it } from 'vitest';
import { startingAssumptions, strategyArithmetic } from './strategy-arithmetic';

const figures = {
  targetCount: 100,
  expectedSaved: 12,
  expectedValue: 5600,
  assumptions: { saveRate: 0.3, contactCost: 4, customerValue: 500 },
};

describe('the arithmetic of a strategy', () => {
  it('comes to its own figures under its own assumptions', () => {
    const { leavers, saved, cost, value } = strategyArithmetic(figures, figures.assumptions);
    expect(leavers).toBeCloseTo(40, 9);
    expect(saved).toBeCloseTo(12, 9);
    expect(cost).toBe(400);
    expect(value).toBeCloseTo(figures.expectedValue, 6);
  });

  it('follows the reader: half the rate saves half', () => {
    const { saved, value } = strategyArithmetic(figures, {
      saveRate: 0.15,
      contactCost: 4,
      customerValue: 500,
    });
    expect(saved).toBeCloseTo(6, 9);
    expect(value).toBeCloseTo(2600, 6);
  });

  it('loses money where a call costs more than it brings', () => {
    expect(
      strategyArithmetic(figures, { saveRate: 0.3, contactCost: 100, customerValue: 500 }).value,
    ).toBeLessThan(0);
  });

  it('says nothing of money that is not known', () => {
    const unknown = { ...figures, expectedSaved: null, expectedValue: null };
    expect(strategyArithmetic(unknown, figures.assumptions)).toEqual({
      leavers: null,
      saved: null,
      cost: 400,
      value: null,
    });
  });

  it('starts from the mean value that the expected gain implies where none is named', () => {
    const unnamed = { ...figures, assumptions: { ...figures.assumptions, customerValue: null } };
    expect(startingAssumptions(unnamed).customerValue).toBe(500);
  });
});
