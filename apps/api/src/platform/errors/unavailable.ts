import { AppError } from './app-error.js';

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

/** Codes of a disk that fails. */
const DISK_FAULTS: ReadonlySet<string> = new Set(['EIO', 'EROFS']);

const UNREACHABLE = 'The database cannot be reached.';
const BROKEN = 'The connection to the database broke.';
const STOPPING = 'The database is starting or stopping.';
const BUSY = 'Every connection to the database is in use.';

/** Codes of PostgreSQL and of the operating system for a database that is not there, or not there any more. */
const AWAY: Readonly<Record<string, string>> = {
  ECONNREFUSED: UNREACHABLE,
  ETIMEDOUT: UNREACHABLE,
  EHOSTUNREACH: UNREACHABLE,
  ENETUNREACH: UNREACHABLE,
  ENOTFOUND: UNREACHABLE,
  EAI_AGAIN: UNREACHABLE,
  ECONNRESET: BROKEN,
  ECONNABORTED: BROKEN,
  EPIPE: BROKEN,
  '25P03': BROKEN,
  '57P01': STOPPING,
  '57P02': STOPPING,
  '57P03': STOPPING,
};

/** How libraries without codes say the same. */
const IN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/no space left on device/i, shortOf('ENOSPC')],
  [/too many open files/i, shortOf('EMFILE')],
];
const AWAY_IN_WORDS: readonly (readonly [RegExp, string])[] = [
  [/timeout exceeded when trying to connect/, BUSY],
  [/connection timeout|timeout expired/, UNREACHABLE],
  [/Connection terminated|not queryable|query ?runner(?: was)? already released/i, BROKEN],
  [/after calling end on the pool|Driver not Connected/, STOPPING],
];

/** An error that says what cannot be done now, in the caller's words; null if it is about something else. */
export function asUnavailable(error: unknown): AppError | null {
  const away = awayIn(error);
  const message = away === null ? shortageIn(error) : `${away} Try again in a moment.`;
  return message === null ? null : new AppError('UNAVAILABLE', message, { cause: error });
}

/** Whether something failed only because the database is away: nobody knows what became of the last statement. */
export function isDatabaseAway(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'OUTCOME_UNKNOWN';
  return awayIn(error) !== null || codeOf(error) === '53300';
}

/** A library may have wrapped the error. */
function awayIn(error: unknown): string | null {
  if (!(error instanceof Error) || error instanceof AppError) return null;
  const code = codeOf(error);
  const byCode = Object.hasOwn(AWAY, code) ? AWAY[code]! : code.startsWith('08') ? BROKEN : null;
  return byCode ?? inWords(AWAY_IN_WORDS, error) ?? awayIn(error.cause);
}

function shortageIn(error: unknown): string | null {
  const code = codeOf(error);
  if (DISK_FAULTS.has(code))
    return `The server cannot use its disk (${code}). Try again when it is repaired.`;
  return Object.hasOwn(SHORTAGES, code) ? shortOf(code) : inWords(IN_WORDS, error);
}

function shortOf(code: string): string {
  return `The server is out of ${SHORTAGES[code]} (${code}). Try again when there is some.`;
}

function inWords(sentences: readonly (readonly [RegExp, string])[], error: unknown): string | null {
  const { message } = (error ?? {}) as { message?: unknown };
  return sentences.find(([pattern]) => pattern.test(String(message)))?.[1] ?? null;
}

function codeOf(error: unknown): string {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' ? code : '';
}
