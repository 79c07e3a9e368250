import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.js';
import { type BgNbdModel, fitBgNbd, fitNbd } from './bg-nbd.js';
import { hasCdnow, readCdnow } from './cdnow.test-support.js';
import { expectedRepeats, forecastPurchases } from './forecast-purchases.js';
import { fitGammaGamma, forecastValue } from './gamma-gamma.js';
import { digamma, logGamma } from './log-gamma.js';
import { multiplyForecasts } from './multiply-forecasts.js';
import { fitShrunkenValue, forecastShrunkenValue } from './shrunken-value.js';
import { gamma, type PlantedPurchases, simulatePurchases } from './simulate-purchases.test-support.js';

const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
const PLANTED: PlantedPurchases = { customers: 4000, r: 0.6, alpha: 5, a: 0.7, b: 2, time: 50, seed: 3 };
const known: BgNbdModel = {
  ...{ kind: 'bgNbd', r: 0.243, alpha: 4.41, a: 0.793, b: 2.43 },
  ...{
    standardErrors: [],
    covariance: new Float64Array(16),
    logLikelihood: 0,
    customers: 1,
    degenerate: null,
  },
};
const one = (repeats: number, last: number, age: number) => ({
  repeats: Float64Array.of(repeats),
  last: Float64Array.of(last),
  age: Float64Array.of(age),
});

describe.skipIf(!hasCdnow)(
  'on the CDNOW sample to 1997-09-30, in weeks (skipped where ../shared/data is absent)',
  () => {
    const { histories, values, later } = hasCdnow ? readCdnow() : ({} as ReturnType<typeof readCdnow>);

    it('BG/NBD has the published parameters and log-likelihood', () => {
      const model = fitBgNbd(histories);
      expect(model.degenerate).toBeNull();
      expect([model.r, model.a].map((value) => value.toFixed(3))).toEqual(['0.243', '0.793']);
      expect([model.alpha, model.b].map((value) => value.toFixed(2))).toEqual(['4.41', '2.43']);
      expect(model.logLikelihood.toFixed(1)).toBe('-9582.4');
    });

    it('BG/NBD comes nearer to the 1,882 purchases of the next 39 weeks than the 2,930 of the naive rate', () => {
      const naive = sum(histories.repeats.map((count, i) => (count / histories.age[i]!) * 39));
      expect([sum(later), Math.round(naive)]).toEqual([1882, 2930]);
      const forecast = forecastPurchases(fitBgNbd(histories), histories, 39);
      expect(Math.abs(sum(forecast.expected) - 1882)).toBeLessThan(0.25 * (naive - 1882));
    });

    it('gamma-gamma has the published parameters for the 946 who bought again', () => {
      const model = fitGammaGamma(values);
      expect(model.customers).toBe(946);
      expect(model.degenerate).toBeNull();
      expect([model.p, model.q, model.gamma].map((value) => value.toFixed(2))).toEqual([
        '6.25',
        '3.74',
        '15.44',
      ]);
    });
  },
);

