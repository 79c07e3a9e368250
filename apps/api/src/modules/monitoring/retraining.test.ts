import { expect, it } from 'vitest';
import { isBroken } from './retraining.js';

const figures = (rocAuc: number, brierScore: number) => ({
  ...{ rocAuc, brierScore, rate: 0.2, meanProbability: 0.2 },
  ...{ rocAucInterval: null, brierScoreInterval: null, rateInterval: null },
});
const realised = (auc: number, brier: number, reach = 0.03) => ({
  ...{ outcomes: 500, auc, brier, predictedRate: 0.2, observedRate: 0.2 },
  rocAuc: { low: auc - reach, high: auc + reach },
  brierScore: { low: brier - reach / 2, high: brier + reach / 2 },
});
const report = { promised: figures(0.8, 0.14), realisedLeftAlone: null, contactedOutcomes: 0 };

it('a champion holds what it promised as long as chance allows', () => {
  expect(isBroken({ ...report, realised: realised(0.78, 0.15) })).toBe(false);
  expect(isBroken({ ...report, realised: null })).toBe(false);
  expect(isBroken({ ...report, promised: null, realised: realised(0.5, 0.3) })).toBe(false);
});

it('it does not where customers are ranked worse, or its probabilities are further off, by more than chance', () => {
  expect(isBroken({ ...report, realised: realised(0.76, 0.14) })).toBe(true);
  expect(isBroken({ ...report, realised: realised(0.8, 0.16) })).toBe(true);
});

it('it is not held against it that contacted customers stayed', () => {
  const contacted = { ...report, contactedOutcomes: 300, realised: realised(0.6, 0.2) };
  expect(isBroken({ ...contacted, realisedLeftAlone: realised(0.8, 0.14) })).toBe(false);
  expect(isBroken({ ...contacted, realisedLeftAlone: null })).toBe(false);
  expect(isBroken({ ...contacted, realisedLeftAlone: realised(0.6, 0.2) })).toBe(true);
});
