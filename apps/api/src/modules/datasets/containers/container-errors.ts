import { type ErrorCode, MAX_LINE_BYTES } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';

/** The error for a file of another format. */
export function notATable(kind: string, advice: string): AppError {
  return refused('NOT_CSV', `The file is ${kind}; it must be a table. ${advice}`);
}

/** The error for a file that cannot be unpacked. */
export function damaged(what: string): AppError {
  return refused('DAMAGED_FILE', `The file is damaged: ${what}. Export or send it again.`);
}

/** The error for a file that needs a password. */
export function encrypted(what: string): AppError {
  return refused('ENCRYPTED_FILE', `${what} is encrypted; it must open without a password.`);
}

/** The error for a file that would be too large; `bytes` are those that are known of. */
export function tooLargeUnpacked(bytes: number, limit: number): AppError {
  return refused(
    'UNPACKED_TOO_LARGE',
    `Unpacked, the file has ${bytes} bytes or more; it may have ${limit}. Remove columns or send a sample.`,
  );
}

/** The error for a line, or a row of a table, that is too long. */
export function lineTooLong(bytes: number): AppError {
  return refused('LINE_TOO_LONG', `A line has ${bytes} bytes or more; it may have ${MAX_LINE_BYTES}.`);
}

/** An error about the file, or about another field of the input. */
export function refused(code: ErrorCode, message: string, field: readonly string[] = ['uploadId']): AppError {
  return new AppError(code, message, { field });
}
