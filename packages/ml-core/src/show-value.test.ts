import { describe, expect, it } from 'vitest';
import { showValue } from './show-value.js';

describe('showValue', () => {
  it('distinguishes text from the number that it spells', () => {
    expect(showValue('3')).toBe('"3"');
    expect(showValue(3)).toBe('3');
  });

  it('shows every kind of value, and long texts cut short', () => {
    expect([undefined, null, true, Number.NaN, 5n, Symbol('s')].map(showValue)).toEqual([
      'undefined',
      'null',
      'true',
      'NaN',
      '5n',
      'Symbol(s)',
    ]);
    expect(showValue([1, 2])).toBe('a list of 2');
    expect(showValue(new Float32Array(2))).toBe('a Float32Array');
    expect(showValue(() => 1)).toBe('a function');
    expect(showValue('x'.repeat(1000))).toBe(`"${'x'.repeat(40)}…"`);
  });

  it('does not touch what an object says about itself', () => {
    const hostile = Object.assign(Object.create(null), { toString: 1, valueOf: 1, constructor: null });
    expect(showValue(hostile)).toBe('an object');
    expect(showValue({})).toBe('an object');
  });
});
