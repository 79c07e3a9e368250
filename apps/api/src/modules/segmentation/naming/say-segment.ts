import { speaking, spoken } from '../../../platform/words/spoken.js';
import { asCalled, type FeatureContrast } from './feature-contrast.js';
import { say } from './messages.js';
import {
  describe,
  distinctSubjects,
  type SegmentName,
  shorten,
  traitsOfName,
  upperFirst,
} from './name-segments.js';
import { findTraits, type Trait } from './segment-traits.js';

/** A segment as it is stored: named in English, with the figures that the words were made of. */
export interface StoredName {
  readonly name: string;
  readonly figures: string;
  readonly profile: readonly FeatureContrast[];
}

/**
 * The automatic name and description of a segment in the language of now, made again of the figures that the stored ones
 * were made of. What they do not give word for word in English was named otherwise, and stays as it is stored.
 */
export function saySegment({ name, figures, profile }: StoredName): SegmentName {
  if (spoken() === 'en') return { name, description: figures };
  const called = asCalled(profile);
  return { name: sayName(name, called) ?? name, description: sayFigures(figures, called) ?? figures };
}

function sayName(stored: string, profile: readonly FeatureContrast[]): string | null {
  const [, plain, number = ''] = /^(.*?)( \(\d+\))?$/.exec(stored)!;
  if (plain === speaking('en', () => say().average)) return say().average + number;
  const [english, own] = inBoth(() => traitsOfName(profile));
  const parts = plain!.toLowerCase().split(', ');
  const places = parts.map((part) =>
    english.findIndex(({ phrase }) => shorten(phrase).toLowerCase() === part),
  );
  if (places.includes(-1)) return null;
  return upperFirst(places.map((place) => own[place]!.phrase).join(', ')) + number;
}

function sayFigures(stored: string, profile: readonly FeatureContrast[]): string | null {
  const [english, own] = inBoth(() => findTraits(profile));
  const told = distinctSubjects(english);
  if (speaking('en', () => describe(told)) !== stored) return null;
  return describe(told.map((trait) => own[english.indexOf(trait)]!));
}

/** The same traits in English and in the language of now. */
function inBoth(find: () => Trait[]): [english: Trait[], own: Trait[]] {
  return [speaking('en', find), find()];
}
