import { currentCall } from './current-call.js';

/**
 * Work that a call which only reads has done once for each key, whoever beneath its services asks for it; every other call has it
 * done every time, as it may have changed what is found. What was found is shared and must not be changed.
 */
export function oncePerCall<T>(work: (key: string) => Promise<T>): (key: string) => Promise<T> {
  return (key) => {
    const call = currentCall();
    if (!call?.readsOnly) return work(key);
    const known = call.keep(work, () => new Map<string, Promise<T>>());
    const found = known.get(key) ?? work(key);
    known.set(key, found);
    return found;
  };
}
