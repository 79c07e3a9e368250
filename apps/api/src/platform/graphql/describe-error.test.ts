import { GraphQLError } from 'graphql';
import { expect, it } from 'vitest';
import { CallContext } from '../call/call-context.js';
import { inCall } from '../call/current-call.js';
import { AppError } from '../errors/app-error.js';
import type { Logger } from '../logger.js';
import { createDescribeError } from './describe-error.js';

function describeWithLog() {
  const logged: { err: unknown; requestId: string }[] = [];
  const logger = { error: (entry: { err: unknown; requestId: string }) => logged.push(entry) };
  return { describe: createDescribeError(logger as unknown as Logger), logged };
}

it('keeps the code, message and field of an error that is meant for the caller', () => {
  const { describe, logged } = describeWithLog();
  const error = new AppError('BAD_USER_INPUT', 'k is 12; it must be 2..10.', { field: ['k'] });
  const thrown = new GraphQLError(error.message, { originalError: error, path: ['fitSegmentation'] });
  expect(describe(thrown)).toEqual({
    message: 'k is 12; it must be 2..10.',
    path: ['fitSegmentation'],
    extensions: { code: 'BAD_USER_INPUT', field: ['k'] },
  });
  expect(logged).toEqual([]);
});

it('hides internal errors behind an id that is in the log', () => {
  const { describe, logged } = describeWithLog();
  const error = new Error('connect ECONNREFUSED postgres://app:secret@db');
  const answer = describe(new GraphQLError(error.message, { originalError: error, path: ['viewer'] }));
  expect(answer.extensions).toEqual({ code: 'INTERNAL' });
  expect(answer.message).not.toContain('secret');
  expect(answer.message).toContain(logged[0]!.requestId);
  expect(logged[0]!.err).toBe(error);
});

it('reports an invalid value from a resolver as INTERNAL, since the caller cannot fix it', () => {
  const { describe } = describeWithLog();
  const error = new GraphQLError('Cannot return null for non-nullable field Viewer.id.', {
    path: ['viewer', 'id'],
  });
  expect(describe(error).extensions).toEqual({ code: 'INTERNAL' });
});

it('names the call under which the log has an internal error', () => {
  const { describe, logged } = describeWithLog();
  const call = CallContext.ofServer(undefined, 'request-7');
  const answer = inCall(call, () => describe(new Error('broken')));
  expect(answer.message).toBe('Something went wrong on our side; see request-7 in the log.');
  expect(logged[0]!.requestId).toBe('request-7');
});

it('says why a call is over, instead of what broke because of that', () => {
  const { describe, logged } = describeWithLog();
  const call = CallContext.ofServer(AbortSignal.abort(new AppError('TIMED_OUT', 'It took 3 s.')));
  const broken = new GraphQLError('x', { originalError: new Error('Connection terminated'), path: ['jobs'] });
  expect(inCall(call, () => describe(broken))).toEqual({
    message: 'It took 3 s.',
    path: ['jobs'],
    extensions: { code: 'TIMED_OUT' },
  });
  const own = new AppError('NOT_FOUND', 'There is none.');
  expect(inCall(call, () => describe(own)).extensions).toEqual({ code: 'NOT_FOUND' });
  expect(logged).toEqual([]);
});
