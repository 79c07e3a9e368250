import { expect, it } from 'vitest';
import { describeReturn } from './describe-return.ts';

it('says why somebody was not signed in, and nothing where they only came', () => {
  expect(describeReturn('?error=not_invited')).toContain('invitation');
  expect(describeReturn('?error=account_not_linked')).toContain('not verified');
  expect(describeReturn('?error=anything_else')).toContain('Try again');
  expect(describeReturn('?dataset=1')).toBeUndefined();
});
