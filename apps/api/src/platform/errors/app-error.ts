import type { ErrorCode } from '@holdfast/schema';

/** What an `AppError` may say beyond its message. */
export interface AppErrorDetails {
  /** Path of the input field that is at fault, e.g. `['features', '2']`; makes the error one that a form can show. */
  readonly field?: readonly string[];
  /** The error underneath, for the log. */
  readonly cause?: unknown;
}

/** An error that is meant for the caller: a code that a program reads, and a message that names both sides. */
export class AppError extends Error {
  readonly field: readonly string[] | undefined;

  constructor(
    readonly code: ErrorCode,
    message: string,
    details: AppErrorDetails = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = 'AppError';
    this.field = details.field;
  }
}

/** The error for an id that names nothing: `notFound('Dataset', id)`. */
export function notFound(type: string, id: string, field?: readonly string[]): AppError {
  return new AppError('NOT_FOUND', `No ${type} has the id "${id}".`, field ? { field } : {});
}
