import { wordsOf } from '../../feature-matrix/index.js';
import { type ConceptId, conceptOf } from './column-concept.js';
import type { FeatureContrast } from './feature-contrast.js';
import { formatMean, formatShare } from './format-figure.js';
import { say } from './messages.js';

/** Something that sets a segment apart from all customers. */
export interface Trait {
  /** Traits of one subject say the same thing about the customers. */
  readonly subject: string;
  /** A few words for a name, in lower case. */
  readonly phrase: string;
  /** The trait with its figures, as part of a sentence. */
  readonly evidence: string;
  /** How many standard deviations the segment is away from all customers; always positive. */
  readonly strength: number;
}

/** Differences of fewer standard deviations are not worth mentioning. */
const LEAST_STRENGTH = 0.35;
/** Columns this far from the mean of their concept are mentioned separately. */
const STANDS_OUT = 0.75;
/** Concepts whose columns are named kinds of them, such as spend on wine or use of messages. */
const OF_MANY_KINDS: ReadonlySet<string> = new Set(['spend', 'usage']);
/** Columns whose numbers are codes, so that more means nothing. */
const NUMBERS_AS_NAMES =
  /^(channel|region|zone|area|store|branch|day|month|weekday)$|\b(id|code|zip|postal|postcode)\b/;
/** Values that mean "unknown". */
const NOTHING_KNOWN = /^(unknown|other|none|n\/?a|missing|null|-|\?)$/i;
/** What a segment has says more than what it lacks. */
const WEIGHT_OF_LACK = 0.85;
/** Doubling the number of columns that agree makes a trait stronger by this much. */
const CONFIRMED = 0.1;
/** A mean below this share of the overall one counts as none. */
const NONE = 0.25;

/**
 * What sets a segment apart, strongest first, as far as it is true of most of it. Columns about the same thing, such as
 * six kinds of spend, form one trait.
 */
export function findTraits(contrasts: readonly FeatureContrast[], leastStrength = LEAST_STRENGTH): Trait[] {
  const byConcept = new Map<ConceptId, Member[]>();
  const traits: Trait[] = [];
  for (const contrast of contrasts.filter(isTrueOfMost)) {
    const match = contrast.type === 'CATEGORY' ? null : conceptOf(contrast.feature);
    if (match && contrast.zScore !== null) {
      const members = byConcept.get(match.id) ?? [];
      members.push({ contrast, z: match.inverted ? -contrast.zScore : contrast.zScore });
      byConcept.set(match.id, members);
    } else traits.push(...(contrast.topValue === null ? numberTrait(contrast) : valueTrait(contrast)));
  }
  for (const [concept, members] of byConcept) traits.push(...conceptTraits(concept, members));
  return traits
    .filter(({ strength }) => strength >= leastStrength)
    .sort((a, b) => b.strength - a.strength || (a.subject < b.subject ? -1 : 1));
}

/** Whether the middle customer of the segment differs from the overall mean in the same direction as its own mean. */
function isTrueOfMost({ type, zScore, median, overallMean }: FeatureContrast): boolean {
  if (type !== 'NUMBER' || zScore === null || median === null || overallMean === null) return true;
  return (median - overallMean) * zScore >= 0;
}

interface Member {
  readonly contrast: FeatureContrast;
  /** The column's z-score in the direction of its concept. */
  readonly z: number;
}

function conceptTraits(concept: ConceptId, members: readonly Member[]): Trait[] {
  const z = members.reduce((sum, member) => sum + member.z, 0) / members.length;
  const strongest = members.reduce((best, member) => (member.z * z > best.z * z ? member : best));
  const { high, low, none = low } = say().concepts[concept];
  const phrase = z > 0 ? high : isNone(members) ? none : low;
  const strength = weigh(z) * (1 + CONFIRMED * Math.log2(members.length));
  const trait = { subject: concept, phrase, evidence: figures(strongest.contrast), strength };
  const apart = members.filter(
    (member) =>
      OF_MANY_KINDS.has(concept) && Math.abs(member.z) >= STANDS_OUT && Math.abs(member.z - z) >= STANDS_OUT,
  );
  return [trait, ...apart.flatMap(({ contrast }) => numberTrait(contrast))];
}

function isNone(members: readonly Member[]): boolean {
  return members.every(({ contrast: { mean, overallMean } }) => (mean ?? 0) <= NONE * (overallMean ?? 0));
}

function numberTrait(contrast: FeatureContrast): Trait[] {
  const { feature, zScore } = contrast;
  if (zScore === null || NUMBERS_AS_NAMES.test(wordsOf(feature))) return [];
  const phrase = zScore > 0 ? say().high(feature) : say().low(feature);
  return [{ subject: feature, phrase, evidence: figures(contrast), strength: weigh(zScore) }];
}

/** A value that most of the segment has, and fewer of the others. */
function valueTrait({ feature, topValue, topValueShare, topValueOverallShare }: FeatureContrast): Trait[] {
  if (topValue === null || topValueShare === null || topValueOverallShare === null) return [];
  if (NOTHING_KNOWN.test(topValue)) return [];
  if (topValueShare < 0.5 || topValueOverallShare <= 0 || topValueOverallShare >= 1) return [];
  const spread = Math.sqrt(topValueOverallShare * (1 - topValueOverallShare));
  const phrase = say().value(feature, topValue);
  const shares = [formatShare(topValueShare), formatShare(topValueOverallShare)] as const;
  const evidence = say().valueFor(feature, topValue, ...shares);
  const z = (topValueShare - topValueOverallShare) / spread;
  if (z <= 0) return [];
  // A self-explanatory value such as "No internet service" may occur in many columns but is one subject.
  const subject = /^no .+/i.test(topValue) ? topValue.toLowerCase() : feature;
  return [{ subject, phrase, evidence, strength: weigh(isLack(topValue) ? -z : z) }];
}

function isLack(value: string): boolean {
  return /^(no|false)\b/i.test(value);
}

function figures(contrast: FeatureContrast): string {
  const { feature, type, mean, overallMean } = contrast;
  if (mean === null || overallMean === null) return say().label(feature);
  if (type === 'BOOLEAN') {
    return say().shareFor(feature, formatShare(mean), formatShare(overallMean));
  }
  return say().mean(feature, formatMean(contrast, mean), formatMean(contrast, overallMean));
}

function weigh(z: number): number {
  return z > 0 ? z : -z * WEIGHT_OF_LACK;
}
