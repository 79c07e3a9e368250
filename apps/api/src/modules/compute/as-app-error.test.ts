import { describe, expect, it } from 'vitest';
import { AppError } from '../../platform/errors/app-error.js';
import { ThreadError } from '../../platform/threads/thread-protocol.js';
import { asAppError } from './as-app-error.js';

describe('the error of an analysis', () => {
  it('is meant for the caller if it has a code of the API', () => {
    const error = asAppError(new ThreadError('LEAKAGE_BLOCKED', '"refund" gives it away'));
    expect(error).toBeInstanceOf(AppError);
    expect(error).toMatchObject({ code: 'LEAKAGE_BLOCKED', message: '"refund" gives it away' });
  });

  it('is about too few rows if the learning core has nothing to learn from', () => {
    expect(asAppError(new ThreadError('DEGENERATE_DATA', 'none of 2 columns varies'))).toMatchObject({
      code: 'TOO_FEW_ROWS',
    });
  });

  it.each([
    new ThreadError('SHAPE', 'ours to mend'),
    new ThreadError(undefined, 'a fault'),
    new Error('full'),
  ])('stays as it is where a caller can do nothing about it', (error) => {
    expect(asAppError(error)).toBe(error);
  });
});
