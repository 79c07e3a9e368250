import { pino } from 'pino';
import type { Logger } from '../../src/platform/logger.js';

/** A logger that keeps errors, so that a test can show what is behind an answer that hides it. */
export function createErrorLog(): { readonly logger: Logger; readonly errors: string[] } {
  const errors: string[] = [];
  const write = (line: string) => {
    const { err, msg } = JSON.parse(line) as { err?: { stack?: string }; msg: string };
    errors.push(err?.stack ?? msg);
  };
  return { logger: pino({ level: 'error' }, { write }), errors };
}