describe('fitBgNbd', () => {
  const { histories, later } = simulatePurchases({ ...PLANTED, customers: 40_000 });
  const model = fitBgNbd(histories);

  it('finds planted parameters within three of their standard errors', () => {
    for (const [i, name] of (['r', 'alpha', 'a', 'b'] as const).entries()) {
      expect(Math.abs(model[name] - PLANTED[name])).toBeLessThan(3 * model.standardErrors[i]!);
    }
  });

  it('has a standard error that is as wide as the parameters vary over samples', () => {
    const fits = Array.from({ length: 40 }, (_, seed) =>
      fitBgNbd(simulatePurchases({ ...PLANTED, customers: 1500, seed }).histories),
    );
    const logs = fits.map(({ r }) => Math.log(r));
    const mean = logs.reduce((total, value) => total + value, 0) / logs.length;
    const spread = Math.sqrt(logs.reduce((total, value) => total + (value - mean) ** 2, 0) / 39);
    const said = fits.reduce((total, { covariance }) => total + Math.sqrt(covariance[0]!), 0) / fits.length;
    expect(said / spread).toBeGreaterThan(0.75);
    expect(said / spread).toBeLessThan(1.35);
  });

  it('forecasts what comes, in total and for those who bought often or never again', () => {
    const { expected } = forecastPurchases(model, histories, PLANTED.time);
    for (const fits of [() => true, (x: number) => x === 0, (x: number) => x > 3]) {
      const own = (values: Float64Array) => sum(values.filter((_, i) => fits(histories.repeats[i]!)));
      expect(own(expected) / own(later)).toBeGreaterThan(0.96);
      expect(own(expected) / own(later)).toBeLessThan(1.04);
    }
  });

  it('is the same whatever the order of customers, and in any unit of time but for alpha', () => {
    const reversed = Object.fromEntries(
      Object.entries(histories).map(([name, values]) => [name, values.toReversed()]),
    ) as unknown as typeof histories;
    expect(fitBgNbd(reversed).a).toBeCloseTo(model.a, 5);
    const { repeats, last, age } = histories;
    const days = fitBgNbd({ repeats, last: last.map((at) => 7 * at), age: age.map((at) => 7 * at) });
    expect([days.r, days.alpha / 7, days.a, days.b].map((value) => value.toFixed(4))).toEqual(
      [model.r, model.alpha, model.a, model.b].map((value) => value.toFixed(4)),
    );
  });

  it('finds the same of many histories, which it approaches from a sample, whatever the sample', () => {
    const { histories: many } = simulatePurchases({ ...PLANTED, customers: 60_000 });
    const reversed = Object.fromEntries(
      Object.entries(many).map(([name, values]) => [name, values.toReversed().subarray(1)]),
    ) as unknown as typeof many;
    const [one, other] = [fitBgNbd(many), fitBgNbd(reversed)];
    expect(Math.abs(one.a - other.a)).toBeLessThan(0.02 * one.standardErrors[2]!);
    expect(one.degenerate).toBeNull();
  });

  it('says that it is degenerate where nobody leaves, and NBD finds the planted rates', () => {
    const loyal = { ...PLANTED, a: 0, customers: 3000 };
    const { histories: theirs, later: came } = simulatePurchases(loyal);
    expect(fitBgNbd(theirs).degenerate).toMatch(/a model in which nobody leaves is as likely/);
    const nbd = fitNbd(theirs);
    expect(Math.abs(nbd.r - loyal.r)).toBeLessThan(3 * nbd.standardErrors[0]!);
    const forecast = forecastPurchases(nbd, theirs, loyal.time);
    expect(sum(forecast.expected) / sum(came)).toBeCloseTo(1, 1);
    expect(forecast.alive.every((alive) => alive === 1)).toBe(true);
  });

  it('says that it is degenerate over most samples of loyal customers, and hardly ever of others', () => {
    const degenerate = (planted: Partial<PlantedPurchases>) =>
      Array.from({ length: 20 }, (_, seed) =>
        fitBgNbd(simulatePurchases({ ...PLANTED, customers: 800, ...planted, seed: 100 + seed }).histories),
      ).filter((fitted) => fitted.degenerate !== null).length;
    expect(degenerate({ a: 0 })).toBeGreaterThanOrEqual(18);
    expect(degenerate({})).toBeLessThanOrEqual(1);
  });

  it('takes histories without any end: one rate for all, purchases at the same moment, ages of 0', () => {
    const random = createRandom(8);
    const age = Float64Array.from({ length: 300 }, (_, i) => (i === 0 ? 0 : 10));
    const repeats = age.map((length) => (length === 0 ? 2 : 3));
    const last = age.map((length) => length * random.next());
    const fitted = fitBgNbd({ repeats, last, age });
    expect(fitted.degenerate).not.toBeNull();
    const forecast = forecastPurchases(fitNbd({ repeats, last, age }), { repeats, last, age }, 10);
    expect(forecast.expected[5]).toBeCloseTo(3, 1);
    expect(forecast.high[5]! / forecast.low[5]!).toBeGreaterThan(1.1);
  });
});

