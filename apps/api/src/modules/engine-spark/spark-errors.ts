import { Code, ConnectError } from '@connectrpc/connect';
import type { ErrorCode } from '@holdfast/schema';
import { AppError } from '../../platform/errors/app-error.js';
import type { SparkRemote } from './spark-remote.js';

/** Codes of a line that was cut, if no condition says that Spark itself has failed. */
const CUT = [Code.Unavailable, Code.Aborted, Code.Internal, Code.Canceled, Code.Unknown];

/** Conditions that someone can do something about: the code, and what must be. */
const CONDITIONS: readonly [RegExp, ErrorCode, string][] = [
  [/^PATH_NOT_FOUND/, 'UNAVAILABLE', 'DATA_DIR must be a folder that Spark reads under the same path'],
  [/^FAILED_READ_FILE/, 'UNAVAILABLE', 'snapshots must be readable for Spark'],
  [/^UNRESOLVED_COLUMN/, 'UNKNOWN_COLUMN', 'the snapshot must have every column that is asked for'],
  [/^INVALID_HANDLE\.SESSION/, 'UNAVAILABLE', 'Spark must not be restarted while it works'],
  [/MEMORY|OutOfMemory/, 'UNAVAILABLE', 'Spark must have more memory'],
  [/No space left/, 'UNAVAILABLE', 'Spark must have space on its disks'],
];

/** Whether the line was cut, so that what runs can be taken up again. */
export function isCutLine(cause: unknown): boolean {
  return cause instanceof ConnectError && CUT.includes(cause.code) && conditionOf(cause) === '';
}

/** Whether the server does not know an operation. */
export function isForgottenOperation(cause: unknown): boolean {
  return cause instanceof ConnectError && conditionOf(cause) === 'INVALID_HANDLE.OPERATION_NOT_FOUND';
}

/** The error for a server of an earlier version. */
export function tooOld({ host }: SparkRemote, version: string, oldest: number): AppError {
  return new AppError(
    'UNAVAILABLE',
    `Spark at ${host} is ${version || 'of no version'}; it must be ${oldest}.0 or newer.`,
  );
}

/** The error of a server as one that names both sides; what nobody can act on keeps the server's words. */
export function asSparkError(cause: unknown, { host }: SparkRemote): unknown {
  if (!(cause instanceof ConnectError)) return cause;
  // The first line: what follows are plans and stacks.
  const words = cause.rawMessage.split('\n')[0]!.slice(0, 500);
  if (cause.code === Code.Unauthenticated) {
    const message = `Spark at ${host} refuses the token of SPARK_REMOTE: ${words}`;
    return new AppError('UNAVAILABLE', message, { cause });
  }
  const condition = conditionOf(cause);
  if (condition === '' && CUT.includes(cause.code)) {
    return new AppError('UNAVAILABLE', `Spark at ${host} does not answer: ${words}`, { cause });
  }
  const known = CONDITIONS.find(([pattern]) => pattern.test(condition) || pattern.test(words));
  if (known === undefined) return new Error(`Spark at ${host} failed: ${words}`, { cause });
  return new AppError(known[1], `Spark at ${host} says: ${words}; ${known[2]}.`, { cause });
}

/** What Spark calls the error, in brackets before its words; the name of a Java exception where it has none. */
function conditionOf({ rawMessage }: ConnectError): string {
  const [, condition, exception] =
    /^(?:\S+: )?\[([A-Z0-9_.]+)\]|([\w.]+(?:Exception|Error))\b/.exec(rawMessage) ?? [];
  return condition ?? exception ?? '';
}
