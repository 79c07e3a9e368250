import type { ErrorCode } from '@holdfast/schema';

/** The details of an `AppError` besides its message. */
export interface AppErrorDetails {
  /** Path of the input field at fault, e.g. `['features', '2']`; a form can then show the error next to it. */
  readonly field?: readonly string[];
  /** Seconds after which the same request may succeed. */
  readonly retryAfter?: number;
  /** The HTTP status, where it is not that of the code. */
  readonly status?: number;
  /** The error underneath, for the log. */
  readonly cause?: unknown;
}

/** An error meant for the caller: a code for programs, and a message that names both sides. */
export class AppError extends Error {
  readonly field: readonly string[] | undefined;
  readonly retryAfter: number | undefined;
  readonly status: number | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    details: AppErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.field = details.field;
    this.retryAfter = details.retryAfter;
    this.status = details.status;
  }
}

/** The error for an unknown id: `notFound('Dataset', id)`. */
export function notFound(type: string, id: string, field?: readonly string[]): AppError {
  return new AppError('NOT_FOUND', `No ${type} has the id "${id}".`, field ? { field } : {});
}
