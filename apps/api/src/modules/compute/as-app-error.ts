import { ERROR_CODES, type ErrorCode } from '@holdfast/schema';
import { AppError } from '../../platform/errors/app-error.js';
import { ThreadError } from '../../platform/threads/thread-protocol.js';

/** The learning core's error codes about the data, and the API's code for each. */
const LEARNING_CODES: Readonly<Record<string, ErrorCode>> = { DEGENERATE_DATA: 'TOO_FEW_ROWS' };

/** Turns an analysis error that a caller can act on into an AppError, and returns anything else unchanged. */
export function asAppError(cause: unknown): unknown {
  const code = cause instanceof ThreadError ? codeOf(cause) : null;
  return code === null ? cause : new AppError(code, (cause as ThreadError).message, { cause });
}

function codeOf({ code }: ThreadError): ErrorCode | null {
  if (code === undefined) return null;
  if (Object.hasOwn(ERROR_CODES, code)) return code as ErrorCode;
  return LEARNING_CODES[code] ?? null;
}
