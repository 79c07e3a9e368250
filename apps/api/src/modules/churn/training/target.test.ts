import type { FeatureColumn } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import { comparison, readTarget, type TargetSpec } from './target.js';

const recency: FeatureColumn = {
  kind: 'numeric',
  name: 'Recency',
  values: Float64Array.from({ length: 40 }, (_, i) => (i === 0 ? Number.NaN : i)),
};
const rule = (operator: 'GT' | 'GTE' | 'LT' | 'LTE' | 'EQ', value: number): TargetSpec => ({
  kind: 'rule',
  column: { name: 'Recency', type: 'NUMBER' },
  operator,
  value,
});

describe('the target of a training', () => {
  it('holds for the rows that meet the rule; rows without a value are unknown', () => {
    const { rows, y, positives } = readTarget(recency, rule('GT', 20), 20);
    expect(rows.length).toBe(39);
    expect(rows[0]).toBe(1);
    expect(positives).toBe(19);
    expect(y[19]).toBe(0);
    expect(y[20]).toBe(1);
  });

  it('is the positive level of a label', () => {
    const codes = Int32Array.from({ length: 40 }, (_, i) => (i < 2 ? -1 : i % 2));
    const label: FeatureColumn = { kind: 'categorical', name: 'Churn', codes, levels: ['No', 'Yes'] };
    const spec: TargetSpec = {
      kind: 'label',
      column: { name: 'Churn', type: 'CATEGORY' },
      positives: ['Yes'],
      unknown: [],
    };
    const { rows, y, positives } = readTarget(label, spec, 20);
    expect([rows.length, positives, y[0], y[1]]).toEqual([38, 19, 0, 1]);
  });

  it('is refused if everyone has the same answer', () => {
    expect(() => readTarget(recency, rule('LT', 99), 20)).toThrow(
      expect.objectContaining({
        code: 'LABEL_NOT_BINARY',
        message:
          'According to "Recency", all of 39 customers left; some must have left and some must have stayed.',
      }),
    );
  });

  it('is refused with too few answers, or too few of one kind, with both numbers', () => {
    expect(() => readTarget(recency, rule('GT', 20), 200)).toThrow(/known for 39 customers; at least 200 /);
    expect(() => readTarget(recency, rule('EQ', 5), 20)).toThrow(/1 of 39 customers left; at least 10 /);
    expect(() => readTarget(recency, rule('GT', 4), 20)).toThrow(/4 of 39 customers stayed; at least 10 /);
  });
});

describe('comparisons', () => {
  it.each([
    ['GT', [false, false, true]],
    ['GTE', [false, true, true]],
    ['LT', [true, false, false]],
    ['LTE', [true, true, false]],
    ['EQ', [false, true, false]],
  ] as const)('%s compares 59, 60 and 61 with 60', (operator, expected) => {
    expect([59, 60, 61].map(comparison(operator, 60))).toEqual(expected);
  });
});
