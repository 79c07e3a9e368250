import { outsideCalls } from '../../platform/call/current-call.js';

/**
 * Caches the results of a slow function by key, keeping the `most` recently used; failures are not cached.
 * For results that never change.
 */
export function remember<V>(most: number, ask: (key: string) => Promise<V>): (key: string) => Promise<V> {
  const answers = new Map<string, Promise<V>>();
  return (key) => {
    const answer = answers.get(key) ?? outsideCalls(() => ask(key));
    // A Map keeps insertion order: a used entry moves to the end, and the oldest is evicted first.
    answers.delete(key);
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    if (answers.size > most) answers.delete(answers.keys().next().value!);
    return answer;
  };
}
