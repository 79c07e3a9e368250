/** A text as the pseudo-language has it. */
export const pseudoText = (text: string): string => (/\p{L}/u.test(text) ? `⟦${text}⟧` : text);

/** Messages of which every text is in brackets: what is not in them comes from no dictionary. */
export function pseudoOf<Messages>(messages: Messages): Messages {
  if (typeof messages === 'string') return pseudoText(messages) as Messages;
  if (typeof messages === 'function') {
    return ((...told: unknown[]) =>
      pseudoOf((messages as (...told: unknown[]) => unknown)(...told))) as Messages;
  }
  if (messages === null || typeof messages !== 'object' || messages instanceof RegExp) return messages;
  return Object.fromEntries(
    Object.entries(messages).map(([name, message]) => [name, pseudoOf(message as unknown)]),
  ) as Messages;
}
