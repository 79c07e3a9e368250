import type { ErrorCode } from '@holdfast/schema';
import type { CombinedError } from '@urql/core';

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

const TITLES: Record<ErrorCode | 'NETWORK', string> = {
  NETWORK: 'The server did not respond',
  UNAUTHENTICATED: 'You are signed out',
  FORBIDDEN: 'Your role does not allow this',
  NOT_FOUND: 'Not found',
  BAD_USER_INPUT: 'A value is not valid',
  QUERY_TOO_COSTLY: 'This asks for too much at once',
  TIMED_OUT: 'This took too long',
  RATE_LIMITED: 'Too much was asked in too short a time',
  TOO_MANY_JOBS: 'Too many jobs are waiting',
  TOO_MANY_SUBSCRIPTIONS: 'Too many pages follow the progress',
  BAD_CURSOR: 'This page is not of this list',
  CONFLICT: 'This is not possible right now',
  UPLOAD_TOO_LARGE: 'The file is too large',
  UPLOAD_QUOTA_EXCEEDED: 'Too many uploads are waiting',
  EMPTY_FILE: 'The file is empty',
  NO_ROWS: 'The file has no rows',
  NOT_CSV: 'This file is no table',
  DAMAGED_FILE: 'The file is damaged',
  ENCRYPTED_FILE: 'The file needs a password',
  UNPACKED_TOO_LARGE: 'The file is too large when unpacked',
  UNSAFE_ARCHIVE: 'The archive is not safe to unpack',
  NESTED_ARCHIVE: 'The archive has an archive inside',
  FILES_DIFFER: 'The files of the archive are not alike',
  PREVIEW_DIFFERS: 'The file is not what its first rows showed',
  TOO_FEW_COLUMNS: 'The file has only one column',
  TOO_MANY_COLUMNS: 'The file has too many columns',
  DUPLICATE_COLUMN: 'Two columns have the same name',
  LINE_TOO_LONG: 'A line of the file is too long',
  BOOKS_UNBALANCED: 'Not every line of the file is accounted for',
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
  UNAVAILABLE: 'The server cannot do this right now',
  OUTCOME_UNKNOWN: 'It is not known whether this was saved',
  INTERNAL: 'Something went wrong on our side',
};

function isKnown(code: unknown): code is ErrorCode {
  return typeof code === 'string' && code in TITLES;
}

/** A failure from a code and a message, of a GraphQL error, a form error, a job or an upload. */
export function describeFailure(
  code: unknown,
  message: string,
  field: readonly string[] | null = null,
): Failure {
  const known = isKnown(code) ? code : 'INTERNAL';
  return { code: known, title: TITLES[known], detail: message, field };
}

/** The failure of a request without a response. */
export function networkFailure(): Failure {
  return {
    code: 'NETWORK',
    title: TITLES.NETWORK,
    detail: 'Check that Holdfast is still running, then try again.',
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
