import { expect, it } from 'vitest';
import { isUnder } from './passkeys.ts';

it('uses passkeys on the host that they belong to, and below it', () => {
  expect(isUnder('holdfast.example.com', 'holdfast.example.com')).toBe(true);
  expect(isUnder('eu.holdfast.example.com', 'holdfast.example.com')).toBe(true);
  expect(isUnder('example.com', 'holdfast.example.com')).toBe(false);
  expect(isUnder('evilholdfast.example.com', 'holdfast.example.com')).toBe(false);
  expect(isUnder('127.0.0.1', 'localhost')).toBe(false);
});
