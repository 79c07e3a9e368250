/** Maximum characters that are kept of a line that is no customer. */
const MAX_TEXT = 32_000;

/** The most that a line can be cut to, in the characters of PostgreSQL: one of its characters may be two of JavaScript's. */
export const LEAST_CUT = MAX_TEXT / 2;

/** Most bytes of which so many characters are made. */
export const MAX_TEXT_BYTES = 4 * MAX_TEXT;

/** What is kept of the text of a line; one that was cut already, before its controls were taken out, stays recognisable. */
export function keptText(text: string, wasCut = false): string {
  const kept = text.slice(0, MAX_TEXT);
  return wasCut ? kept.padEnd(MAX_TEXT, '…') : kept;
}
