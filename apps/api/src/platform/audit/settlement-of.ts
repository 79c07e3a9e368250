import { AppError } from '../errors/app-error.js';
import { asUnavailable } from '../errors/unavailable.js';
import type { Settlement } from './audit-trail.js';

/** Codes of what may have been done in spite of the error. */
const UNKNOWN = new Set(['OUTCOME_UNKNOWN']);
/** Codes of what was allowed and did not work. */
const FAILED = new Set(['INTERNAL', 'UNAVAILABLE', 'TIMED_OUT', 'CANCELLED']);

/** What came of something that was answered with this code. */
export function outcomeOf(code: string): Settlement['outcome'] {
  if (UNKNOWN.has(code)) return 'UNKNOWN';
  return FAILED.has(code) ? 'FAILED' : 'REFUSED';
}

/** What came of something that threw; `over` is why nobody waited for it any more, if that is so. */
export function settlementOf(error: unknown, over?: unknown): Settlement {
  const code = codeOf(error instanceof AppError ? error : (over ?? error));
  return { outcome: outcomeOf(code), codes: [code] };
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : (asUnavailable(error)?.code ?? 'INTERNAL');
}
