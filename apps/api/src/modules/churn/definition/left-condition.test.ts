import { describe, expect, it } from 'vitest';
import { leftCondition } from './left-condition.js';

function write(target: Parameters<typeof leftCondition>[0]): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  return { text: leftCondition(target, (value) => `$${values.push(value)}`), values };
}

describe('the condition of having left', () => {
  it('compares a label with its value, in any case', () => {
    expect(write({ kind: 'label', column: 'Churn', positiveValue: 'Yes' })).toEqual({
      text: 'lower(c.attributes ->> $1::text) = lower($2::text)',
      values: ['Churn', 'Yes'],
    });
  });

  it('compares a number by the rule, and never writes a name into the statement', () => {
    const column = `Recency'); drop table customers; --`;
    expect(write({ kind: 'rule', column, operator: 'GTE', value: 60 })).toEqual({
      text: '(c.attributes ->> $1::text)::float8 >= $2::float8',
      values: [column, 60],
    });
  });
});
