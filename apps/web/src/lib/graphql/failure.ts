import type { ErrorCode } from '@holdfast/schema';
import type { CombinedError } from '@urql/core';

/** A failed request in words for the reader; `NETWORK` if there was no response at all. */
export interface Failure {
  readonly code: ErrorCode | 'NETWORK';
  /** What went wrong, in a few words. */
  readonly title: string;
  /** The server's message, or what to try; for a server error, with the ID of its log entry. */
  readonly detail: string;
}

const TITLES: Record<ErrorCode | 'NETWORK', string> = {
  NETWORK: 'The server did not respond',
  UNAUTHENTICATED: 'You are signed out',
  FORBIDDEN: 'Your role does not allow this',
  NOT_FOUND: 'Not found',
  BAD_USER_INPUT: 'A value is not valid',
  CONFLICT: 'This is not possible right now',
  UPLOAD_TOO_LARGE: 'The file is too large',
  EMPTY_FILE: 'The file is empty',
  NO_ROWS: 'The file has no rows',
  NOT_CSV: 'This is not a CSV file',
  TOO_FEW_COLUMNS: 'The file has only one column',
  TOO_MANY_COLUMNS: 'The file has too many columns',
  DUPLICATE_COLUMN: 'Two columns have the same name',
  LINE_TOO_LONG: 'A line of the file is too long',
  DUPLICATE_CUSTOMER_ID: 'Two rows have the same customer ID',
  UNKNOWN_COLUMN: 'Unknown column',
  TOO_FEW_ROWS: 'There are not enough customers',
  NO_FEATURES: 'There is no column to learn from',
  NO_LABEL: 'It is not known who left',
  LABEL_NOT_BINARY: 'The churn label needs exactly two values',
  CONSTANT_FEATURE: 'A column has the same value for every customer',
  ALL_VALUES_MISSING: 'A column has no values',
  LEAKAGE_BLOCKED: 'A column gives the answer away',
  TOO_FEW_DISTINCT_ROWS: 'There are fewer different customers than segments',
  MODEL_TOO_WEAK: 'The model is no better than chance',
  CANCELLED: 'Cancelled',
  JOB_LOST: 'The job was interrupted',
  UNAVAILABLE: 'The server is short of something',
  INTERNAL: 'Something went wrong on our side',
};

function isKnown(code: unknown): code is ErrorCode {
  return typeof code === 'string' && code in TITLES;
}

/** A failure from a code and a message, of a GraphQL error, a form error, a job or an upload. */
export function describeFailure(code: unknown, message: string): Failure {
  const known = isKnown(code) ? code : 'INTERNAL';
  return { code: known, title: TITLES[known], detail: message };
}

/** The failure of a request without a response. */
export function networkFailure(): Failure {
  return {
    code: 'NETWORK',
    title: TITLES.NETWORK,
    detail: 'Check that Holdfast is still running, then try again.',
  };
}

/** What urql reports, as a failure for a reader. */
export function toFailure(error: CombinedError): Failure {
  const [first] = error.graphQLErrors;
  if (!first) return networkFailure();
  return describeFailure(first.extensions?.code, first.message);
}
