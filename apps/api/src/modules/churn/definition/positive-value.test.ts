import { describe, expect, it } from 'vitest';
import { findPositiveValue } from './positive-value.js';

describe('the value that means "left"', () => {
  it.each([
    ['Yes', 'No'],
    ['1', '0'],
    ['true', 'false'],
    [' Churned ', 'Active'],
    ['Attrited Customer', 'Existing Customer'],
    ['moved away', 'stayed'],
    ['1.0', '-1.0'],
  ])('is %j beside %j, in either order', (left, stayed) => {
    expect(findPositiveValue('Status', [left, stayed], null)).toBe(left);
    expect(findPositiveValue('Status', [stayed, left], null)).toBe(left);
  });

  it.each([
    ['1', '2'],
    ['A', 'B'],
    ['lost', 'gone'],
  ])('must be told of %j and %j', (first, second) => {
    expect(() => findPositiveValue('Status', [first, second], null)).toThrow(
      `"Status" has the values "${first}" and "${second}"; say with positiveValue which of them means "left".`,
    );
  });

  it('is the requested one, whatever its spelling', () => {
    expect(findPositiveValue('Status', ['A', 'B'], 'A')).toBe('A');
    expect(findPositiveValue('Status', ['A', 'B'], 'b')).toBe('B');
    expect(findPositiveValue('Status', ['0', '1'], '1.0')).toBe('1');
  });

  it('may be requested as spelt in the file, although a yes/no column stores true and false', () => {
    expect(findPositiveValue('Churn', ['true', 'false'], 'Yes')).toBe('true');
    expect(findPositiveValue('Churn', ['true', 'false'], 'nein')).toBe('false');
    expect(() => findPositiveValue('Churn', ['true', 'false'], 'gone')).toThrow(
      'positiveValue is "gone"; "Churn" has the values yes and no.',
    );
    expect(() => findPositiveValue('Status', ['A', 'B'], 'yes')).toThrow('positiveValue is "yes"');
  });

  it('is refused if the column has no such value', () => {
    expect(() => findPositiveValue('Status', ['A', 'B'], 'C')).toThrow(
      'positiveValue is "C"; "Status" has the values "A" and "B".',
    );
  });
});
