import { wordsOf } from '../../feature-matrix/index.js';
import { type ColumnConcept, conceptOf, labelOf } from './column-concept.js';
import type { FeatureContrast } from './feature-contrast.js';
import { formatMean, formatShare } from './format-figure.js';

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
  const byConcept = new Map<string, { concept: ColumnConcept; members: Member[] }>();
  const traits: Trait[] = [];
  for (const contrast of contrasts.filter(isTrueOfMost)) {
    const match = contrast.type === 'CATEGORY' ? null : conceptOf(contrast.feature);
    if (match && contrast.zScore !== null) {
      const group = byConcept.get(match.concept.id) ?? { concept: match.concept, members: [] };
      group.members.push({ contrast, z: match.inverted ? -contrast.zScore : contrast.zScore });
      byConcept.set(match.concept.id, group);
    } else traits.push(...(contrast.topValue === null ? numberTrait(contrast) : valueTrait(contrast)));
  }
  for (const { concept, members } of byConcept.values()) traits.push(...conceptTraits(concept, members));
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

function conceptTraits(concept: ColumnConcept, members: readonly Member[]): Trait[] {
  const z = members.reduce((sum, member) => sum + member.z, 0) / members.length;
  const strongest = members.reduce((best, member) => (member.z * z > best.z * z ? member : best));
  const phrase = z > 0 ? concept.high : isNone(members) ? (concept.none ?? concept.low) : concept.low;
  const strength = weigh(z) * (1 + CONFIRMED * Math.log2(members.length));
  const trait = { subject: concept.id, phrase, evidence: figures(strongest.contrast), strength };
  const apart = members.filter(
    (member) =>
      OF_MANY_KINDS.has(concept.id) &&
      Math.abs(member.z) >= STANDS_OUT &&
      Math.abs(member.z - z) >= STANDS_OUT,
  );
  return [trait, ...apart.flatMap(({ contrast }) => numberTrait(contrast))];
}

function isNone(members: readonly Member[]): boolean {
  return members.every(({ contrast: { mean, overallMean } }) => (mean ?? 0) <= NONE * (overallMean ?? 0));
}

function numberTrait(contrast: FeatureContrast): Trait[] {
  const { feature, zScore } = contrast;
  if (zScore === null || NUMBERS_AS_NAMES.test(wordsOf(feature))) return [];
  const phrase = `${zScore > 0 ? 'high' : 'low'} ${labelOf(feature)}`;
  return [{ subject: feature, phrase, evidence: figures(contrast), strength: weigh(zScore) }];
}

/** A value that most of the segment has, and fewer of the others. */
function valueTrait({ feature, topValue, topValueShare, topValueOverallShare }: FeatureContrast): Trait[] {
  if (topValue === null || topValueShare === null || topValueOverallShare === null) return [];
  if (NOTHING_KNOWN.test(topValue)) return [];
  if (topValueShare < 0.5 || topValueOverallShare <= 0 || topValueOverallShare >= 1) return [];
  const spread = Math.sqrt(topValueOverallShare * (1 - topValueOverallShare));
  const phrase = valuePhrase(feature, topValue);
  const evidence = `${labelOf(feature)} ${plainValue(topValue)} for ${formatShare(topValueShare)}, against ${formatShare(topValueOverallShare)} of all`;
  const z = (topValueShare - topValueOverallShare) / spread;
  if (z <= 0) return [];
  // A self-explanatory value such as "No internet service" may occur in many columns but is one subject.
  const subject = /^no .+/i.test(topValue) ? topValue.toLowerCase() : feature;
  return [{ subject, phrase, evidence, strength: weigh(isLack(topValue) ? -z : z) }];
}

function valuePhrase(feature: string, value: string): string {
  const label = labelOf(feature);
  if (/^(yes|true)$/i.test(value)) return `with ${label}`;
  if (/^(no|false)$/i.test(value)) return `no ${label}`;
  if (/^no .+/i.test(value)) return value.toLowerCase();
  if (/^[\d.]+$/.test(value)) return `${label} ${value}`;
  // Some nouns are implied: "married", not "married marital status".
  const said = label.replace(/\b(marital|status|education|type|level|category|group)\b/g, '').trim();
  return `${lowerFirst(value)} ${said}`.trim();
}

function isLack(value: string): boolean {
  return /^(no|false)\b/i.test(value);
}

function plainValue(value: string): string {
  if (value === 'true') return 'yes';
  return value === 'false' ? 'no' : `“${value}”`;
}

/** Lower-cases a word's first letter, unless it is an abbreviation such as DSL. */
function lowerFirst(value: string): string {
  return /^[A-Z][a-z]/.test(value) ? value[0]!.toLowerCase() + value.slice(1) : value;
}

function figures(contrast: FeatureContrast): string {
  const { feature, type, mean, overallMean } = contrast;
  if (mean === null || overallMean === null) return labelOf(feature);
  if (type === 'BOOLEAN') {
    return `${labelOf(feature)} for ${formatShare(mean)}, against ${formatShare(overallMean)} of all`;
  }
  return `${labelOf(feature)} ${formatMean(contrast, mean)} on average, against ${formatMean(contrast, overallMean)} overall`;
}

function weigh(z: number): number {
  return z > 0 ? z : -z * WEIGHT_OF_LACK;
}
