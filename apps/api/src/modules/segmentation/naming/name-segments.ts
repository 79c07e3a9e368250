import type { FeatureContrast } from './feature-contrast.js';
import { say } from './messages.js';
import { findTraits, type Trait } from './segment-traits.js';

/** A segment before it has a name. */
export interface NamelessSegment {
  readonly size: number;
  /** Share of all customers, 0..1. */
  readonly share: number;
  readonly profile: readonly FeatureContrast[];
  /** The automatic name that it had before the refit, if it is the same segment; kept while it is true. */
  readonly earlierName?: string | null;
}

/** What people call a segment. */
export interface SegmentName {
  readonly name: string;
  readonly description: string;
}

/** A name has at most so many letters and digits, so that it fits into a table. */
const MOST_LETTERS = 24;
/** The strongest traits, of which a name has one or two. */
const NAMED = 5;
/** Number of traits whose figures the description gives. */
const DESCRIBED = 3;
/** Traits of a name that is kept may have become this weak, so that it does not come and go with chance. */
const STILL_TRUE = 0.2;

/**
 * Names segments by what sets each one most apart, the strongest difference first, e.g. "High spenders, no children"; no
 * two names are equal, nor any to one of `taken`, and none has over 24 letters. A segment that had a name keeps it as
 * long as every part of it is true. The description gives the figures behind the strongest traits.
 */
export function nameSegments(
  segments: readonly NamelessSegment[],
  taken: readonly string[] = [],
): SegmentName[] {
  const traits = segments.map(({ profile }) => distinctSubjects(findTraits(profile)));
  const choices = traits.map(namesOf);
  const names = new Array<string | undefined>(segments.length).fill(undefined);
  const isFree = (name: string) =>
    ![...taken, ...names].some((other) => other?.toLowerCase() === name.toLowerCase());
  for (const [i, { earlierName, profile }] of segments.entries()) {
    if (earlierName && isFree(earlierName) && isStillTrue(earlierName, profile)) names[i] = earlierName;
  }
  for (const [i, own] of choices.entries()) {
    if (names[i] !== undefined) continue;
    // What several would be called first, none is: it does not tell them apart.
    const isShared = (name: string) => choices.some(([first], j) => j !== i && first === name);
    const name = own.find((choice) => isFree(choice) && !isShared(choice)) ?? own.find(isFree) ?? own[0]!;
    names[i] = isFree(name) ? name : numbered(name, isFree);
  }
  return segments.map((_, i) => ({ name: names[i]!, description: describe(traits[i]!) }));
}

export function distinctSubjects(traits: readonly Trait[]): Trait[] {
  return traits.filter(
    ({ subject, phrase }, i) =>
      traits.findIndex((other) => other.subject === subject || other.phrase === phrase) === i,
  );
}

/** The names that a segment could have, best first: its strongest trait with another one or alone, then the others. */
function namesOf(traits: readonly Trait[]): string[] {
  const phrases = traits.slice(0, NAMED).map(({ phrase }) => shorten(phrase));
  const names = phrases.flatMap((phrase, i) => [
    ...phrases.slice(i + 1).map((other) => `${phrase}, ${other}`),
    phrase,
  ]);
  const fitting = names.filter((name) => lettersOf(name) <= MOST_LETTERS).map(upperFirst);
  return fitting.length > 0 ? fitting : [say().average];
}

/** As many of the first words as fit. */
export function shorten(phrase: string): string {
  const words = phrase.split(' ');
  while (words.length > 1 && lettersOf(words.join(' ')) > MOST_LETTERS) words.pop();
  return words.length > 1 ? words.join(' ') : phrase.slice(0, MOST_LETTERS);
}

function lettersOf(text: string): number {
  return text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
}

/** Whether every part of a name is a trait of the segment still. */
function isStillTrue(name: string, profile: readonly FeatureContrast[]): boolean {
  const plain = name.replace(/ \(\d+\)$/, '');
  if (plain === say().average) return findTraits(profile).length === 0;
  const found = traitsOfName(profile).map(({ phrase }) => shorten(phrase).toLowerCase());
  return (
    lettersOf(name) <= MOST_LETTERS &&
    plain
      .toLowerCase()
      .split(', ')
      .every((part) => found.includes(part))
  );
}

/** What a name may say of a segment. */
export function traitsOfName(profile: readonly FeatureContrast[]): Trait[] {
  return findTraits(profile, STILL_TRUE);
}

/** A number tells segments apart if words cannot. */
function numbered(name: string, isFree: (name: string) => boolean): string {
  for (let number = 2; ; number++) if (isFree(`${name} (${number})`)) return `${name} (${number})`;
}

export function describe(traits: readonly Pick<Trait, 'evidence'>[]): string {
  if (traits.length === 0) return say().nothing;
  const figures = [...new Set(traits.map(({ evidence }) => evidence))].slice(0, DESCRIBED);
  return `${upperFirst(figures.join('; '))}.`;
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
