import { setApart } from '#lib/words/direction.ts';
import { perTag } from '#lib/words/locale.svelte.ts';

// British English has no comma before the last word.
const list = perTag((tag) => new Intl.ListFormat(tag.startsWith('en') ? 'en-GB' : tag));

/** Names as a reader of the language looks for them: ä beside a, 2 before 10. */
const collator = perTag((tag) => new Intl.Collator(tag, { numeric: true }));

/** Nouns that headings of files put before what they are of: "purchases_web" are web purchases. */
const NOUN_FIRST = /^(purchases|orders|spend|visits|calls) (?!per |in |on |of )(\S+)$/i;

/**
 * A column's name in words: "MntWines" and "web_visits" become "Mnt wines", "Web visits"; "spend_wine" becomes "Wine
 * spend"; capitals such as "ID" stay.
 */
export function formatFeature(name: string): string {
  const words = name
    .replaceAll(/[_\s]+/g, ' ')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .trim()
    .split(' ')
    .map((word, index) => (index > 0 && /^[A-Z][a-z]+$/.test(word) ? word.toLowerCase() : word))
    .join(' ')
    .replace(NOUN_FIRST, (_, noun: string, of: string) => `${of} ${noun.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A column's name inside an English sentence: "Wine spend" is "wine spend", "ID of card" stays. */
export function insideSentence(name: string): string {
  return /^[A-Z][a-z ]/.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** An enum's value as words: "RANDOM_FOREST" is "random forest". */
export function formatEnum(value: string): string {
  return value === 'SMOTE' ? value : value.toLowerCase().replaceAll('_', ' ');
}

/** Which of two names comes first, as `sort` asks it. */
export function compareNames(a: string, b: string): number {
  return collator().compare(a, b);
}

/** Words in a row: "a", "a and b", "a, b and c". */
export function formatList(words: readonly string[]): string {
  return list().format(words.map((word) => setApart(word)));
}
