import { randomUUID } from 'node:crypto';
import type { ErrorCode } from '@holdfast/schema';
import type { Logger } from '../logger.js';

/** What the server is short of, by the code of the operating system or of PostgreSQL. */
const SHORTAGES: Readonly<Record<string, string>> = {
  ENOSPC: 'disk space',
  EDQUOT: 'disk space',
  EMFILE: 'open files',
  ENFILE: 'open files',
  '53100': 'disk space',
  '53200': 'memory for the database',
  '53300': 'connections to the database',
};

/** How libraries without codes say the same. */
const IN_WORDS: readonly (readonly [RegExp, keyof typeof SHORTAGES])[] = [
  [/no space left on device/i, 'ENOSPC'],
  [/too many open files/i, 'EMFILE'],
];

/**
 * Logs an error that nobody expected, and returns what its caller may know: what the server is short of, or the id of
 * the call, under which the log has the details.
 */
export function describeUnexpected(
  error: unknown,
  logger: Logger,
  requestId: string = randomUUID(),
): { code: ErrorCode; message: string } {
  const shortage = shortageIn(error);
  if (shortage !== null) {
    const message = `The server is out of ${SHORTAGES[shortage]} (${shortage}). Try again when there is some.`;
    logger.error({ err: error, requestId }, message);
    return { code: 'UNAVAILABLE', message };
  }
  logger.error({ err: error, requestId }, 'unexpected error');
  return { code: 'INTERNAL', message: `Something went wrong on our side; see ${requestId} in the log.` };
}

function shortageIn(error: unknown): string | null {
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown };
  if (typeof code === 'string' && Object.hasOwn(SHORTAGES, code)) return code;
  return IN_WORDS.find(([pattern]) => pattern.test(String(message)))?.[1] ?? null;
}
