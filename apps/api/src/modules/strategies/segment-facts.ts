import type { EventWords, ObservedRates, TargetEvent } from '../churn/index.js';
import type { ColumnLabels } from '../datasets/index.js';
import {
  type ConceptId,
  conceptOf,
  type FeatureContrast,
  findTraits,
  type Segment,
  type Trait,
} from '../segmentation/index.js';
import { type ToldDriver, tellDrivers } from './drivers.js';
import type { Channel } from './messages.en.js';
import { say } from './messages.js';
import { addUp, type ChurnFigures, everyone, type RiskSum } from './segment-figures.js';

/** How much of a concept a segment has, over the columns about it. */
export interface ConceptLevel {
  /** Mean z-score of the columns. */
  readonly z: number;
  /** The column that shows it most strongly. */
  readonly strongest: FeatureContrast;
}

/** What the champion predicts, and in what words. */
export interface Outlook {
  readonly event: TargetEvent;
  readonly words: EventWords;
  /** How often its training customers left, by their values; null if that was not kept. */
  readonly observed: ObservedRates | null;
  /** What people call columns, by name. */
  readonly labels?: ColumnLabels;
}

/** A segment's churn compared with all customers. */
export interface ChurnFacts extends Omit<Outlook, 'observed' | 'labels'> {
  readonly meanProbability: number;
  readonly overallProbability: number;
  /** meanProbability / overallProbability. */
  readonly ratio: number;
  readonly figures: ChurnFigures;
  /** What is typical of them and goes with the event, at most three. */
  readonly drivers: readonly ToldDriver[];
  readonly everyone: RiskSum;
  readonly overall: { readonly known: number; readonly left: number };
}

/** Everything that the playbook uses. */
export interface SegmentFacts {
  readonly segment: Segment;
  readonly levels: ReadonlyMap<ConceptId, ConceptLevel>;
  /** What sets it apart, strongest first. */
  readonly traits: readonly Trait[];
  /** Null without a champion model. */
  readonly churn: ChurnFacts | null;
  /** The channel that its customers use more than others do; null if the data has none. */
  readonly channel: string | null;
}

/** Channels by the concepts of columns' names; ties go to the first. */
const CHANNELS: readonly (readonly [ConceptId, Channel])[] = [
  ['web', 'websiteAndMail'],
  ['store', 'inTheStore'],
  ['catalogue', 'catalogue'],
  ['visits', 'website'],
];
/** Values of a column that is itself about contact. */
const CONTACT_COLUMN = /contact|channel|preferred/i;
/** Above this z-score a channel is the segment's own. */
const OWN_CHANNEL = 0.2;

/**
 * Gathers the facts about every segment of one k, each compared with the others. `figures` is null without a champion
 * model.
 */
export function gatherFacts(
  segments: readonly Segment[],
  figures: ReadonlyMap<number, ChurnFigures> | null,
  outlook: Outlook,
): SegmentFacts[] {
  const all = [...(figures?.values() ?? [])];
  const total = addUp(all.map(everyone));
  const overall = {
    known: all.reduce((sum, { known }) => sum + known, 0),
    left: all.reduce((sum, { left }) => sum + left, 0),
  };
  return segments.map((segment) => {
    const own = figures?.get(segment.index);
    const levels = conceptLevels(segment.profile);
    const churn = own
      ? churnFacts(
          own,
          segment,
          total.count === 0 ? 0 : total.expectedChurners / total.count,
          overall,
          outlook,
        )
      : null;
    return {
      segment,
      levels,
      traits: findTraits(segment.profile),
      churn,
      channel: channelOf(segment.profile, levels),
    };
  });
}

function churnFacts(
  figures: ChurnFigures,
  { profile }: Segment,
  overallProbability: number,
  overall: { known: number; left: number },
  outlook: Outlook,
): ChurnFacts {
  const sum = everyone(figures);
  // Where all have left there is nobody whose chance could be compared.
  const meanProbability = sum.count === 0 ? 0 : sum.expectedChurners / sum.count;
  const ratio = overallProbability === 0 ? 1 : meanProbability / overallProbability;
  return {
    event: outlook.event,
    words: outlook.words,
    meanProbability,
    overallProbability,
    ratio,
    figures,
    drivers: tellDrivers(figures.drivers, profile, outlook.observed, outlook),
    everyone: sum,
    overall,
  };
}

function conceptLevels(profile: readonly FeatureContrast[]): Map<ConceptId, ConceptLevel> {
  const members = new Map<ConceptId, { z: number; contrast: FeatureContrast }[]>();
  for (const contrast of profile) {
    const match = contrast.type === 'CATEGORY' ? null : conceptOf(contrast.feature);
    if (!match || contrast.zScore === null) continue;
    const found = members.get(match.id) ?? [];
    found.push({ z: match.inverted ? -contrast.zScore : contrast.zScore, contrast });
    members.set(match.id, found);
  }
  return new Map(
    [...members].map(([id, found]) => {
      const z = found.reduce((sum, member) => sum + member.z, 0) / found.length;
      const strongest = found.reduce((best, member) => (member.z * z > best.z * z ? member : best));
      return [id, { z, strongest: strongest.contrast }];
    }),
  );
}

function channelOf(
  profile: readonly FeatureContrast[],
  levels: ReadonlyMap<ConceptId, ConceptLevel>,
): string | null {
  const used = CHANNELS.map(([id, name]) => ({ name, z: levels.get(id)?.z ?? 0 })).sort((a, b) => b.z - a.z);
  if (used[0]!.z >= OWN_CHANNEL) return say().channels[used[0]!.name];
  const contact = profile.find(
    ({ feature, type, topValueShare }) =>
      type === 'CATEGORY' && CONTACT_COLUMN.test(feature) && (topValueShare ?? 0) >= 0.5,
  );
  if (
    contact?.topValue &&
    /^[a-z]/i.test(contact.topValue) &&
    !/^(unknown|other|none)$/i.test(contact.topValue)
  ) {
    return contact.topValue.charAt(0).toUpperCase() + contact.topValue.slice(1);
  }
  const paperless = profile.find(({ feature }) => /paper ?less|e-?mail|newsletter/i.test(feature));
  return /^(yes|true)$/i.test(paperless?.topValue ?? '') ? say().channels.mail : null;
}
