/**
 * Remembers the answers of a slow question by key, the `most` that were asked for last; a failed question is forgotten.
 * For answers that never change.
 */
export function remember<V>(most: number, ask: (key: string) => Promise<V>): (key: string) => Promise<V> {
  const answers = new Map<string, Promise<V>>();
  return (key) => {
    const answer = answers.get(key) ?? ask(key);
    // A Map keeps the order of insertion: what is used moves to the end, what is oldest goes first.
    answers.delete(key);
    answers.set(key, answer);
    answer.catch(() => answers.delete(key));
    if (answers.size > most) answers.delete(answers.keys().next().value!);
    return answer;
  };
}
