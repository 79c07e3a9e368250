import type { TargetEvent } from '../churn/index.js';
import type { ConceptId } from '../segmentation/index.js';
import type { Channel, English } from './messages.en.js';
import type { SegmentFacts } from './segment-facts.js';

/** Who a play is for: all of the segment, those more likely to leave than the average customer, or those at high risk. */
export type Target = 'everyone' | 'atRisk' | 'highRisk';

/** Something that a play does to a customer, as far as other plays may rule it out. */
export type Move = 'discount' | 'offer' | 'upsell' | 'personal' | 'online' | 'contact';

/** One piece of advice that fits some segments. */
export interface Play {
  /** Stable; part of the advice's id, and what its words are found by. */
  readonly id: keyof English['plays'];
  /** What the model must predict for it to make sense; left out: leaving alone. */
  readonly events?: readonly TargetEvent[];
  /** How it reaches customers; null if it contacts nobody. */
  readonly channel: Channel | null;
  /** What it does, besides making contact if it has a channel. */
  readonly does?: readonly Move[];
  /** What must not be done to the same customers. */
  readonly excludes?: readonly Move[];
  readonly target: Target;
  /** Assumed share of the targeted leavers who stay because of it. A starting point, to be replaced by measurements. */
  readonly saveRate: number;
  /** Assumed cost of contacting one customer. Also a starting point. */
  readonly contactCost: number;
  /** How well it fits a segment: 0 not at all, up to 1. */
  fit(facts: SegmentFacts): number;
  /** What is particular to a segment. */
  detail?(facts: SegmentFacts): string;
  /** Concepts whose figures are part of its evidence, where the data has them. */
  readonly restsOn: readonly ConceptId[];
}

/** A segment's z-score for a concept; 0 if the data has no such column. */
export function levelOf({ levels }: SegmentFacts, concept: ConceptId): number {
  return levels.get(concept)?.z ?? 0;
}

/** Rises from 0 at `from` to 1 one standard deviation higher; below `from` it is 0. */
export function above(z: number, from: number): number {
  return Math.min(Math.max(z - from, 0), 1);
}

/** Their churn rate relative to all customers; `unknown` without a champion model. */
export function churnRatio({ churn }: SegmentFacts, unknown: number): number {
  return churn?.ratio ?? unknown;
}

/** Whether one of two plays does to the same customers what the other one rules out. */
export function contradict(a: Play, b: Play): boolean {
  return rulesOut(a, b) || rulesOut(b, a);
}

function rulesOut({ excludes = [] }: Play, { does = [], channel }: Play): boolean {
  return excludes.some((move) => (move === 'contact' ? channel !== null : does.includes(move)));
}
