import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { NOTHING_SET, type SetAssumptions, withDefaults } from '../churn/assumptions/assumptions.js';
import { eventWords, type TargetEvent } from '../churn/definition/target-event.js';
import type { FeatureContrast } from '../segmentation/index.js';
import { planStrategies } from './plan-strategies.js';
import { gatherFacts } from './segment-facts.js';
import { makeFigures, makeSegment } from './segment-facts.test-support.js';
import type { ChurnFigures } from './segment-figures.js';

function number(feature: string, zScore: number): FeatureContrast {
  const mean = 10 + 5 * zScore;
  const none = { topValue: null, topValueShare: null, topValueOverallShare: null };
  return { feature, type: 'NUMBER', mean, median: mean, overallMean: 10, zScore, ...none };
}

function value(feature: string, topValue: string, share: number, overall: number): FeatureContrast {
  const none = { mean: null, median: null, overallMean: null, zScore: null };
  return {
    feature,
    type: 'CATEGORY',
    topValue,
    topValueShare: share,
    topValueOverallShare: overall,
    ...none,
  };
}

/**
 * The advice for segments with these profiles; the rates of leaving are left out where there is no model. By default it is
 * about leaving, and nothing was set.
 */
function plan(
  profiles: FeatureContrast[][],
  rates?: number[] | ChurnFigures[],
  { event = 'LEFT', set = {} }: { event?: TargetEvent; set?: Partial<SetAssumptions> } = {},
) {
  const outlook = { event, words: eventWords({ event, words: null }), observed: null };
  const all = { ...NOTHING_SET, ...set };
  const terms = { set: all, assumptions: withDefaults(all) };
  const figures = rates?.map((rate) => (typeof rate === 'number' ? makeFigures(rate) : rate));
  const segments = profiles.map((profile, i) => makeSegment(i, profile));
  const bySegment = figures ? new Map(figures.map((own, i) => [i, own])) : null;
  return planStrategies(gatherFacts(segments, bySegment, outlook), terms).map(({ strategies }) => strategies);
}

const titles = (strategies: readonly { title: string }[]) => strategies.map(({ title }) => title);

