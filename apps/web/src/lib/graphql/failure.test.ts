import { ERROR_CODES } from '@holdfast/schema';
import { CombinedError } from '@urql/core';
import { describe, expect, it } from 'vitest';
import { describeFailure, toFailure } from './failure';

describe('a failure', () => {
  it.each(Object.keys(ERROR_CODES))('has a title for %s', (code) => {
    const failure = describeFailure(code, 'said by the server');
    expect(failure.code).toBe(code);
    expect(failure.title.length).toBeGreaterThan(5);
    expect(failure.detail).toBe('said by the server');
  });

  it('names the field at fault, if there is one', () => {
    expect(describeFailure('BAD_USER_INPUT', 'too long', ['name']).field).toEqual(['name']);
    expect(describeFailure('BAD_USER_INPUT', 'odd').field).toBeNull();
  });

  it('without an answer is the network', () => {
    expect(toFailure(new CombinedError({ networkError: new Error('refused') })).code).toBe('NETWORK');
  });

  it('carries the code and the words of the first error', () => {
    const error = new CombinedError({
      graphQLErrors: [{ message: 'No Dataset has the id "x".', extensions: { code: 'NOT_FOUND' } }],
    });
    expect(toFailure(error)).toMatchObject({ code: 'NOT_FOUND', detail: 'No Dataset has the id "x".' });
  });

  it('of a code that nobody knows is ours to mend', () => {
    expect(describeFailure('NO_SUCH_CODE', 'odd').code).toBe('INTERNAL');
  });
});
