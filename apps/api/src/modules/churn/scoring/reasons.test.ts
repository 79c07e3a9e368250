import { describe, expect, it } from 'vitest';
import { eventWords } from '../definition/target-event.js';
import type { ObservedColumn, ObservedGroup, ObservedRates } from '../observed/observed-rates.js';
import { chooseReasons } from './reasons.js';

const words = eventWords({ event: 'LEFT', words: null });

function column(name: string, family: number, groups: readonly ObservedGroup[]): ObservedColumn {
  return { name, type: 'CATEGORY', family, groups };
}
const level = (name: string, customers: number, left: number) => ({ level: name, customers, left });

const observed: ObservedRates = {
  customers: 1000,
  left: 270,
  columns: [
    column('contract', 0, [level('monthly', 550, 236), level('yearly', 450, 34)]),
    column('age', 1, [level('young', 100, 52), level('old', 900, 218)]),
    column('total', 1, [level('low', 120, 55), level('high', 880, 215)]),
    column('charges', 2, [level('dear', 100, 50), level('cheap', 900, 220)]),
    column('senior', 3, [level('yes', 160, 67), level('no', 840, 203)]),
    column('backup', 4, [level('none', 211, 15), level('some', 789, 255)]),
    column('security', 5, [level('none', 211, 15), level('some', 789, 255)]),
    column('paper', 6, [level('yes', 500, 140), level('no', 500, 130)]),
  ],
};
const features = observed.columns.map(({ name }) => name);

function customer(parts: Record<string, readonly [string | null, number]>) {
  return {
    features,
    contributions: features.map((name) => parts[name]?.[1] ?? 0),
    attributes: Object.fromEntries(features.map((name) => [name, parts[name]?.[0] ?? null])),
  };
}
const choose = (scores: ReturnType<typeof customer>[], moneyColumn: string | null = null) =>
  chooseReasons(scores, { observed, words, moneyColumn });
const chooseOne = (parts: Parameters<typeof customer>[0], moneyColumn: string | null = null) =>
  choose([customer(parts)], moneyColumn)[0]!;
const names = (reasons: readonly { feature: string }[]) => reasons.map(({ feature }) => feature);

describe('the reasons of a score', () => {
  it('are those that the data bears out, what speaks against it apart', () => {
    const told = chooseOne({
      contract: ['monthly', 0.9],
      senior: ['yes', -0.4],
      paper: ['yes', 2],
      backup: ['none', -0.5],
    });
    expect(names(told.reasons)).toEqual(['contract']);
    expect(told.reasons[0]).toMatchObject({
      rate: 236 / 550,
      overallRate: 0.27,
      text: 'On a monthly contract: of 100 such customers 43 left, of all 27',
    });
    expect(names(told.reasonsAgainst)).toEqual(['backup']);
  });

  it('are never what is not known', () => {
    expect(chooseOne({ contract: [null, 3], age: [null, -3] })).toEqual({ reasons: [], reasonsAgainst: [] });
  });

  it('count columns that move together once, by the clearest rate, with their contributions together', () => {
    const { reasons, reasonsAgainst } = chooseOne({ age: ['young', 1.5], total: ['low', -0.5] });
    expect(reasons).toMatchObject([{ feature: 'age', columns: ['age', 'total'], contribution: 1 }]);
    expect(reasonsAgainst).toEqual([]);
    const cancelled = chooseOne({ age: ['young', 0.5], total: ['low', -1.5] });
    expect(cancelled).toEqual({ reasons: [], reasonsAgainst: [] });
  });

  it('count levels that the same customers have once', () => {
    const { reasonsAgainst } = chooseOne({ backup: ['none', -0.25], security: ['none', -0.5] });
    expect(reasonsAgainst).toMatchObject([{ columns: ['backup', 'security'], contribution: -0.75 }]);
  });

  it('are at most three, and what few customers have in common comes first', () => {
    const { reasons } = chooseOne({
      contract: ['monthly', 0.5],
      age: ['young', 0.5],
      charges: ['dear', 0.4],
      senior: ['yes', 0.5],
    });
    expect(names(reasons)).toEqual(['age', 'charges', 'senior']);
  });

  it('never begin with the column of money, however much it adds', () => {
    const parts = { charges: ['dear', 5], senior: ['yes', 0.1] } as const;
    expect(names(chooseOne(parts).reasons)).toEqual(['charges', 'senior']);
    expect(names(chooseOne(parts, 'charges').reasons)).toEqual(['senior', 'charges']);
    expect(chooseOne({ charges: ['dear', 5] }, 'charges').reasons).toEqual([]);
  });

  it('are none where a model has no rates', () => {
    const [told] = chooseReasons([customer({ contract: ['monthly', 1] })], {
      observed: null,
      words,
      moneyColumn: null,
    });
    expect(told).toEqual({ reasons: [], reasonsAgainst: [] });
  });
});

describe('the reasons of a list', () => {
  it('begin with what sets each customer apart from the others of the list', () => {
    const young = { age: ['young', 1] } as const;
    const crowd = Array.from({ length: 9 }, () => customer(young));
    const own = customer({ ...young, contract: ['monthly', 0.5] });
    expect(names(chooseOne({ ...young, contract: ['monthly', 0.5] }).reasons)).toEqual(['age', 'contract']);
    expect(names(choose([...crowd, own]).at(-1)!.reasons)).toEqual(['contract', 'age']);
  });

  it('begin with the same column in at most 40 of 100 where others can be told', () => {
    const list = Array.from({ length: 100 }, (_, i) =>
      customer({ age: ['young', 5], contract: ['monthly', 0.1 + i / 1000], senior: ['yes', 0.1] }),
    );
    const first = Map.groupBy(choose(list), ({ reasons }) => reasons[0]!.feature);
    expect(Math.max(...[...first.values()].map(({ length }) => length))).toBe(40);
    expect(choose(list).every(({ reasons }) => reasons.length === 3)).toBe(true);
  });
});
