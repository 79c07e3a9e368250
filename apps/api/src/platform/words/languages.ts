import { LANGUAGES } from '@holdfast/schema';

/** A language that sentences are said in; `en-XA` is the pseudo-language of tests. */
export type Language = keyof typeof LANGUAGES | typeof PSEUDO;

/** Every text in it is in brackets, so that one that is not has been forgotten. */
export const PSEUDO = 'en-XA';

/** An entry of Accept-Language: a tag, and how much it is wanted. */
const ENTRY = /^([a-z]{2,3}(?:-[a-z\d]{1,8})*)(?:;q=([01](?:\.\d{1,3})?))?$/i;

/** The language that is wanted most by an Accept-Language header, of those that are spoken; else English. */
export function readLanguage(wanted: unknown): Language {
  if (typeof wanted !== 'string') return 'en';
  const entries = wanted.split(',').flatMap((entry) => {
    const [, tag, weight = '1'] = ENTRY.exec(entry.replaceAll(' ', '')) ?? [];
    const language = tag && spokenAs(tag);
    return language && Number(weight) > 0 ? [{ language, weight: Number(weight) }] : [];
  });
  return entries.sort((a, b) => b.weight - a.weight)[0]?.language ?? 'en';
}

/** The language of a tag, whatever the country: "de-AT" is German. */
function spokenAs(tag: string): Language | undefined {
  if (tag.toLowerCase() === PSEUDO.toLowerCase()) return PSEUDO;
  const [language = ''] = tag.toLowerCase().split('-');
  return isLanguage(language) ? language : undefined;
}

function isLanguage(tag: string): tag is keyof typeof LANGUAGES {
  return Object.hasOwn(LANGUAGES, tag);
}
