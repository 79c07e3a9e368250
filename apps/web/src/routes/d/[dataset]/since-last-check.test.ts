import { expect, it } from 'vitest';
import { sinceLastCheck } from './since-last-check';

const check = (customers: number, ...movedColumns: string[]) => ({ customers, movedColumns });

it('says who came or went, which columns have moved, and which are as they were', () => {
  expect(sinceLastCheck(check(1120, 'age', 'tenure'), check(1000, 'age'))).toBe(
    '120 customers more; tenure has moved.',
  );
  expect(sinceLastCheck(check(999, 'age', 'tenure'), check(1000, 'region'))).toBe(
    '1 customer fewer; age and tenure have moved; region is as it was again.',
  );
});

it('names three columns and counts the others', () => {
  const now = check(10, 'age', 'charges', 'contract', 'region', 'tenure', 'visits');
  expect(sinceLastCheck(now, check(10, 'age'))).toBe('charges, contract, region and 2 more have moved.');
});

it('says nothing where nothing is new', () => {
  expect(sinceLastCheck(check(10, 'age'), check(10, 'age'))).toBe('');
});

it('does not name again what all is new', () => {
  expect(sinceLastCheck(check(10, 'age', 'tenure'), check(10))).toBe('nothing had moved before.');
});
