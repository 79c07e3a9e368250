import type { CallContext } from './call-context.js';
import { currentCall } from './current-call.js';

/**
 * Work that a call which only reads has done once for each key, whoever beneath its services asks for it; every other call has it
 * done every time, as it may have changed what is found. What was found is shared and must not be changed.
 */
export function oncePerCall<T>(work: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const done = new WeakMap<CallContext, Map<string, Promise<T>>>();
  return (key) => {
    const call = currentCall();
    if (!call?.readsOnly) return work(key);
    const known = done.get(call) ?? new Map<string, Promise<T>>();
    done.set(call, known);
    const found = known.get(key) ?? work(key);
    known.set(key, found);
    return found;
  };
}