describe('advice', () => {
  it('follows what sets a segment apart', () => {
    const advice = (profile: FeatureContrast[]) => titles(plan([profile, []], [0.2, 0.1])[0]!);
    expect(advice([number('Recency', 1)])).toContain('Win them back now');
    expect(advice([number('NumDealsPurchases', 1)])).toContain('Schedule their deals');
    expect(advice([number('tenure', -1)])).toContain('Stay close in the first months');
    expect(advice([number('MntWines', 1)])).toContain('Call your best customers before they leave');
    expect(advice([number('complaints', 1)])).toContain('Resolve their complaints first');
    expect(advice([value('Contract', 'Month-to-month', 0.9, 0.5)])).toContain('Offer a longer contract');
    expect(advice([value('OnlineSecurity', 'No', 0.9, 0.5)])).toContain('Let them try what they are missing');
  });

  it('for a response is about the likeliest, saves nobody, and tells no money that nobody has said', () => {
    const rich = [number('MntWines', 1), number('complaints', 1), number('Recency', 1)];
    const [likely, unlikely] = plan([rich, []], [0.4, 0.05], { event: 'RESPONDED' });
    expect(titles(likely!)[0]).toBe('Make the offer to the likeliest first');
    expect(titles(unlikely!)[0]).toBe('Leave them out of this offer');
    for (const { title, action, evidence, expectedSaved, expectedValue } of [...likely!, ...unlikely!]) {
      expect([expectedSaved, expectedValue]).toEqual([null, null]);
      const said = [title, action, ...evidence.map(({ text }) => text)].join(' ');
      expect(said).not.toMatch(/leaving|leavers|stay|save|win them back/i);
    }
    const [paid] = plan([rich, []], [0.4, 0.05], { event: 'RESPONDED', set: { responseLift: 0.25 } });
    const { targetCount, expectedSaved, expectedValue, assumptions } = paid![0]!;
    expect(assumptions.saveRate).toBe(0.25);
    expect(expectedValue).toBeCloseTo(
      expectedSaved! * assumptions.customerValue! - targetCount * assumptions.contactCost,
      6,
    );
  });

  it('for something else is neither for nor against it', () => {
    const said = plan([[number('MntWines', 1), number('complaints', 1)], []], [0.4, 0.1], { event: 'OTHER' });
    expect(titles(said.flat())).not.toContain('Call your best customers before they leave');
    expect(titles(said.flat())).not.toContain('Make the offer to the likeliest first');
    for (const { expectedValue } of said.flat()) expect(expectedValue).toBeNull();
  });

  it('takes what was set over its own starting points', () => {
    const set = {
      saveRate: 0.5,
      contactCost: 7,
      margin: 0.4,
      valuePeriod: 'MONTH',
      horizonMonths: 10,
    } as const;
    const own = plan([[number('MntWines', 1)], []], [0.3, 0.1])[0]![0]!;
    const told = plan([[number('MntWines', 1)], []], [0.3, 0.1], { set })[0]![0]!;
    expect(told.assumptions).toEqual({
      ...{ saveRate: 0.5, saveRateLow: 0.25, saveRateHigh: 0.75 },
      ...{ contactCost: 7, contactCostLow: 7, contactCostHigh: 7 },
      customerValue: own.assumptions.customerValue! * 4,
    });
  });

  it('reaches from the lowest margin, the shortest horizon and the dearest contact to the opposite', () => {
    const base = { saveRate: 0.5, effectLow: 0.5, effectHigh: 0.5, contactCost: 7, margin: 0.4 };
    const value = { valuePeriod: 'MONTH', horizonMonths: 10 } as const;
    const told = (set: Partial<SetAssumptions>) =>
      plan([[number('MntWines', 1)], []], [0.15, 0.1], { set: { ...base, ...value, ...set } })[0]![0]!;
    const ranges = [
      { contactCostLow: 5, contactCostHigh: 9 },
      { marginLow: 0.3, marginHigh: 0.6 },
      { horizonMonthsLow: 8, horizonMonthsHigh: 12 },
    ];
    const own = told({});
    const all = told(Object.assign({}, ...ranges));
    const low = told({ contactCost: 9, margin: 0.3, horizonMonths: 8 });
    const high = told({ contactCost: 5, margin: 0.6, horizonMonths: 12 });
    expect(all.expectedValue).toBe(own.expectedValue);
    expect(all.valueLow).toBeCloseTo(low.valueLow!, 6);
    expect(all.valueHigh).toBeCloseTo(high.valueHigh!, 6);
    for (const range of ranges) {
      const { valueLow, valueHigh } = told(range);
      expect(valueLow).toBeLessThan(own.valueLow!);
      expect(valueHigh).toBeGreaterThan(own.valueHigh!);
    }
    expect([all.savedLow, all.savedHigh]).toEqual([own.savedLow, own.savedHigh]);
  });

  it('changes when the customers do', () => {
    const calm = plan([[number('MntWines', 1)], []], [0.1, 0.2])[0]!;
    const leaving = plan([[number('MntWines', 1)], []], [0.3, 0.1])[0]!;
    expect(titles(calm)[0]).toBe('Thank them, but skip the discounts');
    expect(titles(leaving)[0]).toBe('Call your best customers before they leave');
  });

  it('leads differently for segments that differ little', () => {
    const both = [number('Recency', 1), number('NumDealsPurchases', 0.9)];
    const [first, second] = plan([both, both.map(({ feature }) => number(feature, 0.8))], [0.2, 0.2]);
    expect(first![0]!.title).not.toBe(second![0]!.title);
  });

  it('is at most three pieces, and at least one', () => {
    const everything = [
      'Recency',
      'NumDealsPurchases',
      'MntWines',
      'NumWebPurchases',
      'Kidhome',
      'complaints',
    ];
    const [rich, plain] = plan([everything.map((feature) => number(feature, 1)), []], [0.2, 0.2]);
    expect(rich).toHaveLength(3);
    expect(titles(plain!)).toEqual(['Keep them in the regular programme']);
  });

  it('works on columns about which nothing is known', () => {
    const [advice] = plan([[number('kappa', 1.2)], []]);
    expect(titles(advice!)).toEqual(['Start with what sets them apart']);
    expect(advice![0]!.action).toContain('kappa 16 on average, against 10 overall');
  });

  it('has a channel of its own, whomever it is for, beside the one that they prefer', () => {
    const calls = [0.9, 0.5].map((z) => plan([[number('complaints', z), number('NumWebPurchases', z)], []]));
    for (const [advised] of calls) {
      const call = advised!.find(({ title }) => title === 'Resolve their complaints first')!;
      expect([call.channel, call.preferredChannel]).toEqual(['Phone', 'Website and e-mail']);
    }
    const channel = (profile: FeatureContrast[]) => plan([profile])[0]![0]!.preferredChannel;
    expect(channel([number('NumWebPurchases', 1), number('NumStorePurchases', 0.5)])).toBe(
      'Website and e-mail',
    );
    expect(channel([number('NumWebPurchases', -1), number('NumStorePurchases', 0.5)])).toBe('In the store');
    expect(channel([value('contact', 'cellular', 0.9, 0.6)])).toBe('Cellular');
    expect(channel([number('income', 1)])).toBeNull();
  });
});

