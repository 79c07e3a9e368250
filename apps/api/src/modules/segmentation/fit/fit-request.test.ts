import { describe, expect, it } from 'vitest';
import { readFitRequest } from './fit-request.js';

describe('the numbers of a request', () => {
  it('default to every k and seed 0, with k left to the recommendation', () => {
    expect(readFitRequest({ datasetId: 'x' })).toEqual({ minK: 2, maxK: 10, k: null, seed: 0 });
    expect(readFitRequest({ datasetId: 'x', minK: null, maxK: null, k: null, seed: null })).toMatchObject({
      minK: 2,
    });
  });

  it('may name a k within the range', () => {
    expect(readFitRequest({ datasetId: 'x', k: 4, minK: 3, maxK: 5, seed: 7 })).toEqual({
      minK: 3,
      maxK: 5,
      k: 4,
      seed: 7,
    });
  });

  it.each([
    [{ k: 12 }, 'k is 12; it must be 2..10.', 'k'],
    [{ k: 2.5 }, 'k is 2.5; it must be 2..10.', 'k'],
    [{ k: 2, minK: 3 }, 'k is 2; it must be 3..10.', 'k'],
    [{ minK: 1 }, 'minK is 1; it must be 2..10.', 'minK'],
    [{ maxK: 11 }, 'maxK is 11; it must be 2..10.', 'maxK'],
  ])('are refused with both sides: %j', (input, message, field) => {
    expect(() => readFitRequest({ datasetId: 'x', ...input })).toThrow(
      expect.objectContaining({ code: 'BAD_USER_INPUT', message, field: [field] }),
    );
  });
});
