import { destination, type Logger, type LoggerOptions, pino } from 'pino';

export type { Logger } from 'pino';

/** What drivers add to an error: the values of a statement, and the row that it was about, which are customers'. */
const CUSTOMERS = ['parameters', 'detail', 'where', 'driverError'];

/** What is in a line, and what is not. */
export const LOG_OPTIONS: LoggerOptions = {
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: [
    'req.headers.authorization',
    'req.headers.cookie',
    ...CUSTOMERS.flatMap((name) => [`err.${name}`, `err.cause.${name}`]),
  ],
};

/** The process's log: one JSON object per line on standard error, which leaves standard output to people. */
export function createLogger(level: 'info' | 'silent' = 'info'): Logger {
  return pino({ ...LOG_OPTIONS, level }, destination(2));
}
