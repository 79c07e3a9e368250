import { createRandom } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { defaultLevels, levelsFor, riskBandOf } from './risk-band.js';

describe('risk bands', () => {
  const levels = { mediumFrom: 0.2, highFrom: 0.3 };

  it.each([
    [0.19, 'LOW'],
    [0.2, 'MEDIUM'],
    [0.29, 'MEDIUM'],
    [0.3, 'HIGH'],
  ] as const)('put %d into %s', (probability, band) => {
    expect(riskBandOf(probability, levels)).toBe(band);
  });

  it('begin where somebody set it, and elsewhere where the model says', () => {
    expect(levelsFor(levels, { mediumFrom: null, highFrom: null })).toEqual(levels);
    expect(levelsFor(levels, { mediumFrom: null, highFrom: 0.5 })).toEqual({
      mediumFrom: 0.2,
      highFrom: 0.5,
    });
    expect(levelsFor(levels, { mediumFrom: 0.1, highFrom: null })).toEqual({
      mediumFrom: 0.1,
      highFrom: 0.3,
    });
    expect(levelsFor(levels, { mediumFrom: null, highFrom: 0.1 })).toEqual({
      mediumFrom: 0.1,
      highFrom: 0.1,
    });
  });
});

describe('the levels of a model', () => {
  const shares = (probabilities: Float64Array, rate: number) => {
    const levels = defaultLevels(probabilities, rate);
    const bandOf = (probability: number) => riskBandOf(probability, levels);
    const share = (band: string) =>
      [...probabilities].filter((one) => bandOf(one) === band).length / probabilities.length;
    return { ...levels, LOW: share('LOW'), MEDIUM: share('MEDIUM'), HIGH: share('HIGH') };
  };
  /** Probabilities around a rate, spread as far as a model can tell customers apart. */
  const spread = (rate: number, deviation: number) => {
    const random = createRandom(1);
    const center = Math.log(rate / (1 - rate));
    return Float64Array.from(
      { length: 5000 },
      () => 1 / (1 + Math.exp(-center - deviation * random.normal())),
    );
  };

  it('are the average and three times its odds', () => {
    const { mediumFrom, highFrom } = shares(spread(0.2, 1.5), 0.2);
    expect(mediumFrom).toBe(0.2);
    expect(highFrom).toBeCloseTo(0.75 / 1.75, 10);
  });

  it.each([
    [0.02, 0.1],
    [0.02, 3],
    [0.27, 0.3],
    [0.27, 1.4],
    [0.6, 4],
    [0.9, 1],
  ])('leave no band to chance, at a rate of %d and a spread of %d', (rate, deviation) => {
    const { LOW, MEDIUM, HIGH } = shares(spread(rate, deviation), rate);
    expect(HIGH).toBeGreaterThanOrEqual(0.05);
    expect(HIGH).toBeLessThanOrEqual(0.26);
    expect(MEDIUM).toBeGreaterThanOrEqual(0.1);
    expect(LOW).toBeGreaterThanOrEqual(0.25);
  });

  it('are in order where many have the same probability', () => {
    const same = Float64Array.of(...Array<number>(80).fill(0.1), ...Array<number>(20).fill(0.6));
    const { mediumFrom, highFrom } = defaultLevels(same, 0.2);
    expect(mediumFrom).toBeLessThanOrEqual(highFrom);
    expect(defaultLevels(Float64Array.of(0.5), 1)).toEqual({ mediumFrom: 0.5, highFrom: 0.5 });
  });
});
