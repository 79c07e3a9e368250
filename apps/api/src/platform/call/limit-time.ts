import { AppError } from '../errors/app-error.js';

/** A signal with a time limit. */
export interface LimitedTime {
  /** Aborts when the time is up, or with the signal that was given. */
  readonly signal: AbortSignal;
  /** Stops the clock. */
  done(): void;
}

/** Limits the time of a call that may be given up earlier. The reason of the signal says what happened. */
export function limitTime(gone: AbortSignal, seconds: number): LimitedTime {
  const over = new AbortController();
  const leave = () => over.abort(gone.reason);
  if (gone.aborted) leave();
  gone.addEventListener('abort', leave, { once: true });
  const timer = setTimeout(() => over.abort(timedOut(seconds)), seconds * 1000);
  return {
    signal: over.signal,
    done: () => {
      clearTimeout(timer);
      gone.removeEventListener('abort', leave);
    },
  };
}

function timedOut(seconds: number): AppError {
  return new AppError(
    'TIMED_OUT',
    `The request was stopped after ${seconds} s; it may take ${seconds} s. Ask for less at once.`,
  );
}
