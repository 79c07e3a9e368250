import { describe, expect, it } from 'vitest';
import { leftCondition } from './left-condition.js';

function write(target: Parameters<typeof leftCondition>[0]): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  return { text: leftCondition(target, (value) => `$${values.push(value)}`), values };
}

describe('the condition of having left', () => {
  it('never writes a name or a value into the statement', () => {
    const column = `Recency'); drop table customers; --`;
    const left = { event: 'LEFT', words: null } as const;
    const rule = write({ kind: 'rule', column, operator: 'GTE', value: 60, ...left });
    expect(rule.values).toEqual([column, 60]);
    const label = write({
      kind: 'label',
      column,
      positiveValues: [column],
      unknownValues: [column],
      ...left,
    });
    expect(label.values.flat()).toEqual([column, column, column]);
    for (const { text } of [rule, label]) expect(text).not.toContain('drop');
  });
});
