import { expect, it } from 'vitest';
import { formatMoment } from '#lib/format/date.ts';
import { describeKeyEnd, hasEnded } from './describe-key-end';

const AT = '2026-03-01T12:00:00Z';
const NOW = Date.parse('2026-02-01T12:00:00Z');
const key = { expiresAt: null, revokedAt: null, replacedById: null };

it('says when a key ends, has ended or was revoked, and whether it was rotated', () => {
  expect(describeKeyEnd(key, NOW)).toBe('never');
  expect(describeKeyEnd({ ...key, expiresAt: AT }, NOW)).toBe(formatMoment(AT));
  expect(describeKeyEnd({ ...key, expiresAt: AT }, Date.parse(AT))).toBe(`ended ${formatMoment(AT)}`);
  expect(describeKeyEnd({ ...key, expiresAt: AT, replacedById: 'x' }, NOW)).toBe(
    `rotated; ends ${formatMoment(AT)}`,
  );
  expect(describeKeyEnd({ ...key, revokedAt: AT }, NOW)).toBe(`revoked ${formatMoment(AT)}`);
});

it('takes a key for ended from the moment on that it names', () => {
  expect(hasEnded({ ...key, expiresAt: AT }, Date.parse(AT) - 1)).toBe(false);
  expect(hasEnded({ ...key, expiresAt: AT }, Date.parse(AT))).toBe(true);
  expect(hasEnded({ ...key, revokedAt: AT }, NOW)).toBe(true);
});
