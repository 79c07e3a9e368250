import { expect, it } from 'vitest';
import { askOutcome } from './outcome-question.js';

const column = (name: string, counts: Record<string, number>) => {
  const present = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const distinct = Object.keys(counts).length;
  const facts = { rows: 2240, present, distinct, counts: new Map(Object.entries(counts)) };
  return { name, type: 'BOOLEAN' as const, ...facts };
};

it('asks what a yes means where the name does not say it, with how many have it', () => {
  expect(askOutcome(column('Response', { 0: 1906, 1: 334 }))).toMatchObject({
    value: '1',
    happened: 334,
    customers: 2240,
  });
  expect(askOutcome(column('y', { no: 2000, yes: 200 }))).toMatchObject({ value: 'yes', customers: 2200 });
});

it.each([
  ['whose name says it', column('churned', { no: 2000, yes: 240 })],
  ['named after something else', column('newsletter', { no: 2000, yes: 240 })],
  ['without a yes', column('outcome', { A: 2000, B: 240 })],
  ['of more than two values', column('outcome', { no: 2000, yes: 200, maybe: 40 })],
  ['that is hardly known', column('outcome', { no: 50, yes: 20 })],
])('asks nothing of a column %s', (_, facts) => {
  expect(askOutcome(facts)).toBeNull();
});

it('asks whether the states that say so mean that customers left, where others may mean it as well', () => {
  const states = column('Account status', { Active: 1500, Paused: 200, Churned: 300, Cancelled: 240 });
  expect(askOutcome({ ...states, type: 'CATEGORY' })).toMatchObject({
    value: 'Churned or Cancelled',
    happened: 540,
    customers: 2240,
    sentence: expect.stringContaining('"Paused"'),
  });
});
