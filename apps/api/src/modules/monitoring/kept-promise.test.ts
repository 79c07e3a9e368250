import 'reflect-metadata';
import { createRandom } from '@holdfast/ml-core';
import { expect, it } from 'vitest';
import { judgeKeptPromise } from './kept-promise.js';

const random = createRandom(1);
const scored = (rows: number, chanceOf: (p: number) => number, contacted = false) =>
  Array.from({ length: rows }, () => {
    const probability = 0.02 + 0.9 * random.next() ** 2;
    return { probability, left: random.next() < chanceOf(probability), contacted };
  });
const learned = scored(2000, (p) => p);
const reference = {
  probabilities: Float64Array.from(learned, ({ probability }) => probability),
  left: Uint8Array.from(learned, ({ left }) => Number(left)),
};
const facts = { reference, whole: true, words: { past: 'left' } };

it('a champion keeps what it promised as long as chance allows', () => {
  const kept = judgeKeptPromise({ ...facts, outcomes: scored(800, (p) => p) })!;
  expect(kept.broken).toEqual([]);
  expect(kept.sentence).toMatch(
    /^The model keeps what it promised, as far as 800 customers whose outcome has come can tell: an AUC of 0\.\d\d, at least 0\.\d\d was to be expected of just these\.$/,
  );
});

it('it does not where customers are ranked worse, or more of them leave than it foresaw', () => {
  const worse = judgeKeptPromise({ ...facts, whole: false, outcomes: scored(800, () => 0.3) })!;
  expect(worse.broken).toEqual(['RANKING']);
  expect(worse.sentence).toMatch(
    /^The 800 customers whose outcome has come were ranked worse than was to be expected of them: an AUC of 0\.\d\d instead of at least 0\.\d\d\.$/,
  );
  const more = judgeKeptPromise({ ...facts, outcomes: scored(800, (p) => 1 - (1 - p) ** 2) })!;
  expect(more.broken).toEqual(['RATE']);
  expect(more.sentence).toMatch(
    /^Of the 800 customers whose outcome has come, \d\d % left where \d\d % were foreseen\.$/,
  );
});

it('it is not held against it that contacted customers stayed', () => {
  const contacted = scored(800, () => 0.02, true);
  expect(judgeKeptPromise({ ...facts, outcomes: contacted })).toBeNull();
  const kept = judgeKeptPromise({ ...facts, outcomes: [...contacted, ...scored(800, (p) => p)] })!;
  expect(kept).toMatchObject({ outcomes: 800, broken: [] });
});

it('it cannot be told of a model that an early release trained', () => {
  expect(judgeKeptPromise({ ...facts, reference: null, outcomes: scored(800, () => 0.3) })).toBeNull();
});
