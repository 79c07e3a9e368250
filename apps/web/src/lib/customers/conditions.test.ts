import { describe, expect, it } from 'vitest';
import { type Condition, operatorsOf, readConditions, writeConditions } from './conditions';

describe('conditions in the address', () => {
  const conditions: Condition[] = [
    { column: 'income', operator: 'GTE', value: '50000' },
    { column: 'plan "gold"', operator: 'CONTAINS', value: 'a,b' },
    { column: 'since', operator: 'IS_MISSING', value: null },
  ];

  it('are read as they were written', () => {
    expect(readConditions(writeConditions(conditions))).toEqual(conditions);
    expect(writeConditions([])).toBeNull();
    expect(readConditions(null)).toBeNull();
  });

  it.each([
    'nonsense',
    '{}',
    '[1]',
    '[["income"]]',
    '[["income","DROP","1"]]',
    '[["income","toString","1"]]',
    '[["income","EQ"]]',
  ])('are none where the address has %s', (text) => {
    expect(readConditions(text)).toBeNull();
  });

  it('compare numbers and dates by size, and words by their parts', () => {
    expect(operatorsOf('NUMBER')).toEqual(['EQ', 'NEQ', 'GTE', 'LTE', 'IS_KNOWN', 'IS_MISSING']);
    expect(operatorsOf('CATEGORY')).toEqual(['EQ', 'NEQ', 'CONTAINS', 'IS_KNOWN', 'IS_MISSING']);
    expect(operatorsOf('BOOLEAN')).toEqual(['EQ', 'NEQ', 'IS_KNOWN', 'IS_MISSING']);
  });
});
