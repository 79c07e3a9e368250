/** The name of each statement that connections prepare, by its text. */
const names = new Map<string, string>();

/**
 * A statement that is asked again and again: each connection has it parsed once, and planned for good after some times. Only
 * for statements whose best plan does not depend on their parameters. Returns its text, which must be the one that is asked.
 */
export function prepared(text: string): string {
  if (!names.has(text)) names.set(text, `prepared ${names.size}`);
  return text;
}

/** What a statement is prepared as; undefined if it is planned each time. */
export function preparedName(text: string): string | undefined {
  return names.get(text);
}
