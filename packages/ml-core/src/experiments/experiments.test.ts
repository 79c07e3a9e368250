import { describe, expect, it } from 'vitest';
import { twoSidedZ } from '../metrics/normal-quantile.js';
import { createRandom } from '../random.js';
import { adjustedDifference } from './adjusted-difference.js';
import type { ArmSums } from './arm-sums.js';
import { differenceInterval } from './difference-interval.js';
import { differencesDifferPValue } from './differences-differ.js';
import { drawOf, holdOut } from './hold-out.js';
import { judgeExperiment } from './judge-experiment.js';
import { sampleRatioPValue } from './sample-ratio.js';
import { armsOf, populationOf, simulateCampaign } from './simulate-campaign.test-support.js';
import { smallestDifference } from './smallest-difference.js';

/** An arm of which nothing is known but its cases. */
const counts = (cases: number, rows: number) => ({ rows, cases, x: 0, xx: 0, xy: 0 });

describe('the interval of a difference of rates', () => {
  // Newcombe 1998, table II, method 10, and statsmodels 0.15.0, confint_proportions_2indep(method="newcomb").
  it.each([
    [56, 70, 48, 80, 0.05243147, 0.33387265],
    [9, 10, 3, 10, 0.17052272, 0.80901797],
    [6, 7, 2, 7, 0.05822793, 0.80624964],
    [5, 56, 0, 29, -0.03813715, 0.19256001],
    [0, 10, 0, 20, -0.16112516, 0.2775328],
    [10, 10, 0, 20, 0.67908604, 1],
    [10, 10, 0, 10, 0.60750935, 1],
  ])('of %i in %i and %i in %i is the published one', (a, n, b, m, low, high) => {
    const found = differenceInterval(a, n, b, m);
    expect(found.difference).toBeCloseTo(a / n - b / m, 12);
    expect(found.low).toBeCloseTo(low, 7);
    expect(found.high).toBeCloseTo(high, 7);
  });

  it('changes its sign with the order, and widens with z', () => {
    const [one, other] = [differenceInterval(5, 56, 9, 29), differenceInterval(9, 29, 5, 56)];
    expect(one.low).toBeCloseTo(-other.high, 12);
    expect(differenceInterval(5, 56, 9, 29, 3).low).toBeLessThan(one.low);
  });
});

it('z is that of scipy 1.17.1', () => {
  expect(twoSidedZ(0.05)).toBeCloseTo(1.9599639845400545, 10);
  expect(twoSidedZ(0.025)).toBeCloseTo(2.241402727604945, 10);
  expect(twoSidedZ(0.001)).toBeCloseTo(3.2905267314918945, 10);
  expect(twoSidedZ(1)).toBeCloseTo(0, 10);
});

describe('the adjusted difference', () => {
  it('is the interacted regression of statsmodels 0.15.0', () => {
    const treated = { rows: 8, cases: 4, x: 3.6, xx: 2.04, xy: 2.4 };
    const control = { rows: 4, cases: 2, x: 1.2, xx: 0.41, xy: 0.7 };
    expect(adjustedDifference(control, treated)!.difference).toBeCloseTo(0.27142857, 7);
  });

  it('is the plain one where x says nothing of the outcome', () => {
    const a = { rows: 100, cases: 30, x: 50, xx: 30, xy: 15 };
    const b = { rows: 400, cases: 80, x: 200, xx: 120, xy: 40 };
    const found = adjustedDifference(a, b)!;
    expect(found.explained).toBe(0);
    expect(found.low).toBeCloseTo(differenceInterval(30, 100, 80, 400).low, 12);
  });

  it('is not there where x is constant', () => {
    expect(adjustedDifference(counts(3, 10), counts(5, 20))).toBeNull();
  });
});

