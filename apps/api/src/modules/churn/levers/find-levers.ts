import type { ColumnLabels } from '../../datasets/index.js';
import type { Attributes } from '../../feature-matrix/index.js';
import type { EventWords } from '../definition/event-words.types.js';
import type { TargetEvent } from '../definition/target-event.js';
import { groupName, representative } from '../observed/group-name.js';
import { MIN_GROUP } from '../observed/observe-rates.js';
import type { ObservedColumn, ObservedGroup, ObservedRates } from '../observed/observed-rates.js';
import { type SeenPair, seenCombinations } from '../observed/seen-together.js';
import { changeAttributes, type FollowedColumn } from './change-attributes.js';
import { say } from './messages.js';

/** What one lever goes with, for one customer. */
export interface FoundLever {
  readonly feature: string;
  /** The customer's value, and the better one. */
  readonly value: string;
  readonly other: string;
  /** The chance with the better one, and how far that is from the chance as things are. */
  readonly probability: number;
  readonly difference: number;
  /** Customers with the better value and the one of the customer's other values that goes with it least. */
  readonly customers: number;
  readonly together: string;
  /** Shares of the training customers with each value to whom it happened. */
  readonly rate: number;
  readonly otherRate: number;
  readonly text: string;
}

/** What levers are found by. */
export interface LeverTerms {
  readonly observed: ObservedRates;
  readonly levers: readonly string[];
  readonly event: TargetEvent;
  readonly words: Pick<EventWords, 'past' | 'gerund'>;
  /** What people call the columns, where they say so. */
  readonly labels?: ColumnLabels;
  /** Probabilities of customers. */
  readonly predict: (customers: readonly Attributes[]) => number[];
}

/** Two-sided 5 % point of the normal distribution. */
const Z = 1.96;
/** A smaller difference is not told. */
const WORTH_TELLING = 0.01;

interface Candidate {
  readonly column: ObservedColumn;
  readonly now: ObservedGroup;
  readonly other: ObservedGroup;
  readonly changed: Attributes;
  readonly followed: readonly FollowedColumn[];
  readonly rarest: SeenPair;
}

/**
 * For each lever the other value with the best chance: as the model expects it with what is computed from it, and only where
 * customers with that value did clearly better too and at least 20 have it together with each of the customer's other values.
 * Largest difference first. Associations: that customers differ by a value does not say what changing it does.
 * Empty where it is not known which way is better.
 */
export function findLevers(attributes: Attributes, terms: LeverTerms): FoundLever[] {
  const { observed, event, predict } = terms;
  if (event === 'OTHER') return [];
  const better = event === 'LEFT' ? -1 : 1;
  const candidates = terms.levers.flatMap((lever) => candidatesOf(lever, attributes, observed, better));
  if (candidates.length === 0) return [];
  const [now, ...then] = predict([attributes, ...candidates.map(({ changed }) => changed)]);
  const found = candidates.flatMap((candidate, i) => {
    const difference = then[i]! - now!;
    return difference * better >= WORTH_TELLING ? [tell(candidate, then[i]!, difference, terms)] : [];
  });
  const byLever = Map.groupBy(
    found.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference)),
    ({ feature }) => feature,
  );
  return [...byLever.values()].map(([best]) => best!);
}

function candidatesOf(
  lever: string,
  attributes: Attributes,
  observed: ObservedRates,
  better: number,
): Candidate[] {
  const column = observed.columns.find(({ name }) => name === lever);
  const combinations = seenCombinations(observed);
  const now = combinations?.groupOf(lever, attributes);
  if (!column || !combinations || !now) return [];
  return column.groups.flatMap((other) => {
    if (other === now || !didBetter(other, now, better)) return [];
    const changes = { [lever]: representative(other, column.type) };
    // One thing is suggested: what would bring along more than sums is no lever of this customer's.
    const { attributes: changed, followed } = changeAttributes(
      { relations: observed.relations ?? [] },
      attributes,
      changes,
    );
    const rarest = combinations.rarestWith(lever, combinations.places(changed));
    return rarest && rarest.customers >= MIN_GROUP ? [{ column, now, other, changed, followed, rarest }] : [];
  });
}

/** Whether those with one value differ from those with another to the better, beyond chance. */
function didBetter(one: ObservedGroup, other: ObservedGroup, better: number): boolean {
  const rate = (one.left + other.left) / (one.customers + other.customers);
  const deviation = Math.sqrt(rate * (1 - rate) * (1 / one.customers + 1 / other.customers));
  return (one.left / one.customers - other.left / other.customers) * better > Z * deviation;
}

function tell(
  { column, now, other, followed, rarest }: Candidate,
  probability: number,
  difference: number,
  { words, labels }: LeverTerms,
): FoundLever {
  const called = (name: string) => labels?.get(name) ?? name;
  const [value, then] = [groupName(now, column.type), groupName(other, column.type)];
  const [rate, otherRate] = [now.left / now.customers, other.left / other.customers];
  const { b, customers } = rarest;
  const together = `${called(b.column)} ${groupName(b.group, b.type)}`;
  const brought = followed.map(({ feature, value: its }) => `${called(feature)} ${its}`);
  const figures = { probability, difference, rate, otherRate, customers };
  const told = { column: called(column.name), value, other: then, brought, together, words };
  const text = say().lever({ ...told, ...figures });
  return {
    feature: column.name,
    ...{ value, other: then, probability, difference, customers, together, rate, otherRate, text },
  };
}
