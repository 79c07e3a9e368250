import { describe, expect, it } from 'vitest';
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

/** The advice for segments with these profiles; the rates of leaving are left out where there is no model. */
function plan(profiles: FeatureContrast[][], rates?: number[] | ChurnFigures[]) {
  const figures = rates?.map((rate) => (typeof rate === 'number' ? makeFigures(rate) : rate));
  const segments = profiles.map((profile, i) => makeSegment(i, profile));
  return planStrategies(gatherFacts(segments, figures ? new Map(figures.map((own, i) => [i, own])) : null));
}

const titles = (strategies: { title: string }[]) => strategies.map(({ title }) => title);

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

  it('changes when the customers do', () => {
    const calm = plan([[number('MntWines', 1)], []], [0.02, 0.2])[0]!;
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
    expect(titles(advice!)).toEqual(['Start with what sets them apart: high kappa']);
    expect(advice![0]!.action).toContain('kappa 16 on average, against 10 overall');
  });

  it('uses the channel that the segment itself prefers', () => {
    const channel = (profile: FeatureContrast[]) => plan([profile])[0]![0]!.channel;
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
    expect(back.assumptions).toEqual({ saveRate: 0.08, contactCost: 0.5, customerValue: 200 });
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
    expect(churn.text).toBe('11 % of “Segment 0” are expected to leave, against 10 % of all customers.');
  });

  it('speaks of association, never of cause', () => {
    const profiles = ['Recency', 'MntWines', 'tenure', 'complaints'].map((feature) => [number(feature, 1)]);
    const texts = plan(profiles, [0.3, 0.3, 0.1, 0.2])
      .flat()
      .flatMap(({ action, evidence }) => [action, ...evidence.map(({ text }) => text)]);
    for (const text of texts) expect(text).not.toMatch(/because|cause|due to|leads to/i);
  });
});
