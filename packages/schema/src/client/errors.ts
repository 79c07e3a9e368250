import type { ErrorCode } from '../error-codes.js';

/** An error of a GraphQL answer. */
export interface AnswerError {
  readonly message: string;
  /** The field at fault in the answer; absent where the request as a whole was refused. */
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly [name: string]: unknown };
}

/** What is wrong with the input of a mutation, as its payload says. */
export interface UserError {
  /** The path of the field at fault in the input; null if it is the input as a whole. */
  readonly field?: readonly string[] | null;
  readonly message: string;
  readonly code: string;
}

/**
 * Whatever a call fails with: one of the classes below. `code` is one of `ERROR_CODES`, or NETWORK where the server did not
 * answer; a code of a server that is newer than this package is passed on as it is.
 */
export abstract class HoldfastError extends Error {
  constructor(
    readonly code: ErrorCode | 'NETWORK',
    message: string,
    /** By which the server's log knows the request; null where it did not say. */
    readonly requestId: string | null,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** There was no answer: the server is away, or the connection broke. A mutation may have been carried out. */
export class NetworkError extends HoldfastError {
  override readonly name = 'NetworkError';

  constructor(cause: unknown) {
    super('NETWORK', `The server did not answer: ${reasonOf(cause)}`, null, { cause });
  }
}

/** What is known of a refused request besides its errors. */
export interface RefusalDetails {
  readonly requestId?: string | null;
  /** The HTTP status; null where it came over a WebSocket. */
  readonly status?: number | null;
  /** Seconds after which the same may be asked again; null where the server did not say. */
  readonly retryAfter?: number | null;
  /** What was answered in spite of the errors. */
  readonly data?: unknown;
}

/** The server refused the request, or failed over it. `code`, `path` and the message are those of the first error. */
export class RequestError extends HoldfastError {
  override readonly name = 'RequestError';
  readonly path: readonly (string | number)[] | null;
  readonly status: number | null;
  readonly retryAfter: number | null;
  readonly data: unknown;

  constructor(
    readonly errors: readonly AnswerError[],
    { requestId = null, status = null, retryAfter = null, data = null }: RefusalDetails = {},
  ) {
    const [first] = errors;
    const code = (first?.extensions?.code ?? 'INTERNAL') as ErrorCode;
    super(code, first?.message ?? 'The server answered with neither data nor errors.', requestId);
    this.path = first?.path ?? null;
    this.status = status;
    this.retryAfter = retryAfter;
    this.data = data;
  }
}

/** The input of a mutation was refused: `userErrors` says why. `code` and the message are those of the first one. */
export class InputError extends HoldfastError {
  override readonly name = 'InputError';

  constructor(
    readonly userErrors: readonly UserError[],
    /** The whole answer: some mutations do a part of what was asked. */
    readonly data: unknown,
    requestId: string | null,
  ) {
    super(userErrors[0]!.code as ErrorCode, userErrors[0]!.message, requestId);
  }
}

function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  // What fetch throws says only that it failed; its cause says why.
  return cause.cause instanceof Error && cause.cause.message !== '' ? cause.cause.message : cause.message;
}
