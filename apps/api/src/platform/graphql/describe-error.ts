import type { ErrorCode } from '@holdfast/schema';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { currentCall } from '../call/current-call.js';
import { AppError } from '../errors/app-error.js';
import { sayError } from '../errors/say-error.js';
import { describeUnexpected } from '../errors/unexpected.js';
import type { Logger } from '../logger.js';

/** Turns an error into the caller's answer. */
export type DescribeError = (error: unknown) => GraphQLFormattedError;

/**
 * The only place where errors become answers: an `AppError` keeps its code, message and field; a query that GraphQL
 * itself refuses is BAD_USER_INPUT; what broke because the call was over is described by the reason for that; a shortage
 * or an absent database is UNAVAILABLE; everything else is INTERNAL with the id of the call, and the log has the details under that id.
 */
export function createDescribeError(logger: Logger): DescribeError {
  return (error) => {
    const place = error instanceof GraphQLError ? placeOf(error) : {};
    const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
    if (cause instanceof AppError) {
      if (cause.code === 'OUTCOME_UNKNOWN') logger.warn({ err: cause.cause }, 'a commit was not answered');
      return describeAppError(cause, place);
    }
    if (cause instanceof GraphQLError && isRefusal(cause)) {
      return { message: cause.message, ...place, extensions: { code: 'BAD_USER_INPUT' satisfies ErrorCode } };
    }
    const call = currentCall();
    if (call?.signal.reason instanceof AppError) return describeAppError(call.signal.reason, place);
    const { code, message } = describeUnexpected(cause, logger, call?.requestId);
    return { message, ...place, extensions: { code } };
  };
}

type Place = Pick<GraphQLFormattedError, 'locations' | 'path'>;

function describeAppError({ code, message, field }: AppError, place: Place): GraphQLFormattedError {
  return { message: sayError(message), ...place, extensions: { code, ...(field ? { field } : {}) } };
}

function placeOf({ locations, path }: GraphQLError): Place {
  return { ...(locations ? { locations } : {}), ...(path ? { path } : {}) };
}

/** Whether GraphQL refused the request before or while it read it: syntax, validation, variables, arguments. */
function isRefusal(error: GraphQLError): boolean {
  const { code } = error.extensions;
  if (typeof code === 'string') return code !== 'INTERNAL_SERVER_ERROR';
  // graphql-js throws refusals outside resolvers: they have a location in the query but no path in the answer.
  return error.path === undefined;
}