describe('the arithmetic', () => {
  it('is shown, and follows from the assumptions', () => {
    const [advice] = plan([[number('Recency', 1)], []], [0.2, 0.1]);
    const back = advice!.find(({ title }) => title === 'Win them back now')!;
    // At risk are 300 customers, of whom 100 + 50 leave; each leaver is worth 200.
    expect(back.targetCount).toBe(300);
    expect(back.assumptions).toEqual({
      ...{ saveRate: 0.08, saveRateLow: 0.04, saveRateHigh: 0.12 },
      ...{ contactCost: 0.5, contactCostLow: 0.5, contactCostHigh: 0.5, customerValue: 200 },
    });
    expect(back.expectedSaved).toBeCloseTo(150 * 0.08, 10);
    expect(back.expectedValue).toBeCloseTo(150 * 0.08 * 200 - 300 * 0.5, 10);
    expect(back.evidence.at(-1)!.text).toBe(
      'Contacting 300 at 0.5 each costs 150; of the 150 expected leavers among them, 8.0 % are assumed to stay: 12 customers, worth 200 each.',
    );
  });

  it('is left out without a model, and has no money without a customer value', () => {
    const [withoutModel] = plan([[number('Recency', 1)]]);
    expect(withoutModel![0]).toMatchObject({ targetCount: 1000, expectedSaved: null, expectedValue: null });
    const worthless = makeFigures(0.2);
    const bands = Object.fromEntries(
      Object.entries(worthless.bands).map(([name, band]) => [name, { ...band, expectedLoss: null }]),
    ) as ChurnFigures['bands'];
    const [withoutValue] = plan([[number('Recency', 1)]], [{ ...worthless, bands }]);
    expect(withoutValue![0]!.expectedSaved).toBeCloseTo(12, 10);
    expect(withoutValue![0]).toMatchObject({ expectedValue: null, assumptions: { customerValue: null } });
  });
});

describe('the evidence', () => {
  it('has the columns that the advice rests on', () => {
    const [advice] = plan([[number('Recency', 1)]]);
    expect(advice![0]!.evidence).toEqual([
      expect.objectContaining({
        text: 'Recency: 15 on average, against 10 for all customers.',
        feature: 'Recency',
        support: 1000,
      }),
    ]);
  });

  it('compares the rate of those who left with the others, with its interval', () => {
    const [advice] = plan([[number('Recency', 1)], []], [0.3, 0.1]);
    const left = advice![0]!.evidence.find(({ riskRatio }) => riskRatio !== null)!;
    expect(left.riskRatio).toBeCloseTo(3, 10);
    // Katz: exp(ln 3 ± 1.96 · √(1/300 − 1/1000 + 1/100 − 1/1000)).
    expect(left.low).toBeCloseTo(3 / Math.exp(1.959964 * Math.sqrt(1 / 300 + 1 / 100 - 2 / 1000)), 4);
    expect(left.text).toBe(
      '300 of 1,000 in “Segment 0” left (30 %): 3 times the rate of other customers (2.44 to 3.7).',
    );
  });

  it('claims no difference that may be chance', () => {
    const [advice] = plan([[number('Recency', 1)], []], [0.105, 0.1]);
    const churn = advice![0]!.evidence.find(({ condition }) => condition !== null)!;
    expect(churn.riskRatio).toBeNull();
    expect(churn.text).toBe(
      '11 % of those in “Segment 0” who are still here are expected to leave, against 10 % of all.',
    );
  });

  it('speaks of association, never of cause', () => {
    const profiles = ['Recency', 'MntWines', 'tenure', 'complaints'].map((feature) => [number(feature, 1)]);
    const texts = plan(profiles, [0.3, 0.3, 0.1, 0.2])
      .flat()
      .flatMap(({ action, evidence }) => [action, ...evidence.map(({ text }) => text)]);
    for (const text of texts) expect(text).not.toMatch(/because|cause|due to|leads to/i);
  });
});
