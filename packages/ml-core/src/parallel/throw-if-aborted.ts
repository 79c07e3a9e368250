import type { StopSignal } from '../types.js';

/** Throws the signal's reason once it has been aborted. Called between steps. */
export function throwIfAborted(signal: StopSignal | undefined): void {
  if (!signal?.aborted) return;
  if (signal.reason !== undefined) throw signal.reason;
  const error = new Error('stopped by the caller');
  error.name = 'AbortError';
  throw error;
}
