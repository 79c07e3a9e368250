import { describe, expect, it } from 'vitest';
import { backTest } from './back-test.js';
import { fitPurchases, forecastOf, fromJson, toJson } from './fit-purchases.js';
import { factsOfAttributes, toColumns } from './purchase-facts.js';

/** 400 customers, of whom those with few purchases fell silent early. */
const facts = Array.from({ length: 400 }, (_, i) => {
  const repeats = (i * 7) % 9;
  const age = 200 + ((i * 13) % 100);
  const last = repeats === 0 ? 0 : repeats > 5 ? age - (i % 20) : 20 + ((i * 11) % 60);
  return { repeats, last, age, meanValue: repeats === 0 ? 0 : 10 + ((i * 17) % 50) };
});
const columns = toColumns(facts);
const MONEY = { isMoney: true, returnedShare: 0.2 };

describe('a fit of purchases', () => {
  it('forecasts the same after it was stored', () => {
    const fitted = fitPurchases(columns, MONEY)!;
    const stored = fromJson(JSON.parse(JSON.stringify(toJson(fitted))));
    expect(forecastOf(stored, columns, 365)).toEqual(forecastOf(fitted, columns, 365));
  });

  it('takes off what is returned from money, and not from purchases', () => {
    const [without, all] = [0.2, 0].map((returnedShare) =>
      forecastOf(fitPurchases(columns, { isMoney: true, returnedShare })!, columns, 365),
    );
    expect(without!.purchases).toEqual(all!.purchases);
    expect(without!.value!.expected[5]! / all!.value!.expected[5]!).toBeCloseTo(0.8, 12);
  });

  it('says nothing where next to nobody came back, and no money where none is told', () => {
    const once = toColumns(facts.map((row) => ({ ...row, repeats: 0, last: 0, meanValue: 0 })));
    expect(fitPurchases(once, MONEY)).toBeNull();
    expect(forecastOf(fitPurchases(columns, { ...MONEY, isMoney: false })!, columns, 365).value).toBeNull();
  });

  it('takes gifts and amounts beyond all prices as unknown', () => {
    const { values } = toColumns([
      { ...facts[5]!, meanValue: 0 },
      { ...facts[5]!, meanValue: 1e300 },
      facts[5]!,
    ]);
    expect([...values.purchases]).toEqual([0, 0, facts[5]!.repeats]);
  });
});

describe('a back-test', () => {
  it('makes ten groups of equal size, or one a customer, and none where nothing came before', () => {
    const came = { purchases: new Float64Array(400).fill(1), value: new Float64Array(400).fill(30) };
    const test = backTest(columns, came, { days: 90, isMoney: true })!;
    expect(test.tenths.map(({ customers }) => customers)).toEqual(new Array(10).fill(40));
    expect([test.purchases, test.value]).toEqual([400, 12_000]);
    const once = toColumns(facts.map((row) => ({ ...row, repeats: 0, last: 0, meanValue: 0 })));
    expect(backTest(once, came, { days: 90, isMoney: true })).toBeNull();
    expect(backTest(columns, came, { days: 0, isMoney: true })).toBeNull();
  });
});

describe('the history of a customer whose attributes changed', () => {
  const attributes = {
    frequency: 5,
    tenure_days: 101,
    recency_days: 11,
    monetary_value: 200,
    mean_order_value: 40,
  };

  it('is what the columns of the roll-up say', () => {
    expect(factsOfAttributes(attributes)).toEqual({
      repeats: 4,
      last: 90,
      age: 100,
      meanValue: 40,
      historic: 200,
    });
  });

  it.each([
    [
      { frequency: 30, tenure_days: 10, recency_days: 4 },
      { repeats: 6, last: 6, age: 9 },
    ],
    [
      { frequency: 3, tenure_days: 10, recency_days: 10 },
      { repeats: 0, last: 0, age: 9 },
    ],
    [
      { frequency: 3, tenure_days: 10, recency_days: 40 },
      { repeats: 0, last: 0, age: 9 },
    ],
    [
      { frequency: 0, tenure_days: 1, recency_days: -3 },
      { repeats: 0, last: 0, age: 0 },
    ],
    [
      { frequency: -2, tenure_days: 50.5, recency_days: 0 },
      { repeats: 0, last: 0, age: 49.5 },
    ],
  ])('is possible, whatever they say: %o', (said, history) => {
    expect(factsOfAttributes(said)).toMatchObject({ ...history, historic: null });
    // What is possible for one customer is possible for the models.
    expect(() =>
      forecastOf(fitPurchases(columns, MONEY)!, toColumns([factsOfAttributes(said)!]), 365),
    ).not.toThrow();
  });

  it.each([
    [{}],
    [{ ...attributes, tenure_days: null }],
    [{ ...attributes, frequency: 'often' }],
    [{ ...attributes, tenure_days: 0 }],
  ])('is not known from %o', (said) => {
    expect(factsOfAttributes(said)).toBeNull();
  });
});
