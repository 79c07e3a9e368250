import { expect, it } from 'vitest';
import { RefusalGate } from './refusal-gate.js';

it('lets each kind of refusal through once a minute, and a hundred kinds', () => {
  let now = 0;
  const gate = new RefusalGate(() => now);
  expect([gate.admits('a'), gate.admits('a'), gate.admits('b')]).toEqual([true, false, true]);
  now = 59_999;
  expect(gate.admits('a')).toBe(false);
  const admitted = Array.from({ length: 500 }, (_, i) => gate.admits(`kind ${i}`)).filter(Boolean);
  expect(admitted).toHaveLength(98);
  now = 60_000;
  expect(gate.admits('a')).toBe(true);
});
