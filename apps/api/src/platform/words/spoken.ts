import { AsyncLocalStorage } from 'node:async_hooks';
import { currentCall } from '../call/current-call.js';
import type { Language } from './languages.js';

const chosen = new AsyncLocalStorage<Language>();

/** The language that sentences are said in now: that of the call, and English in jobs and events, which nobody waits for. */
export function spoken(): Language {
  return chosen.getStore() ?? currentCall()?.language ?? 'en';
}

/** Says in one language what the work says, whatever the call asks for. */
export function speaking<T>(language: Language, work: () => T): T {
  return chosen.run(language, work);
}
