/** A message with figures or names: it is told them, and says the sentence. */
// biome-ignore lint/suspicious/noExplicitAny: what a message is told is typed where it is written.
type Telling = (...told: any[]) => unknown;

/**
 * The shape of a translation: every message of the English dictionary, none besides, each told the same. A message may
 * need less of what it is told.
 */
export type Translation<Messages> = {
  readonly [Name in keyof Messages]: Messages[Name] extends string
    ? string
    : Messages[Name] extends Telling
      ? (...told: Parameters<Messages[Name]>) => ReturnType<Messages[Name]>
      : Translation<Messages[Name]>;
};

/** Answers with a room's messages in another language; undefined where nobody has translated them. */
export type Translator = (room: string, english: object) => object | undefined;
