import type { ErrorCode } from '@holdfast/schema';
import type { CombinedError } from '@urql/core';

/** What a failed request comes to for a reader. `NETWORK` where no answer came at all. */
export interface Failure {
  readonly code: ErrorCode | 'NETWORK';
  /** What went wrong, in a few words. */
  readonly title: string;
  /** What the server said, or what to try; for what is the server's fault, with the id that finds it in the log. */
  readonly detail: string;
}

const TITLES: Record<ErrorCode | 'NETWORK', string> = {
  NETWORK: 'The server did not answer',
  UNAUTHENTICATED: 'You are signed out',
  FORBIDDEN: 'Your role does not allow this',
  NOT_FOUND: 'This does not exist',
  BAD_USER_INPUT: 'A value is outside its range',
  CONFLICT: 'This is not possible right now',
  UPLOAD_TOO_LARGE: 'The file is too large',
  EMPTY_FILE: 'The file is empty',
  NO_ROWS: 'The file has a header and no rows',
  NOT_CSV: 'This is not a table of text',
  TOO_FEW_COLUMNS: 'The file has only one column',
  TOO_MANY_COLUMNS: 'The file has too many columns',
  DUPLICATE_COLUMN: 'Two columns have the same name',
  LINE_TOO_LONG: 'A line of the file is too long',
  DUPLICATE_CUSTOMER_ID: 'Two rows have the same customer id',
  UNKNOWN_COLUMN: 'A column does not exist',
  TOO_FEW_ROWS: 'There are too few customers for this',
  NO_FEATURES: 'No column is left to learn from',
  NO_LABEL: 'Nothing says who left',
  LABEL_NOT_BINARY: 'The churn label needs exactly two values',
  CONSTANT_FEATURE: 'A column has the same value for everybody',
  ALL_VALUES_MISSING: 'A column has no values',
  LEAKAGE_BLOCKED: 'A column gives the answer away',
  TOO_FEW_DISTINCT_ROWS: 'There are fewer different customers than segments',
  MODEL_TOO_WEAK: 'The model is no better than chance',
  CANCELLED: 'Cancelled',
  JOB_LOST: 'The job was interrupted',
  INTERNAL: 'Something went wrong on our side',
};

function isKnown(code: unknown): code is ErrorCode {
  return typeof code === 'string' && code in TITLES;
}

/** The failure of a code and a message, however they came (a GraphQL error, a form error, a job, an upload). */
export function describeFailure(code: unknown, message: string): Failure {
  const known = isKnown(code) ? code : 'INTERNAL';
  return { code: known, title: TITLES[known], detail: message };
}

/** The failure of a request that had no answer. */
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
