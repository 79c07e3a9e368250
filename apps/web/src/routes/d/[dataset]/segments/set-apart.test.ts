import { describe, expect, it } from 'vitest';
import { setApart } from './set-apart';

const number = (feature: string, zScore: number, mean: number, overallMean: number) => ({
  feature,
  mean,
  overallMean,
  zScore,
  topValue: null,
  topValueShare: null,
});
const category = (feature: string, topValue: string, topValueShare: number) => ({
  feature,
  mean: null,
  overallMean: null,
  zScore: null,
  topValue,
  topValueShare,
});

const noBooleans = () => false;

describe('what sets a segment apart', () => {
  it('is the farthest from the average first, either way', () => {
    const words = setApart(
      [number('Income', 0.5, 60000, 52000), number('Children', -1.2, 0.2, 1.1)],
      3,
      noBooleans,
    );
    expect(words).toEqual(['Lower children: 0.2 (all: 1.1)', 'Higher income: 60,000 (all: 52,000)']);
  });

  it('tells yes and no as shares', () => {
    const words = setApart(
      [number('PhoneService', -0.8, 0.66, 0.9)],
      3,
      (feature) => feature === 'PhoneService',
    );
    expect(words).toEqual(['Less often phone service: 66 % (all: 90 %)']);
  });

  it('adds a value that most of the segment share', () => {
    expect(setApart([category('Contract', 'Month-to-month', 0.93)], 3, noBooleans)).toEqual([
      'Contract is Month-to-month for 93 %',
    ]);
  });

  it('leaves out what is near the average or shared by few', () => {
    expect(
      setApart([number('Recency', 0.02, 49, 48), category('Education', 'PhD', 0.3)], 3, noBooleans),
    ).toEqual([]);
  });

  it('says no more than asked', () => {
    const many = Array.from({ length: 9 }, (_, index) => number(`F${index}`, index, 1, 0));
    expect(setApart(many, 3, noBooleans)).toHaveLength(3);
  });
});
