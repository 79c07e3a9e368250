import { ERROR_CODES, type ErrorCode } from '@holdfast/schema';
import { AppError } from '../../platform/errors/app-error.js';
import { ThreadError } from '../../platform/threads/thread-protocol.js';

/** Codes of the learning core that speak of the data, and the API's code for each. */
const LEARNING_CODES: Readonly<Record<string, ErrorCode>> = { DEGENERATE_DATA: 'TOO_FEW_ROWS' };

/** What an analysis refused for a reason that a caller can act on, as an AppError; anything else as it is. */
export function asAppError(cause: unknown): unknown {
  const code = cause instanceof ThreadError ? codeOf(cause) : null;
  return code === null ? cause : new AppError(code, (cause as ThreadError).message, { cause });
}

function codeOf({ code }: ThreadError): ErrorCode | null {
  if (code === undefined) return null;
  if (Object.hasOwn(ERROR_CODES, code)) return code as ErrorCode;
  return LEARNING_CODES[code] ?? null;
}
