import { NetworkError } from './errors.js';
import type { Reply } from './read-reply.js';

/** How a call is repeated that failed for a while. */
export interface Retries {
  /** How often at most; 0 for never. Default: 3. */
  readonly times?: number;
  /** About how long the first pause is, in milliseconds; each next one is twice as long. Default: 500. */
  readonly firstPause?: number;
  /** The longest pause in milliseconds; a server that asks for a longer one is not asked again. Default: 30,000. */
  readonly longestPause?: number;
}

/** Waits so many milliseconds. @throws the signal's reason once it aborts */
export type Wait = (milliseconds: number, signal?: AbortSignal) => Promise<void>;

const DEFAULTS = { times: 3, firstPause: 500, longestPause: 30_000 };

/** Statuses of what may succeed later: too much was asked, or the server, or one before it, is not there. */
const PASSING = [429, 502, 503, 504];

/** Sends until there is an answer that lasts, or it has been tried often enough. @throws NetworkError if the last try had no answer */
export async function withRetries<Outcome extends Reply>(
  send: () => Promise<Outcome>,
  retries: Retries,
  signal?: AbortSignal,
  wait: Wait = pause,
): Promise<Outcome> {
  const { times, firstPause, longestPause } = { ...DEFAULTS, ...retries };
  for (let again = 0; ; again++) {
    const outcome = await send().catch((error: unknown) => {
      if (error instanceof NetworkError) return error;
      throw error;
    });
    const backOff = Math.min(longestPause, pauseBefore(again, firstPause));
    const milliseconds = passesIn(outcome, backOff);
    if (milliseconds !== null && milliseconds <= longestPause && again < times) {
      await wait(milliseconds, signal);
      continue;
    }
    if (outcome instanceof NetworkError) throw outcome;
    return outcome;
  }
}

/** Twice as long each time, and never quite alike: clients that failed together should not come back together. */
export function pauseBefore(again: number, firstPause = DEFAULTS.firstPause): number {
  return firstPause * 2 ** again * (0.5 + Math.random());
}

/** Waits so many milliseconds. @throws the signal's reason once it aborts */
export const pause: Wait = (milliseconds, signal) =>
  new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal!.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    else signal?.addEventListener('abort', stop, { once: true });
  });

/** When the same may be asked again, in milliseconds; null if that would end no better. */
function passesIn(outcome: Reply | NetworkError, backOff: number): number | null {
  if (outcome instanceof NetworkError) return backOff;
  const { answer, status, retryAfter } = outcome;
  const code = answer.errors?.[0]?.extensions?.code;
  // It would take as long again.
  if (code === 'TIMED_OUT') return null;
  if (code !== 'OUTCOME_UNKNOWN' && !PASSING.includes(status)) return null;
  return retryAfter === null ? backOff : 1000 * retryAfter;
}
