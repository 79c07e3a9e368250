import type { Translator } from './translation';

/** A language that the dashboard can be read in. */
interface Language {
  /** What those who speak it call it. */
  readonly name: string;
  readonly direction: 'ltr' | 'rtl';
  /** Loads what was translated; English is what is translated from. */
  readonly load?: () => Promise<{ readonly default: Translator }>;
  /** It is for tests, and offered to nobody. */
  readonly hidden?: boolean;
}

/** The languages by their tag of BCP 47. */
export const LANGUAGES = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr', load: () => import('./german.ts') },
  ar: { name: 'العربية', direction: 'rtl', load: () => import('./arabic.ts') },
  'en-XA': { name: 'Pseudo', direction: 'ltr', load: () => import('./pseudo.ts'), hidden: true },
} as const satisfies Record<string, Language>;

export type LanguageTag = keyof typeof LANGUAGES;

/** Whether there is such a language. */
export function isLanguage(tag: unknown): tag is LanguageTag {
  return typeof tag === 'string' && Object.hasOwn(LANGUAGES, tag);
}

/** The language by its tag. */
export function languageOf(tag: LanguageTag): Language {
  return LANGUAGES[tag];
}

/** The first language that a reader wants and that there is, by what the browser says; English where there is none. */
export function preferredLanguage(wanted: readonly string[]): LanguageTag {
  for (const tag of wanted) {
    const [language] = tag.split('-');
    if (isLanguage(language)) return language;
  }
  return 'en';
}

/** The tag by which numbers and dates are written: the reader's own country where it speaks the language. */
export function regionalTag(language: LanguageTag, wanted: readonly string[]): string {
  const [spoken = language] = language.split('-');
  return wanted.find((tag) => tag === spoken || tag.startsWith(`${spoken}-`)) ?? spoken;
}
