import { expect, it } from 'vitest';
import { judgeRule } from './judge-rule';

it('recommends a rule only where it stands for its segment', () => {
  expect(judgeRule(0.9)).toBe('This rule stands for the segment.');
  expect(judgeRule(0.89)).toMatch(/near the segment/);
  expect(judgeRule(0.74)).toMatch(/use the segment itself/);
});
