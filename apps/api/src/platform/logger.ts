import { destination, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** The process's log: one JSON object per line on standard error, which leaves standard output to people. */
export function createLogger(level: 'info' | 'silent' = 'info'): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['req.headers.authorization', 'req.headers.cookie'],
    },
    destination(2),
  );
}
