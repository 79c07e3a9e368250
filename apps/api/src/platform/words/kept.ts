// biome-ignore lint/suspicious/noExplicitAny: what a message is told is typed where it is written.
type Telling = (...told: any[]) => string;

/** Messages that are told something. */
type Messages = Readonly<Record<string, Telling>>;

/** A sentence as it is stored: which message, and the figures and names that it is told; said when it is read. */
export interface Kept {
  readonly message: string;
  // biome-ignore lint/suspicious/noExplicitAny: what each message is told is typed by `keep`.
  readonly told: readonly any[];
}

/** A sentence to be stored: in the language of now, and as what it can be said by again in any. */
export function keep<Own extends Messages, Name extends keyof Own & string>(
  messages: Own,
  message: Name,
  ...told: Parameters<Own[Name]>
): { readonly text: string; readonly said: Kept } {
  return { text: messages[message]!(...told), said: { message, told } };
}

/** A sentence that was stored, in the language of now; as it was written where it was stored before it was kept so. */
export function sayKept(messages: Messages, said: Kept | undefined, text: string): string {
  const message = said && messages[said.message];
  return message ? message(...said.told) : text;
}