describe('the smallest difference', () => {
  it('is that of the textbook: 291 on both sides tell 30 % from 20 %', () => {
    expect(smallestDifference({ rate: 0.3, rows: 291, control: 291 })).toBeCloseTo(0.1, 3);
  });

  it('shrinks with what is explained and grows with the power', () => {
    const plan = { rate: 0.2, rows: 1800, control: 200 };
    const found = smallestDifference(plan)!;
    expect(smallestDifference({ ...plan, explained: 0.19 })!).toBeLessThan(found);
    expect(smallestDifference({ ...plan, power: 0.9 })!).toBeGreaterThan(found);
  });

  it('is none where even a fall to 0 would be missed', () => {
    expect(smallestDifference({ rate: 0.05, rows: 90, control: 10 })).toBeNull();
    expect(smallestDifference({ rate: 0, rows: 900, control: 100 })).toBeNull();
  });

  it('is found by about four of five simulated campaigns, judged as ours are', () => {
    const population = populationOf(0.3, 0.8);
    const effect = smallestDifference({
      rate: 0.3,
      rows: 1600,
      control: 400,
      alpha: 0.025,
      explained: 0.25,
    })!;
    let found = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { treated, control } = armsOf(
        simulateCampaign(population, { size: 2000, share: 0.2, effects: [effect], seed }),
      );
      const { verdict } = judgeExperiment(
        treated,
        control,
        { treated: 1600, control: 400 },
        { expectedRate: 0.3 },
      );
      if (verdict === 'lower') found++;
    }
    expect(found).toBeGreaterThan(140);
    expect(found).toBeLessThan(185);
  });
});

it('shares that came back are compared as by scipy 1.17.1', () => {
  expect(sampleRatioPValue([820, 230], [0.8, 0.2])).toBeCloseTo(0.12282264810139186, 10);
  expect(sampleRatioPValue([30, 50, 40], [1 / 3, 1 / 3, 1 / 3])).toBeCloseTo(0.0820849986238988, 10);
  expect(sampleRatioPValue([0, 0], [0.5, 0.5])).toBe(1);
});

it('differences of groups are compared as by statsmodels 0.15.0', () => {
  const groups = [
    { treated: counts(30, 400), control: counts(60, 200) },
    { treated: counts(50, 300), control: counts(40, 150) },
    { treated: counts(20, 500), control: counts(30, 250) },
  ];
  expect(differencesDifferPValue(groups)).toBeCloseTo(0.0021841014218614294, 10);
  expect(differencesDifferPValue(groups.slice(0, 1))).toBe(1);
});

describe('who is held out', () => {
  const strata = (sizes: readonly number[]) => sizes.flatMap((size, i) => Array<number>(size).fill(i));
  const drawsOf = (seed: number, count: number) =>
    Float64Array.from({ length: count }, (_, i) => drawOf(seed, `c${i}`));
  const sumOf = (held: Uint8Array) => held.reduce((sum, one) => sum + one, 0);

  it('is exact to a row in all, and to the next whole row in each stratum', () => {
    const sizes = [1, 5, 33, 4, 400, 57, 2, 7];
    const all = strata(sizes);
    for (let seed = 0; seed < 50; seed++) {
      const held = holdOut(all, drawsOf(seed, all.length), { share: 0.1, seed });
      expect(sumOf(held)).toBe(51);
      sizes.forEach((size, stratum) => {
        const own = sumOf(held.filter((_, i) => all[i] === stratum));
        expect(Math.abs(own - (size * 51) / 509)).toBeLessThan(1);
      });
    }
  });

  it('has the same chance for every row, however small its stratum', () => {
    const all = strata([1, 2, 5, 12]);
    const times = new Float64Array(all.length);
    for (let seed = 0; seed < 4000; seed++) {
      holdOut(all, drawsOf(seed, all.length), { share: 0.25, seed }).forEach((one, i) => {
        times[i]! += one;
      });
    }
    for (const count of times) expect(Math.abs(count / 4000 - 5 / 20)).toBeLessThan(0.03);
  });

  it('is nobody without a share, and somebody with one', () => {
    expect(sumOf(holdOut([0, 0, 0], [0.1, 0.2, 0.3], { share: 0, seed: 1 }))).toBe(0);
    expect(sumOf(holdOut([0, 0, 0], [0.1, 0.2, 0.3], { share: 0.01, seed: 1 }))).toBe(1);
    expect(sumOf(holdOut([0], [0.1], { share: 0.5, seed: 1 }))).toBe(0);
  });

  it('is the same for the same seed, and a row keeps its draw in another list', () => {
    const held = (seed: number) => holdOut(strata([50, 50]), drawsOf(seed, 100), { share: 0.2, seed });
    expect(held(7)).toEqual(held(7));
    expect(held(7)).not.toEqual(held(8));
    expect(drawOf(7, 'c9')).toBe(drawOf(7, 'c9'));
  });

  it('is drawn uniformly, without regard to ids that follow each other or to neighbouring seeds', () => {
    const draws = Array.from({ length: 20_000 }, (_, i) => drawOf(3, `C${10_000 + i}`));
    const tenths = Array.from({ length: 10 }, (_, t) => draws.filter((d) => Math.floor(10 * d) === t).length);
    expect(sampleRatioPValue(tenths, Array<number>(10).fill(0.1))).toBeGreaterThan(0.001);
    const next = draws.map((_, i) => drawOf(4, `C${10_000 + i}`));
    const correlation = (a: readonly number[], b: readonly number[]) =>
      (12 * a.reduce((sum, value, i) => sum + (value - 0.5) * (b[i]! - 0.5), 0)) / a.length;
    // Four standard errors.
    expect(Math.abs(correlation(draws, next))).toBeLessThan(0.03);
    expect(Math.abs(correlation(draws.slice(1), draws))).toBeLessThan(0.03);
  });
});

