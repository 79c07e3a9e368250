/**
 * Every code that the API returns, in `extensions.code` of a GraphQL error, in `code` of a `UserError`,
 * in `code` of a `JobError`, or in the JSON body of a rejected HTTP request.
 */
export const ERROR_CODES = {
  UNAUTHENTICATED: 'The request has no valid session or API key.',
  FORBIDDEN: 'The role of the caller does not allow this.',
  NOT_FOUND: 'Nothing with this ID exists, or the caller may not see it.',
  BAD_USER_INPUT: 'An argument is outside its range; the message gives the value and the range.',
  QUERY_TOO_COSTLY: 'The query asks for more than one may; the message gives its cost and the limit.',
  TIMED_OUT:
    'The request took longer than one may, or its body came too slowly, and was stopped; what it had begun is undone.',
  RATE_LIMITED:
    'The queries of the caller cost more than they may within some seconds; the message says when to ask again.',
  TOO_MANY_JOBS: 'More jobs of the caller wait or run than may; the message gives both numbers.',
  TOO_MANY_SUBSCRIPTIONS: 'More subscriptions are open than may be; the message gives both numbers.',
  BAD_CURSOR: 'A cursor is not of the list that it was passed to; start again without it.',
  CONFLICT: 'The current state does not allow this.',
  UPLOAD_TOO_LARGE: 'The upload has more bytes than the limit.',
  UPLOAD_QUOTA_EXCEEDED:
    'The uploads of the caller that wait to be imported have more bytes than they may; the message gives both numbers.',
  EMPTY_FILE: 'The file is empty or contains only white space.',
  NO_ROWS: 'The file has a header and no rows.',
  NOT_CSV:
    'The content is not delimited text: it is a picture, a document or another format that is no table.',
  DAMAGED_FILE:
    'The file cannot be unpacked or read: its end is cut off, or its bytes are others than were written.',
  ENCRYPTED_FILE: 'The workbook, archive or column file needs a password.',
  UNPACKED_TOO_LARGE: 'Unpacked, the file has more bytes than the limit; the message gives both numbers.',
  UNSAFE_ARCHIVE: 'The archive names files outside of itself, or has more files than it may have.',
  NESTED_ARCHIVE: 'The archive has another archive inside.',
  FILES_DIFFER:
    'The files of an archive are not alike, so that they are not one table; the message says in what.',
  TOO_FEW_COLUMNS: 'The file has one column; a customer table has an ID and at least one attribute.',
  TOO_MANY_COLUMNS: 'The file has more columns than the limit.',
  DUPLICATE_COLUMN: 'Two columns have the same name; no longer answered, since such names are numbered.',
  PREVIEW_DIFFERS:
    'The rest of a long file does not fit what its first rows showed; the message says which column and how often.',
  LINE_TOO_LONG: 'A line has more bytes than the limit.',
  BOOKS_UNBALANCED:
    'The import does not account for every line of the file; the message says where. Nothing was imported.',
  DUPLICATE_CUSTOMER_ID: 'Two rows have the same customer ID.',
  UNKNOWN_COLUMN: 'A named column does not exist in the dataset.',
  TOO_FEW_ROWS: 'There are fewer rows than the analysis needs.',
  NO_FEATURES: 'There is no column that the analysis can use.',
  NO_LABEL: 'No churn label is known: no column has the role CHURN_LABEL and no definition was given.',
  LABEL_NOT_BINARY: 'The churn label has one class, or more than two.',
  CONSTANT_FEATURE: 'A feature has one value for every customer.',
  ALL_VALUES_MISSING: 'A column has no value at all.',
  LEAKAGE_BLOCKED: 'A feature gives the label away; it must be excluded, or acknowledged by name.',
  TOO_FEW_DISTINCT_ROWS: 'There are fewer distinct customers than segments.',
  MODEL_TOO_WEAK: 'The lower end of the AUC interval is below 0.55; the model cannot become champion.',
  CANCELLED: 'The job was cancelled.',
  JOB_LOST:
    'The job was interrupted too often, by the end of its process or of the database, and is not tried again.',
  UNAVAILABLE:
    'The database or the engine does not answer, or the server is short of disk space, open files or connections, as the message says. ' +
    'The request was not carried out; try again later.',
  OUTCOME_UNKNOWN:
    'The connection to the database broke while a change was being saved: it was saved completely or not at all.',
  INTERNAL: 'A server error; the message contains the ID of its log entry.',
} as const;

/** One of the codes of `ERROR_CODES`. */
export type ErrorCode = keyof typeof ERROR_CODES;
