import { describe, expect, it } from 'vitest';
import { countsTimes, weightsOf } from './column-weights';

describe('the weights of columns', () => {
  it('are said in words', () => {
    expect([0.5, 1, 2, 3, 2.5].map(countsTimes)).toEqual(['half', 'once', 'twice', '3 times', '2.5 times']);
  });

  it('are told to the API where they are not 1, of columns that take part', () => {
    expect(weightsOf(['spend', 'visits'], { spend: 2, visits: 1, age: 3 })).toEqual([
      { column: 'spend', weight: 2 },
    ]);
  });
});
