import 'reflect-metadata';
import { describe, expect, it } from 'vitest';
import type { DatasetColumn, ValueReading } from '../../datasets/index.js';
import { ruleFilter } from './rule-filter.js';
import { shortWords } from './rule-words.js';

const column = (name: string, reading: Partial<ValueReading> & Pick<ValueReading, 'type'>) =>
  ({
    name,
    type: reading.type,
    role: 'FEATURE',
    withTime: false,
    reading: { decimal: '.', order: 'ymd', ...reading },
  }) as DatasetColumn;

describe('a rule as a filter', () => {
  it('writes numbers and days as the column reads them', () => {
    const columns = [
      column('spend', { type: 'NUMBER', decimal: ',' }),
      column('visits', { type: 'NUMBER' }),
      column('joined', { type: 'DATE', order: 'dmy' }),
    ];
    expect(
      ruleFilter(
        [
          { kind: 'atLeast', column: 'spend', value: 1234.5 },
          { kind: 'below', column: 'visits', value: 1e-7 },
          { kind: 'atLeast', column: 'joined', value: 16_000 },
          { kind: 'below', column: 'joined', value: 16_000.5 },
        ],
        columns,
      ),
    ).toEqual([
      { column: 'spend', operator: 'GTE', value: '1234,5' },
      { column: 'visits', operator: 'LT', value: '1e-7' },
      { column: 'joined', operator: 'GTE', value: '2013-10-22' },
      { column: 'joined', operator: 'LT', value: '2013-10-22T12:00:00' },
    ]);
  });

  it('names levels, all but one of them, and a missing value', () => {
    const plan = [column('plan', { type: 'CATEGORY' }), column('member', { type: 'BOOLEAN' })];
    expect(
      ruleFilter(
        [
          { kind: 'among', column: 'plan', levels: ['gold', 'silver'] },
          { kind: 'except', column: 'plan', level: 'old' },
          { kind: 'among', column: 'member', levels: ['true'] },
          { kind: 'missing', column: 'plan' },
        ],
        plan,
      ),
    ).toEqual([
      { column: 'plan', operator: 'IN', values: ['gold', 'silver'] },
      { column: 'plan', operator: 'NEQ', value: 'old' },
      { column: 'member', operator: 'EQ', value: 'true' },
      { column: 'plan', operator: 'IS_MISSING' },
    ]);
  });

  it('is none where a column is gone, or would read a level as missing', () => {
    expect(ruleFilter([{ kind: 'missing', column: 'gone' }], [])).toBeNull();
    const plan = column('plan', { type: 'CATEGORY', wordsAreMissing: true });
    expect(ruleFilter([{ kind: 'among', column: 'plan', levels: ['unknown'] }], [plan])).toBeNull();
  });

  it('is told in few words, with every digit that it needs', () => {
    const told = [
      shortWords({ column: 'MntWines', operator: 'GTE', value: '12345,25' }, true),
      shortWords({ column: 'Year_Birth', operator: 'LT', value: '1970' }, true),
      shortWords({ column: 'plan', operator: 'IN', values: ['a', 'b', 'c'] }, false),
      shortWords({ column: 'plan', operator: 'IS_MISSING' }, false),
    ];
    expect(told).toEqual([
      'wines spend ≥ 12,345.25',
      'year birth < 1970',
      'plan is a, b or c',
      'plan is missing',
    ]);
  });
});
