import type { FeatureContrast } from './feature-contrast.js';
import { findTraits, type Trait } from './segment-traits.js';

/** A segment before it has a name. */
export interface NamelessSegment {
  readonly size: number;
  /** Share of all customers, 0..1. */
  readonly share: number;
  readonly profile: readonly FeatureContrast[];
}

/** What people call a segment. */
export interface SegmentName {
  readonly name: string;
  readonly description: string;
}

/** Traits in a name to start with, and the maximum if it must differ from other names. */
const WORDS = 2;
const MOST_WORDS = 4;
/** Number of traits whose figures the description gives. */
const DESCRIBED = 3;

/**
 * Names segments by what sets each one most apart, e.g. "High spenders, no children"; no two names are equal. The
 * description gives the figures behind the name.
 */
export function nameSegments(segments: readonly NamelessSegment[]): SegmentName[] {
  const traits = segments.map((segment) => distinctSubjects(findTraits(segment.profile)));
  const words = traits.map(() => WORDS);
  let names = compose(traits, words);
  for (let longest = WORDS + 1; longest <= MOST_WORDS; longest++) {
    const repeated = names.map((name) => names.filter((other) => other === name).length > 1);
    repeated.forEach((again, i) => {
      if (again) words[i] = longest;
    });
    names = compose(traits, words);
  }
  const unique = numberRepeated(names);
  return segments.map((_, i) => ({ name: unique[i]!, description: describe(traits[i]!) }));
}

function distinctSubjects(traits: readonly Trait[]): Trait[] {
  return traits.filter(
    ({ subject, phrase }, i) =>
      traits.findIndex((other) => other.subject === subject || other.phrase === phrase) === i,
  );
}

function compose(traits: readonly (readonly Trait[])[], words: readonly number[]): string[] {
  return traits.map((found, i) => {
    if (found.length === 0) return 'Close to the average';
    return upperFirst(
      found
        .slice(0, words[i])
        .map(({ phrase }) => phrase)
        .join(', '),
    );
  });
}

/** Numbers tell segments apart if words cannot. */
function numberRepeated(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const count = (seen.get(name) ?? 0) + 1;
    seen.set(name, count);
    return count === 1 ? name : `${name} (${count})`;
  });
}

function describe(traits: readonly Trait[]): string {
  if (traits.length === 0) return 'Nothing sets them clearly apart from the average.';
  const figures = [...new Set(traits.map(({ evidence }) => evidence))].slice(0, DESCRIBED);
  return `${upperFirst(figures.join('; '))}.`;
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
