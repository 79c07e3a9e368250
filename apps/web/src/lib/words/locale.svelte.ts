import { isLanguage, type LanguageTag, languageOf, preferredLanguage, regionalTag } from './languages';
import type { Translator } from './translation';

const KEY = 'language';
/** Outside of a browser English is spoken, whatever the machine speaks. */
const wanted = (): readonly string[] => (typeof document === 'undefined' ? ['en'] : navigator.languages);

function stored(): LanguageTag | null {
  try {
    const tag = localStorage.getItem(KEY);
    return isLanguage(tag) ? tag : null;
  } catch {
    return null;
  }
}

/** The language of the page, kept in this browser; whatever is said or written by it follows when it changes. */
class Locale {
  language = $state.raw<LanguageTag>('en');
  /** By which Intl writes numbers and dates. */
  tag = $state.raw(regionalTag('en', wanted()));
  /** Finds the messages of a room; undefined for English. */
  translator = $state.raw<Translator>();

  /** Speaks the language that was chosen before, or that the browser asks for. */
  async begin(): Promise<void> {
    await this.#speak(stored() ?? preferredLanguage(wanted()));
  }

  async choose(language: LanguageTag): Promise<void> {
    try {
      localStorage.setItem(KEY, language);
    } catch {
      // Storage is switched off: the choice lasts as long as the page.
    }
    await this.#speak(language);
  }

  async #speak(language: LanguageTag): Promise<void> {
    const { load, direction } = languageOf(language);
    // Without an answer the page goes on in the language that it has.
    const loaded = await load?.().catch(() => null);
    if (loaded === null) return;
    this.translator = loaded?.default;
    this.language = language;
    this.tag = regionalTag(language, wanted());
    if (typeof document === 'undefined') return;
    document.documentElement.lang = language;
    document.documentElement.dir = direction;
  }
}

/** The language of this page. */
export const locale = new Locale();

/** Something that Intl makes, made once for the tag that is spoken. */
export function perTag<Made>(make: (tag: string) => Made): () => Made {
  const made = new Map<string, Made>();
  return () => {
    const { tag } = locale;
    if (!made.has(tag)) made.set(tag, make(tag));
    return made.get(tag)!;
  };
}