describe('an experiment', () => {
  const planned = { treated: 900, control: 100 };

  it('claims nothing before both arms have enough rows, and says how many are missing', () => {
    const { verdict, missing } = judgeExperiment(counts(10, 400), counts(12, 20), planned, {
      expectedRate: 0.2,
    });
    expect(verdict).toBe('tooFew');
    expect(missing.treated).toBe(0);
    expect(missing.control).toBe(75);
  });

  it('works, harms, or is undecided by its interval at the boundary for its share of information', () => {
    const verdictOf = (treated: number, control: number) =>
      judgeExperiment(counts(treated, 900), counts(control, 100), planned, { expectedRate: 0.2 }).verdict;
    expect(verdictOf(90, 30)).toBe('lower');
    expect(verdictOf(270, 10)).toBe('higher');
    expect(verdictOf(180, 25)).toBe('undecided');
    // Half of it known: what would do at the end does not yet.
    const { verdict, information, plain } = judgeExperiment(counts(63, 450), counts(14, 50), planned, {
      expectedRate: 0.2,
    });
    expect(information).toBeCloseTo(0.5, 12);
    expect(plain.low).toBeGreaterThan(0);
    expect(verdict).toBe('undecided');
  });

  it('is not judged where the arms came back in other shares than they were sent', () => {
    const { verdict, ratioPValue } = judgeExperiment(counts(40, 400), counts(30, 90), planned, {
      expectedRate: 0.2,
    });
    expect(ratioPValue).toBeLessThan(0.001);
    expect(verdict).toBe('unbalanced');
  });

  it('without effect is rarely said to have one, at whichever look', () => {
    const random = createRandom(5);
    const populations = [0.05, 0.2, 0.4].map((rate) => populationOf(rate, 0.8));
    let false1 = 0;
    for (let seed = 0; seed < 200; seed++) {
      const population = populations[seed % 3]!;
      const size = 1000 + random.integer(2000);
      const campaign = simulateCampaign(population, { size, share: 0.2, effects: [0], seed });
      const heldOut = campaign.held.reduce((sum, one) => sum + one, 0);
      const said = [0.25, 0.5, 0.75, 1].some((share) => {
        const { treated, control } = armsOf(campaign, { first: Math.round(share * size) });
        const { verdict } = judgeExperiment(
          treated,
          control,
          { treated: size - heldOut, control: heldOut },
          { expectedRate: population.rate },
        );
        return verdict === 'lower' || verdict === 'higher';
      });
      if (said) false1++;
    }
    expect(false1).toBeLessThanOrEqual(10);
  });

  it('counts that arms drawn within groups cannot differ by what tells the groups apart', () => {
    const group = (treated: number, control: number) => ({
      treated: counts(treated, 450),
      control: counts(control, 50),
    });
    const judged = (strata: readonly { treated: ArmSums; control: ArmSums }[], known = planned) =>
      judgeExperiment(counts(270, 900), counts(30, 100), known, { expectedRate: 0.3, strata }).plain;
    const width = ({ low, high }: { low: number; high: number }) => high - low;
    const none = judged([]);
    // Groups with 50 and 10 % of leavers explain 19 % of the variance.
    const apart = judged([group(225, 25), group(45, 5)]);
    expect(apart.difference).toBe(none.difference);
    expect(width(apart) / width(none)).toBeCloseTo(Math.sqrt(1 - 0.19), 2);
    // Of a half who are known by chance half of that is left.
    const half = judged([group(225, 25), group(45, 5)], { treated: 1800, control: 200 });
    expect(width(half) / width(none)).toBeCloseTo(Math.sqrt(1 - 0.095), 2);
    // Groups that are alike explain nothing.
    expect(width(judged([group(135, 15), group(135, 15)]))).toBeCloseTo(width(none), 12);
  });

  it('has plain intervals that cover the planted effect where segments alone are known', () => {
    const population = populationOf(0.25, 0.8);
    let covered = 0;
    let bias = 0;
    const campaigns = 400;
    for (let seed = 0; seed < campaigns; seed++) {
      const effects = [0.05, 0.05, 0.05, 0.05];
      const campaign = simulateCampaign(population, {
        ...{ size: 3000, share: 0.2, effects, segmentsTell: 0.7, seed },
      });
      const strata = effects.map((_, only) => armsOf(campaign, { only }));
      const { treated, control } = armsOf(campaign);
      const { plain, adjusted } = judgeExperiment(
        treated,
        control,
        { treated: 2400, control: 600 },
        { expectedRate: 0.25, strata },
      );
      expect(adjusted).toBeNull();
      if (plain.low <= campaign.effect && campaign.effect <= plain.high) covered++;
      bias += (plain.difference - campaign.effect) / campaigns;
    }
    // 95 % and three standard errors of a share of 400; without the strata it is 98 %.
    expect(covered / campaigns).toBeGreaterThan(0.917);
    expect(covered / campaigns).toBeLessThan(0.98);
    expect(Math.abs(bias)).toBeLessThan(0.004);
  });

  it('has intervals that cover the planted effect, the adjusted one narrower by a tenth and more', () => {
    const population = populationOf(0.25, 0.8);
    const sum = { plain: 0, adjusted: 0, ratio: 0, bias: 0 };
    const campaigns = 300;
    for (let seed = 0; seed < campaigns; seed++) {
      const campaign = simulateCampaign(population, { size: 3000, share: 0.2, effects: [0.05], seed });
      const { treated, control } = armsOf(campaign);
      const { plain, adjusted } = judgeExperiment(
        treated,
        control,
        { treated: 2400, control: 600 },
        { expectedRate: 0.25 },
      );
      const covers = ({ low, high }: { low: number; high: number }) =>
        low <= campaign.effect && campaign.effect <= high ? 1 : 0;
      sum.plain += covers(plain) / campaigns;
      sum.adjusted += covers(adjusted!) / campaigns;
      sum.ratio += (adjusted!.high - adjusted!.low) / (plain.high - plain.low) / campaigns;
      sum.bias += (adjusted!.difference - campaign.effect) / campaigns;
    }
    // Three standard errors of a share of 300.
    expect(sum.plain).toBeGreaterThan(0.92);
    expect(sum.adjusted).toBeGreaterThan(0.92);
    expect(sum.ratio).toBeLessThanOrEqual(0.9);
    expect(Math.abs(sum.bias)).toBeLessThan(0.004);
  });
});