describe('forecastPurchases', () => {
  /** Equation (10) of the paper as it stands, with the plain series of ₂F₁. */
  function published({ r, alpha, a, b }: BgNbdModel, [x, last, age]: readonly number[], t: number): number {
    const hypergeometric = (A: number, B: number, C: number, z: number) => {
      let [term, total] = [1, 1];
      for (let n = 0; n < 5000; n++) total += term *= (((A + n) * (B + n)) / ((C + n) * (n + 1))) * z;
      return total;
    };
    const F = hypergeometric(r + x!, b + x!, a + b + x! - 1, t / (alpha + age! + t));
    const gone = ((alpha + age!) / (alpha + age! + t)) ** (r + x!);
    const odds = x === 0 ? 0 : (a / (b + x! - 1)) * ((alpha + age!) / (alpha + last!)) ** (r + x!);
    return (((a + b + x! - 1) / (a - 1)) * (1 - gone * F)) / (1 + odds);
  }

  it.each([
    [2, 30.43, 38.86],
    [1, 1.71, 38.86],
    [0, 0, 38.86],
    [26, 30.86, 31],
    [7, 29.43, 38.86],
  ])('is the closed form for %d repeats, the last at %d of %d', (...history) => {
    const { expected } = forecastPurchases(known, one(...history), 39);
    expect(expected[0]).toBeCloseTo(published(known, history, 39), 9);
  });

  it('is 1.226 purchases and a probability alive of .727 for the example of the paper', () => {
    const { expected, alive } = forecastPurchases(known, one(2, 30.43, 38.86), 39);
    expect(expected[0]).toBeCloseTo(1.226, 2);
    expect(alive[0]).toBeCloseTo(0.7266, 3);
  });

  it('passes smoothly through a = 1, where the closed form divides by 0', () => {
    const at = (a: number) => forecastPurchases({ ...known, a }, one(3, 20, 30), 39).expected[0]!;
    expect(at(1)).toBeCloseTo((at(1 - 1e-4) + at(1 + 1e-4)) / 2, 7);
  });

  it('takes thousands of purchases and a time many times as long as the history', () => {
    const { expected } = forecastPurchases(known, one(20_000, 365, 365), 365);
    expect(expected[0]).toBeGreaterThan(10_000);
    expect(expected[0]).toBeLessThan(20_000);
    expect(forecastPurchases(known, one(0, 0, 0), 1e4).expected[0]).toBeLessThan(20);
    expect(forecastPurchases(known, one(3, 2, 5), 0).expected[0]).toBe(0);
  });

  it('expects of somebody new what equation (9) says', () => {
    expect(expectedRepeats(known, 39)).toBeCloseTo(published(known, [0, 0, 0], 39), 9);
    expect(expectedRepeats({ ...fitNbd(simulatePurchases(PLANTED).histories), r: 2, alpha: 4 }, 6)).toBe(3);
  });

  it('covers what is expected under the planted parameters in about 95 of 100 samples', () => {
    const truth = forecastPurchases({ ...known, ...PLANTED }, one(2, 20, 30), 50).expected[0]!;
    const covered = Array.from({ length: 100 }, (_, seed) => {
      const fitted = fitBgNbd(simulatePurchases({ ...PLANTED, customers: 1000, seed: 500 + seed }).histories);
      const { low, high } = forecastPurchases(fitted, one(2, 20, 30), 50);
      return low[0]! <= truth && truth <= high[0]!;
    }).filter(Boolean).length;
    expect(covered).toBeGreaterThanOrEqual(89);
    expect(covered).toBeLessThan(100);
  });
});

