import { AsyncLocalStorage } from 'node:async_hooks';
import type { CallContext } from './call-context.js';

const calls = new AsyncLocalStorage<CallContext>();

/**
 * The call that this code runs for; undefined where nobody waits for the answer: at the start, in a job, in an event.
 * Services are passed their call. This is for what lies beneath them and is passed none: the database's connections.
 */
export function currentCall(): CallContext | undefined {
  return calls.getStore();
}

/** Runs what a call asks for. Its database connections are closed when the call is over. */
export function inCall<T>(call: CallContext, work: () => T): T {
  return calls.run(call, work);
}

/** Runs what must not end with the current call: other calls share the result, or what was begun must be finished. */
export function outsideCalls<T>(work: () => T): T {
  return calls.exit(work);
}
