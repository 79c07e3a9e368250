import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '@holdfast/schema';
import type { Logger } from '../logger.js';
import { asUnavailable } from './unavailable.js';

/**
 * Logs an error that nobody expected, and returns what its caller may know: what cannot be done now, or the id of the
 * call, under which the log has the details.
 */
export function describeUnexpected(
  error: unknown,
  logger: Logger,
  requestId: string = randomUUID(),
): { code: ErrorCode; message: string } {
  const unavailable = asUnavailable(error);
  if (unavailable !== null) {
    const { code, message } = unavailable;
    logger.error({ err: error, requestId }, message);
    return { code, message };
  }
  logger.error({ err: error, requestId }, 'unexpected error');
  return { code: 'INTERNAL', message: `Something went wrong on our side; see ${requestId} in the log.` };
}
