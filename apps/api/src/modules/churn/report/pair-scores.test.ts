import { describe, expect, it } from 'vitest';
import { pairScores } from './pair-scores.js';

const numbers = (...values: number[]) => Float64Array.of(...values);

/** Judged on customers 1, 2, 3, 7 and 9, of whom 2 and 9 left. */
const challenger = {
  rows: Int32Array.of(7, 1, 2, 3, 9),
  probabilities: numbers(0.05, 0.1, 0.2, 0.3, 0.9),
  left: Uint8Array.of(0, 0, 1, 0, 1),
  revision: '8',
};
/** Learned from customers 1, 2 and 3, of whom 2 has changed since and 3 is gone; 7 and 9 are new. */
const outOfFold = {
  rows: Int32Array.of(3, 2, 1),
  probabilities: numbers(0.15, 0.25, 0.35),
  left: Uint8Array.of(0, 0, 0),
  revision: '5',
};
const current = [
  { row: 1, probability: 0.61, changed: false },
  { row: 2, probability: 0.62, changed: true },
  { row: 7, probability: 0.67, changed: true },
  { row: 9, probability: 0.69, changed: true },
];
const pair = (champion: object) =>
  pairScores(challenger, { outOfFold, trainedOn: 3, remembersRows: false, current, ...champion });

describe('the scores of champion and challenger', () => {
  it('are those of the same customers: predicted without them where the champion learned from them, else scored', () => {
    expect(pair({})).toEqual({
      left: Uint8Array.of(0, 0, 1, 1),
      challenger: numbers(0.05, 0.1, 0.2, 0.9),
      champion: numbers(0.67, 0.35, 0.62, 0.69),
    });
  });

  it('are never those of customers whom the champion has memorised', () => {
    expect(pair({ remembersRows: true }).champion).toEqual(numbers(0.67, 0.35, 0.25, 0.69));
  });

  it('leave out whom the champion may have learned from without a prediction', () => {
    const among = { outOfFold: { ...outOfFold, rows: Int32Array.of(3, 8, 1) }, trainedOn: 4 };
    expect(pair({ ...among, remembersRows: true }).champion).toEqual(numbers(0.35, 0.69));
    expect(
      pair({ ...among, current: current.map((score) => ({ ...score, changed: false })) }).champion,
    ).toEqual(numbers(0.35));
  });

  it('are the stored ones of a champion whose predictions have no names', () => {
    expect(pair({ outOfFold: null }).champion).toEqual(numbers(0.67, 0.61, 0.62, 0.69));
  });
});
