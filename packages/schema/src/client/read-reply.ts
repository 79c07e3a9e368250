import type { AnswerError } from './errors.js';

/** What a request cost, and what its caller may still spend. */
export interface Cost {
  /** What the operation costs. */
  readonly requested: number;
  /** What was charged. */
  readonly actual: number;
  /** What the caller may spend now. */
  readonly available: number;
  /** What is added to that in a second. */
  readonly restoreRate: number;
}

/** The answer to a GraphQL request. */
export interface Answer<Result> {
  readonly data?: Result | null;
  readonly errors?: readonly AnswerError[];
  readonly extensions?: { readonly cost?: Cost; readonly [name: string]: unknown };
}

/** An answer, with what its HTTP response said. */
export interface Reply {
  readonly answer: Answer<unknown>;
  readonly status: number;
  readonly requestId: string | null;
  /** Seconds; null where it was not said. */
  readonly retryAfter: number | null;
}

/** Reads a response, whether GraphQL answered, another route of the server, or a proxy before it. */
export async function readReply(response: Response): Promise<Reply> {
  const { status, headers } = response;
  return {
    answer: answerIn(await response.text(), status),
    status,
    requestId: headers.get('x-request-id'),
    retryAfter: secondsUntil(headers.get('retry-after')),
  };
}

function answerIn(text: string, status: number): Answer<unknown> {
  const body = parse(text);
  if ('data' in body || 'errors' in body) return body as Answer<unknown>;
  const { code = status >= 502 && status <= 504 ? 'UNAVAILABLE' : 'INTERNAL', message } = body as {
    code?: string;
    message?: string;
  };
  return {
    errors: [{ message: message ?? `The server answered with status ${status}.`, extensions: { code } }],
  };
}

function parse(text: string): object {
  try {
    return Object(JSON.parse(text)) as object;
  } catch {
    return {};
  }
}

/** `Retry-After` is a number of seconds or a date. */
function secondsUntil(retryAfter: string | null): number | null {
  if (retryAfter === null) return null;
  const seconds = /^\d+$/.test(retryAfter)
    ? Number(retryAfter)
    : (Date.parse(retryAfter) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : null;
}
