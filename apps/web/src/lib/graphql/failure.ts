import type { ErrorCode } from '@holdfast/schema';
import type { CombinedError } from '@urql/core';
import { say } from './messages';

/** A failed request in words for the reader; `NETWORK` if there was no response at all. */
export interface Failure {
  readonly code: ErrorCode | 'NETWORK';
  /** What went wrong, in a few words. */
  readonly title: string;
  /** The server's message, or what to try; for a server error, with the ID of its log entry. */
  readonly detail: string;
  /** Path of the input field at fault; null if it is the input as a whole, or no form at all. */
  readonly field: readonly string[] | null;
}

function isKnown(code: unknown): code is ErrorCode {
  return typeof code === 'string' && code in say().titles;
}

/** A failure from a code and a message, of a GraphQL error, a form error, a job or an upload. */
export function describeFailure(
  code: unknown,
  message: string,
  field: readonly string[] | null = null,
): Failure {
  const known = isKnown(code) ? code : 'INTERNAL';
  return { code: known, title: say().titles[known], detail: message, field };
}

/** The failure of a request without a response. */
export function networkFailure(): Failure {
  return {
    code: 'NETWORK',
    title: say().titles.NETWORK,
    detail: say().isItRunning,
    field: null,
  };
}

/** What urql reports, as a failure for a reader. */
export function toFailure(error: CombinedError): Failure {
  const [first] = error.graphQLErrors;
  if (!first) return networkFailure();
  const field: unknown = first.extensions?.field;
  const path = Array.isArray(field) ? field.filter((part) => typeof part === 'string') : null;
  return describeFailure(first.extensions?.code, first.message, path);
}
