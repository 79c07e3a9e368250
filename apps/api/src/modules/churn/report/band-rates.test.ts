import { expect, it } from 'vitest';
import { ratesOfBands } from './band-rates.js';

it('the rates of bands are those of customers whom the model had not seen', () => {
  const outOfFold = {
    probabilities: Float64Array.of(0.05, 0.1, 0.2, 0.3, 0.5, 0.9),
    left: Uint8Array.of(0, 1, 0, 0, 1, 1),
  };
  expect(ratesOfBands(outOfFold, { mediumFrom: 0.15, highFrom: 0.4 })).toEqual([
    { band: 'LOW', minProbability: 0, count: 2, left: 1, observedRate: 0.5 },
    { band: 'MEDIUM', minProbability: 0.15, count: 2, left: 0, observedRate: 0 },
    { band: 'HIGH', minProbability: 0.4, count: 2, left: 2, observedRate: 1 },
  ]);
});

it('a band without anybody has no rate', () => {
  const nobody = { probabilities: Float64Array.of(0.9), left: Uint8Array.of(1) };
  const [low] = ratesOfBands(nobody, { mediumFrom: 0.4, highFrom: 0.5 });
  expect(low).toMatchObject({ count: 0, observedRate: null });
});