describe('fitGammaGamma', () => {
  /** Customers whose purchases are worth what the model supposes. */
  function plant(customers: number, seed: number, [p, q, g] = [4, 5, 60]) {
    const random = createRandom(seed);
    const purchases = Float64Array.from({ length: customers }, () => random.integer(6));
    const truth = new Float64Array(customers);
    const meanValue = purchases.map((x, i) => {
      const scale = gamma(random, q!) / g!;
      truth[i] = p! / scale;
      return x === 0 ? Number.NaN : gamma(random, p! * x) / (scale * x);
    });
    return { values: { purchases, meanValue }, truth };
  }
  const { values, truth } = plant(4000, 1);
  const model = fitGammaGamma(values);

  it('finds planted parameters within three of their standard errors', () => {
    for (const [i, [name, value]] of Object.entries({ p: 4, q: 5, gamma: 60 }).entries()) {
      expect(Math.abs(model[name as 'p'] - value)).toBeLessThan(3 * model.standardErrors[i]!);
    }
  });

  it('draws few purchases to the mean of all, and is right on average', () => {
    const { expected, low, high } = forecastValue(model, values);
    expect(sum(expected) / sum(truth)).toBeCloseTo(1, 1);
    const error = (guess: (i: number) => number) =>
      sum(truth.map((value, i) => (values.purchases[i] === 1 ? (guess(i) - value) ** 2 : 0)));
    expect(error((i) => expected[i]!)).toBeLessThan(0.8 * error((i) => values.meanValue[i]!));
    expect(expected.every((value, i) => low[i]! < value && value < high[i]!)).toBe(true);
  });

  it('covers what is expected under the planted parameters in about 95 of 100 samples', () => {
    const customer = { purchases: Float64Array.of(0), meanValue: Float64Array.of(0) };
    const covered = Array.from({ length: 100 }, (_, seed) => {
      const { low, high } = forecastValue(fitGammaGamma(plant(600, 40 + seed).values), customer);
      return low[0]! <= 60 && 60 <= high[0]!;
    }).filter(Boolean).length;
    expect(covered).toBeGreaterThanOrEqual(89);
  });

  it('says that it is degenerate where customers do not differ, or values have no mean', () => {
    const alike = { purchases: values.purchases, meanValue: values.purchases.map(() => 20) };
    expect(fitGammaGamma(alike).degenerate).not.toBeNull();
    expect(fitGammaGamma(plant(3000, 5, [4, 0.8, 60]).values).degenerate).toMatch(/q is at most 1/);
  });
});

describe('fitShrunkenValue', () => {
  it('finds the credibility that was planted', () => {
    const random = createRandom(4);
    const purchases = Float64Array.from({ length: 20_000 }, () => 1 + random.integer(8));
    // Between customers a deviation of 10, within them of 20: a credibility of 4.
    const meanValue = purchases.map(
      (n) => 100 + 10 * random.normal() + (20 / Math.sqrt(n)) * random.normal(),
    );
    const model = fitShrunkenValue({ purchases, meanValue });
    expect(model.credibility).toBeGreaterThan(3.4);
    expect(model.credibility).toBeLessThan(4.6);
    expect(Math.abs(model.mean - 100)).toBeLessThan(3 * model.standardError);
    const { expected } = forecastShrunkenValue(
      { ...model, mean: 100, credibility: 4 },
      {
        purchases: Float64Array.of(0, 4),
        meanValue: Float64Array.of(0, 140),
      },
    );
    expect([...expected]).toEqual([100, 120]);
  });

  it('trusts the mean of all alone where customers do not differ, and theirs alone where their purchases do not', () => {
    const random = createRandom(6);
    const purchases = Float64Array.from({ length: 500 }, () => 1 + random.integer(8));
    const same = fitShrunkenValue({ purchases, meanValue: purchases.map(() => 5) });
    expect(forecastShrunkenValue(same, { purchases, meanValue: purchases.map(() => 5) }).expected[0]).toBe(5);
    const own = purchases.map((_, i) => 10 + (i % 9));
    expect(fitShrunkenValue({ purchases, meanValue: own }).credibility).toBeLessThan(0.5);
  });
});

it('the product of two forecasts adds up the variances of their logarithms', () => {
  const forecast = (expected: number, reach: number) => ({
    expected: Float64Array.of(expected),
    low: Float64Array.of(expected / reach),
    high: Float64Array.of(expected * reach),
  });
  const { expected, low, high } = multiplyForecasts(forecast(2, Math.E ** 3), forecast(10, Math.E ** 4));
  expect(expected[0]).toBe(20);
  expect(Math.log(high[0]! / 20)).toBeCloseTo(5, 12);
  expect(Math.log(20 / low[0]!)).toBeCloseTo(5, 12);
});

it('log-gamma and digamma agree with factorials, harmonic numbers and Γ(½)', () => {
  let [factorial, harmonic] = [1, 0];
  for (let n = 1; n < 20; n++) {
    expect(logGamma(n)).toBeCloseTo(Math.log(factorial), 12);
    expect(digamma(n)).toBeCloseTo(harmonic - 0.5772156649015329, 13);
    factorial *= n;
    harmonic += 1 / n;
  }
  expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
  expect(logGamma(1e-3)).toBeCloseTo(6.907178885383853, 11);
  expect(logGamma(1e6 + 1) - logGamma(1e6)).toBeCloseTo(Math.log(1e6), 7);
});
