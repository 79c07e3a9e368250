import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import { NOTHING_SET, type SetAssumptions, withDefaults } from '../churn/assumptions/assumptions.js';
import { eventWords } from '../churn/definition/target-event.js';
import type { ObservedRates } from '../churn/observed/observed-rates.js';
import type { FeatureContrast } from '../segmentation/index.js';
import { planPlays } from './plan-plays.js';
import { planStrategies } from './plan-strategies.js';
import { contradict } from './play.js';
import { PLAYBOOK } from './playbook.js';
import { RESPONSE_PLAYBOOK } from './response-playbook.js';
import { gatherFacts } from './segment-facts.js';
import { makeFigures, makeSegment } from './segment-facts.test-support.js';

function column(feature: string, zScore: number): FeatureContrast {
  const mean = 10 + 5 * zScore;
  const none = { topValue: null, topValueShare: null, topValueOverallShare: null };
  return { feature, type: 'NUMBER', mean, median: mean, overallMean: 10, zScore, ...none };
}

const ANYTHING = [
  'Recency',
  'NumDealsPurchases',
  'MntWines',
  'NumWebPurchases',
  'NumStorePurchases',
  'Kidhome',
  'complaints',
  'tenure',
  'MonthlyCharges',
];

/** The plan for segments with these profiles and rates of leaving. */
function plan(
  profiles: FeatureContrast[][],
  rates: number[],
  set: Partial<SetAssumptions> = {},
  observed: ObservedRates | null = null,
) {
  const all = { ...NOTHING_SET, ...set };
  const terms = {
    set: all,
    assumptions: withDefaults(all),
    levels: { mediumFrom: 0.2, highFrom: 0.4 },
    churnRate: 0.2,
    trainedOn: 5000,
  };
  const segments = profiles.map((profile, i) => makeSegment(i, profile));
  const figures = new Map(rates.map((rate, i) => [i, makeFigures(rate)]));
  const outlook = { event: 'LEFT' as const, words: eventWords({ event: 'LEFT', words: null }), observed };
  const advice = planStrategies(gatherFacts(segments, figures, outlook), terms);
  return { advice, ...planPlays(advice, terms) };
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

describe('the plan', () => {
  it('has each play once, with its segments as rows', () => {
    const { plays, advice } = plan(
      [[column('Recency', 1)], [column('Recency', 0.9), column('MntWines', 1)], []],
      [0.3, 0.2, 0.1],
    );
    expect(new Set(plays.map(({ id }) => id)).size).toBe(plays.length);
    const rows = plays.flatMap(({ rows }) => rows.map(({ strategy }) => strategy.id));
    expect(rows.sort()).toEqual(advice.flatMap(({ strategies }) => strategies.map(({ id }) => id)).sort());
    const back = plays.find(({ id }) => id === 'win-back')!;
    expect(back.rows.map(({ segment }) => segment.index).sort()).toEqual([0, 1]);
    expect(back.targetCount).toBe(600);
    expect(back.expectedValue).toBeCloseTo(sum(back.rows.map(({ strategy }) => strategy.expectedValue!)), 6);
  });

  it('counts every customer in one play, so that no gain is added twice', () => {
    const all = ANYTHING.map((feature) => column(feature, 1));
    const { plays, targetCount, expectedSaved, expectedValue } = plan([all, all], [0.3, 0.2]);
    const rows = plays.flatMap((play) => play.rows);
    expect(targetCount).toBeLessThanOrEqual(2000);
    expect(sum(plays.map((play) => play.targetCount))).toBeGreaterThan(targetCount);
    expect(sum(rows.map(({ countedCount }) => countedCount))).toBe(targetCount);
    expect(expectedSaved!).toBeLessThan(sum(plays.map((play) => play.expectedSaved!)));
    expect(expectedValue!).toBeLessThan(sum(plays.map((play) => play.expectedValue!)));
    const most = Math.max(...rows.map(({ strategy }) => strategy.assumptions.saveRate));
    expect(expectedSaved!).toBeLessThanOrEqual(500 * most);
  });

  it('counts a customer where most is gained, and adds up by hand', () => {
    // "Call the best" saves 20 % of those at high risk at 10 each, "win back" 8 % of those at risk at 0.5. At high risk all
    // 100 leave, of the 200 in between 50.
    const { plays, expectedSaved, expectedValue, targetCount } = plan(
      [[column('MntWines', 1), column('Recency', 1)], []],
      [0.2, 0.2],
    );
    const counted = Object.fromEntries(
      plays.flatMap(({ id, rows }) => rows.map(({ countedCount }) => [id, countedCount] as const)),
    );
    expect(counted).toMatchObject({ 'call-the-best': 100, 'win-back': 200 });
    expect(targetCount).toBe(300);
    expect(expectedSaved).toBeCloseTo(100 * 0.2 + 50 * 0.08, 8);
    expect(expectedValue).toBeCloseTo(100 * 0.2 * 200 - 100 * 10 + 50 * 0.08 * 200 - 200 * 0.5, 6);
  });

  it('tells who is in another play as well', () => {
    const { plays } = plan([[column('MntWines', 1), column('Recency', 1)], []], [0.2, 0.2]);
    const [call] = plays.find(({ id }) => id === 'call-the-best')!.rows;
    expect(call!.others).toEqual([{ title: 'Win them back now', customers: 100 }]);
  });

  it('has no two plays for the same customers that contradict each other', () => {
    const everyPair = ANYTHING.flatMap((a) => ANYTHING.map((b) => [column(a, 1), column(b, 0.8)]));
    for (const profile of [...everyPair, ANYTHING.map((feature) => column(feature, 1))]) {
      for (const rates of [
        [0.3, 0.1],
        [0.1, 0.3],
      ]) {
        for (const { chosen } of plan([profile, []], rates).advice) {
          for (const a of chosen) {
            for (const b of chosen) expect(a !== b && contradict(a, b), `${a.id} and ${b.id}`).toBe(false);
          }
        }
      }
    }
  });

  it('knows which plays contradict each other', () => {
    const play = (id: string) => [...PLAYBOOK, ...RESPONSE_PLAYBOOK].find((own) => own.id === id)!;
    expect(contradict(play('thank-the-loyal'), play('plan-deals'))).toBe(true);
    expect(contradict(play('fair-price'), play('try-a-service'))).toBe(true);
    expect(contradict(play('longer-contract'), play('mend-complaints'))).toBe(true);
    expect(contradict(play('grow-small-baskets'), play('call-the-best'))).toBe(true);
    expect(contradict(play('spare-the-unlikely'), play('ask-the-likeliest'))).toBe(true);
    expect(contradict(play('win-back'), play('first-months'))).toBe(false);
  });

  it('says why another play was not chosen', () => {
    const rich = plan([ANYTHING.map((feature) => column(feature, 1)), []], [0.3, 0.1]);
    const reasons = rich.notChosen.map(({ reason }) => reason);
    expect(reasons).toContain('3 others fit these customers better.');
    expect(
      reasons.some((reason) => /^It contradicts “.+”, which goes to the same customers\.$/.test(reason)),
    ).toBe(true);
    const dear = plan([[column('Recency', 1)], []], [0.2, 0.1], { contactCost: 1000 });
    expect(dear.plays.map(({ id, channel }) => [id, channel])).toEqual([['keep-as-they-are', null]]);
    expect(dear.notChosen.map(({ title, reason }) => `${title}: ${reason}`)).toContain(
      'Win them back now: It would cost 297,600 more than it brings.',
    );
  });
});

describe('intervals', () => {
  it('span the assumption from its lowest to its highest, and chance', () => {
    const [play] = plan([[column('Recency', 1)], []], [0.2, 0.1]).plays.filter(({ id }) => id === 'win-back');
    // 150 of 300 at risk are expected to leave: 50 of 200, and 100 of 100.
    const variance = 50 * (1 - 50 / 200);
    const reach = 1.959964 * Math.sqrt(variance + (300 ** 2 * 0.2 * 0.8) / 5000);
    expect(play!.savedLow).toBeCloseTo(0.04 * (150 - reach), 4);
    expect(play!.savedHigh).toBeCloseTo(0.12 * (150 + reach), 4);
    expect(play!.valueLow).toBeCloseTo(0.04 * (150 - reach) * 200 - 150, 2);
    expect(play!.valueHigh).toBeCloseTo(0.12 * (150 + reach) * 200 - 150, 2);
  });

  it('take the ends that were set', () => {
    const set = { saveRate: 0.2, effectLow: 0.2, effectHigh: 0.2 };
    const fixed = plan([[column('Recency', 1)], []], [0.2, 0.1], set);
    const open = plan([[column('Recency', 1)], []], [0.2, 0.1], { saveRate: 0.2 });
    const width = ({ savedLow, savedHigh }: typeof open) => savedHigh! - savedLow!;
    expect(width(fixed)).toBeLessThan(width(open) / 2);
    for (const { expectedSaved, savedLow, savedHigh } of [fixed, open]) {
      expect(savedLow!).toBeLessThan(expectedSaved!);
      expect(savedHigh!).toBeGreaterThan(expectedSaved!);
    }
  });
});

describe('drivers', () => {
  const groups = (rates: number[]) =>
    rates.map((rate, i) => ({ from: i * 10, to: i * 10 + 9, customers: 100, left: 100 * rate }));
  const observed: ObservedRates = {
    customers: 300,
    left: 60,
    columns: [
      { name: 'TotalCharges', type: 'NUMBER', family: 0, groups: groups([0.4, 0.1, 0.1]) },
      { name: 'Visits', type: 'NUMBER', family: 1, groups: groups([0.1, 0.1, 0.4]) },
    ],
  };
  const drivers = [
    { feature: 'TotalCharges', contribution: 0.5 },
    { feature: 'Visits', contribution: 0.3 },
  ];
  const told = (profile: FeatureContrast[]) => {
    const figures = new Map([[0, makeFigures(0.2, { drivers })]]);
    const outlook = { event: 'LEFT' as const, words: eventWords({ event: 'LEFT', words: null }), observed };
    return gatherFacts([makeSegment(0, profile)], figures, outlook)[0]!.churn!.drivers;
  };

  it('are said with the value that is typical, and what became of customers like that', () => {
    const low = { ...column('TotalCharges', -1), median: 5 };
    expect(told([low])).toEqual([
      {
        feature: 'TotalCharges',
        short: 'total charges (5)',
        text: 'Typical of them: total charges are 5: of 100 customers with 0 to 9, 40 left, of all 20.',
      },
    ]);
  });

  it('are left out where the data says the contrary of the model', () => {
    const high = { ...column('TotalCharges', 1), median: 25 };
    expect(told([high, { ...column('Visits', -1), median: 5 }])).toEqual([]);
  });
});

it('tells no gain, not even none, where there is no model', () => {
  const terms = { set: NOTHING_SET, assumptions: withDefaults(NOTHING_SET) };
  const outlook = {
    event: 'LEFT' as const,
    words: eventWords({ event: 'LEFT', words: null }),
    observed: null,
  };
  const segments = [makeSegment(0, [column('Recency', 1)]), makeSegment(1, [])];
  const told = planPlays(planStrategies(gatherFacts(segments, new Map(), outlook), terms), terms);
  for (const { expectedSaved, expectedValue, valueLow, valueHigh } of [told, ...told.plays]) {
    expect([expectedSaved, expectedValue, valueLow, valueHigh]).toEqual([null, null, null, null]);
  }
  expect(told.targetCount).toBeGreaterThan(0);
});
