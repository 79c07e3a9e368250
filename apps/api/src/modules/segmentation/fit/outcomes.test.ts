import { summariseGroups } from '@holdfast/ml-core';
import { describe, expect, it } from 'vitest';
import type { ColumnFacts } from '../../feature-matrix/index.js';
import { chooseOutcomes, varianceExplained } from './outcomes.js';

const facts = (name: string, given: Partial<ColumnFacts> = {}): ColumnFacts => ({
  name,
  type: 'NUMBER',
  role: 'FEATURE',
  missingCount: 0,
  distinctCount: 50,
  ...given,
});

describe('what a number of segments is judged by', () => {
  const worth = facts('worth', { role: 'MONETARY_VALUE' });
  const left = facts('left', { role: 'CHURN_LABEL', type: 'BOOLEAN', distinctCount: 2 });
  const spec = {
    columns: [{ name: 'visits', type: 'NUMBER' as const }],
    alongside: [{ name: 'worth', type: 'NUMBER' as const }],
  };

  it('is the label and the value, which take no part in the clusters', () => {
    expect(chooseOutcomes([facts('visits'), worth, left], spec)).toEqual({
      label: { name: 'left', type: 'BOOLEAN' },
      value: 'worth',
    });
  });

  it('is nothing where they are clustered on, constant or free text', () => {
    const clustered = { columns: ['worth', 'left'].map((name) => ({ name, type: 'NUMBER' as const })) };
    expect(chooseOutcomes([worth, left], clustered)).toEqual({ label: null, value: null });
    for (const given of [
      { distinctCount: 1 },
      { type: 'TEXT' as const, distinctCount: 2 },
      { distinctCount: 11 },
    ]) {
      expect(chooseOutcomes([{ ...left, ...given }], spec).label).toBeNull();
    }
  });
});

describe('the variance that clusters explain', () => {
  const groups = [0, 0, 0, 1, 1, 1];
  const explained = (values: number[]) => {
    const column = { kind: 'numeric' as const, name: 'x', values: Float64Array.from(values) };
    const table = { rows: values.length, columns: [column] };
    return varianceExplained(summariseGroups(table, groups, 2).map(([summary]) => summary!));
  };
  const explainedLevels = (codes: number[]) => {
    const levels = ['no', 'yes'];
    const column = { kind: 'categorical' as const, name: 'x', levels, codes: Int32Array.from(codes) };
    const table = { rows: codes.length, columns: [column] };
    return varianceExplained(summariseGroups(table, groups, 2).map(([summary]) => summary!));
  };

  it('is all of it, none of it, or the part between their means', () => {
    expect(explained([1, 1, 1, 5, 5, 5])).toBe(1);
    expect(explained([1, 5, 3, 1, 5, 3])).toBeCloseTo(0, 12);
    // Means 2 and 6 around 4: 24 of 24 + 2 + 2.
    expect(explained([1, 2, 3, 5, 6, 7])).toBeCloseTo(24 / 28, 12);
  });

  it('leaves out what is not known, and is null where nothing is known or varies', () => {
    expect(explained([1, 1, Number.NaN, 5, Number.NaN, 5])).toBe(1);
    expect(explained(new Array(6).fill(Number.NaN))).toBeNull();
    expect(explained(new Array(6).fill(3))).toBeNull();
  });

  it('of a yes and no is that of the numbers 0 and 1', () => {
    const answers = [0, 0, 1, 1, 1, 0];
    expect(explainedLevels(answers)).toBeCloseTo(explained(answers)!, 12);
  });
});
