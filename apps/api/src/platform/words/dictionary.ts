import type { LANGUAGES } from '@holdfast/schema';
import { PSEUDO } from './languages.js';
import { pseudoOf } from './pseudo.js';
import { spoken } from './spoken.js';

/** A message with figures or names: it is told them, and says the sentence. */
// biome-ignore lint/suspicious/noExplicitAny: what a message is told is typed where it is written.
type Telling = (...told: any[]) => unknown;

/** The shape of a translation: every message of the English dictionary, none besides, each told the same. */
export type Translation<Messages> = {
  readonly [Name in keyof Messages]: Messages[Name] extends string
    ? string
    : Messages[Name] extends Telling
      ? (...told: Parameters<Messages[Name]>) => ReturnType<Messages[Name]>
      : Translation<Messages[Name]>;
};

type Languages = typeof LANGUAGES;

/** What a room is translated into: languages that are spoken whole need all of it, the others may miss the room. */
type Translations<Messages> = {
  readonly [Tag in Exclude<keyof Languages, 'en'> as Languages[Tag] extends 'WHOLE'
    ? Tag
    : never]: Translation<Messages>;
} & {
  readonly [Tag in Exclude<keyof Languages, 'en'> as Languages[Tag] extends 'WHOLE'
    ? never
    : Tag]?: Translation<Messages>;
};

/** The messages of a room, in the language that is spoken where they are asked for. */
export function dictionary<Messages extends object>(
  english: Messages,
  translations: Translations<Messages>,
): () => Messages {
  const others = translations as unknown as Readonly<Record<string, Messages | undefined>>;
  let pseudo: Messages | undefined;
  return () => {
    const language = spoken();
    if (language === 'en') return english;
    if (language !== PSEUDO) return others[language] ?? english;
    pseudo ??= pseudoOf(english);
    return pseudo;
  };
}
