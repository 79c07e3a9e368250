import { destination, type Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** What drivers add to an error: the values of a statement, and the row that it was about, which are customers'. */
const CUSTOMERS = ['parameters', 'detail', 'where', 'driverError'];

/** The process's log: one JSON object per line on standard error, which leaves standard output to people. */
export function createLogger(level: 'info' | 'silent' = 'info'): Logger {
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: [
        'req.headers.authorization',
        'req.headers.cookie',
        ...CUSTOMERS.flatMap((name) => [`err.${name}`, `err.cause.${name}`]),
      ],
    },
    destination(2),
  );
}
