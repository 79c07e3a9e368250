import { describe, expect, it } from 'vitest';
import { weighFeatures } from './column-weights.js';

const columns = [
  { name: 'spend', type: 'NUMBER' },
  { name: 'visits', type: 'NUMBER' },
] as const;

describe('the weights of columns', () => {
  it('are kept where they are not 1, and leave columns of weight 0 out', () => {
    expect(weighFeatures(columns, [{ column: 'spend', weight: 2.5 }])).toEqual({
      columns,
      weights: [{ column: 'spend', weight: 2.5 }],
    });
    expect(weighFeatures(columns, [{ column: 'visits', weight: 1 }])).toEqual({ columns, weights: [] });
    expect(weighFeatures(columns, [{ column: 'visits', weight: 0 }])).toEqual({
      columns: [columns[0]],
      weights: [],
    });
  });

  it.each([11, -1, 5e-324, 0.0099])('are 0.01..10, or 0: %d is refused', (weight) => {
    const message = `The weight of "spend" is ${weight}; it must be 0 or 0.01..10.`;
    expect(() => weighFeatures(columns, [{ column: 'spend', weight }])).toThrow(message);
  });

  it.each([
    [
      [{ column: 'age', weight: 2 }],
      'UNKNOWN_COLUMN',
      'weights names "age"; the columns to cluster on are "spend", "visits".',
    ],
    [
      [
        { column: 'spend', weight: 2 },
        { column: 'spend', weight: 3 },
      ],
      'BAD_USER_INPUT',
      'weights names "spend" twice, with 2 and 3; it must be once.',
    ],
    [
      columns.map(({ name }) => ({ column: name, weight: 0 })),
      'NO_FEATURES',
      '0 of 2 columns have a weight above 0; at least 1 must.',
    ],
  ])('are refused with both sides: %j', (asked, code, message) => {
    expect(() => weighFeatures(columns, asked)).toThrow(expect.objectContaining({ code, message }));
  });
});
