/**
 * Told after each step how much is done, 0 to 1, and what the step was. Where it returns a promise the work waits for it:
 * that is how a caller lets other work of its thread run, and how an abort can arrive between two steps.
 */
export type OnProgress = (fraction: number, step: string) => void | Promise<void>;

/** The part of an AbortSignal that is needed here; anything with a live `aborted` will do, such as a flag in shared memory. */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason?: unknown;
}

/** Throws the signal's reason once it has been aborted. Called between steps. */
export function throwIfAborted(signal: StopSignal | undefined): void {
  if (!signal?.aborted) return;
  if (signal.reason !== undefined) throw signal.reason;
  const error = new Error('stopped by the caller');
  error.name = 'AbortError';
  throw error;
}
