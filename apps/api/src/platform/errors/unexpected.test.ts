import { QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { expect, it } from 'vitest';
import type { Logger } from '../logger.js';
import { isDatabaseAway } from './unavailable.js';
import { describeUnexpected } from './unexpected.js';

function describeWithLog(error: unknown) {
  const logged: { entry: { err: unknown; requestId?: string }; message: string }[] = [];
  const logger = { error: (entry: { err: unknown }, message: string) => logged.push({ entry, message }) };
  return { ...describeUnexpected(error, logger as unknown as Logger, 'call-1'), logged };
}

it.each([
  [Object.assign(new Error('write'), { code: 'ENOSPC' }), 'disk space (ENOSPC)'],
  [Object.assign(new Error('open'), { code: 'EMFILE' }), 'open files (EMFILE)'],
  [Object.assign(new Error('could not extend file'), { code: '53100' }), 'disk space (53100)'],
  [new Error('IO Error: Could not write file "x": No space left on device'), 'disk space (ENOSPC)'],
  [new Error('IO Error: Cannot open file "x": Too many open files'), 'open files (EMFILE)'],
])('says of %s what the server is short of, and logs it once', (error, shortage) => {
  const { code, message, logged } = describeWithLog(error);
  expect({ code, message }).toEqual({
    code: 'UNAVAILABLE',
    message: `The server is out of ${shortage}. Try again when there is some.`,
  });
  expect(logged).toEqual([{ entry: { err: error, requestId: 'call-1' }, message }]);
});

it.each([
  [Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'The database cannot be reached.'],
  [Object.assign(new Error('shut down'), { code: '57P01' }), 'The database is starting or stopping.'],
  [Object.assign(new Error('lost'), { code: '08006' }), 'The connection to the database broke.'],
  [new QueryRunnerAlreadyReleasedError(), 'The connection to the database broke.'],
  [new QueryRunnerProviderAlreadyReleasedError(), 'The connection to the database broke.'],
  [
    new Error('sign-in failed', { cause: new Error('Connection terminated unexpectedly') }),
    'The connection to the database broke.',
  ],
  [new Error('timeout exceeded when trying to connect'), 'Every connection to the database is in use.'],
])('says of %s that the database is away, and logs it', (error, what) => {
  const { code, message, logged } = describeWithLog(error);
  expect({ code, message }).toEqual({ code: 'UNAVAILABLE', message: `${what} Try again in a moment.` });
  expect(logged[0]!.entry.err).toBe(error);
  expect(isDatabaseAway(error)).toBe(true);
});

it.each([new Error('secret'), null, { code: 'toString' }])(
  'hides %s behind the id of its call, which is in the log',
  (error) => {
    const { code, message, logged } = describeWithLog(error);
    expect(code).toBe('INTERNAL');
    expect(message).toContain('call-1');
    expect(logged[0]!.entry.requestId).toBe('call-1');
    expect(message).not.toContain('secret');
  },
);
