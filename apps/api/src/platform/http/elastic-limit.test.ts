import { expect, it } from 'vitest';
import { ElasticLimit } from './elastic-limit.js';

const after = (...taken: number[]) => {
  const limit = new ElasticLimit();
  for (const ms of taken) limit.adapt(ms);
  return limit.limit;
};
const times = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms);

it('more are worked on while the loop has little to do, up to a bound', () => {
  expect(after(...times(20, 5))).toBe(32);
  expect(after(...times(1000, 25))).toBe(128);
});

it('fewer are worked on where its turns are long, and never less than it takes to keep it busy', () => {
  const relaxed = times(1000, 5);
  expect(after(...relaxed, 26)).toBe(102);
  expect(after(...relaxed, ...times(100, 26))).toBe(12);
});

it('a single long turn is forgotten soon', () => {
  expect(after(...times(1000, 5), 250, ...times(26, 5))).toBe(128);
});
