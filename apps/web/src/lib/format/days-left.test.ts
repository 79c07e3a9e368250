import { expect, it } from 'vitest';
import { formatDaysLeft } from './days-left';

it('counts the full days that are left', () => {
  const until = '2026-03-31T12:00:00Z';
  const left = (now: string) => formatDaysLeft(until, Date.parse(now));
  expect(left('2026-03-01T12:00:00Z')).toBe('30 days');
  expect(left('2026-03-01T12:00:01Z')).toBe('29 days');
  expect(left('2026-03-30T12:00:00Z')).toBe('1 day');
  expect(left('2026-03-30T12:00:01Z')).toBe('less than a day');
  expect(left('2026-04-02T12:00:01Z')).toBe('less than a day');
});
