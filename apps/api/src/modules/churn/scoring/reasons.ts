import {
  comparisonsOf,
  type GroupComparison,
  groupsOf,
  type ObservedGroup,
  type ObservedRates,
} from '../observed/observed-rates.js';
import { agrees, asSentence, observedText, type ScoreToTell, type Told } from './contribution-text.js';
import { valueText } from './value-text.js';

/** Most reasons told for one customer in one direction. */
export const MOST_REASONS = 3;
/** How many customers of a list weigh as much as all that the model was trained on. */
const PRIOR_CUSTOMERS = 10;
/** The largest share of a list that begins with the same column, and from how many customers on it is a list. */
const MOST_ALIKE = 0.4;
const SMALLEST_LIST = 10;

/** What may be told of a customer's score: columns that move together, named by the clearest of them. */
export class ToldReason {
  readonly feature: string;
  readonly value: string;
  /** All columns that it stands for, its own first. */
  readonly columns: readonly string[];
  /** What those columns add to the raw output together. */
  readonly contribution: number;
  /** Share of customers with such a value who left, and of all, 0..1. */
  readonly rate: number;
  readonly overallRate: number;
  readonly #group: ObservedGroup;
  readonly #terms: Told;

  constructor(
    { feature, value, columns, contribution, compared }: Candidate,
    all: ObservedRates,
    terms: Told,
  ) {
    this.feature = feature;
    this.value = value;
    this.columns = columns;
    this.contribution = contribution;
    this.rate = compared.group.left / compared.group.customers;
    this.overallRate = all.left / all.customers;
    this.#group = compared.group;
    this.#terms = terms;
  }

  /** Written when it is read: most lists show one direction alone. */
  get text(): string {
    return asSentence(observedText(this, this.#group, this.#terms));
  }
}

/** What speaks for the event and what against it, each most telling first. */
export interface CustomerReasons {
  readonly reasons: readonly ToldReason[];
  readonly reasonsAgainst: readonly ToldReason[];
}

/** What reasons are chosen by. */
export interface ReasonTerms extends Told {
  /** The column that a customer's worth is read from: never the first reason. */
  readonly moneyColumn: string | null;
}

interface Candidate extends Pick<ToldReason, 'feature' | 'value' | 'columns' | 'contribution'> {
  readonly compared: GroupComparison;
}

/** A candidate and how much it is worth telling of this customer in this list. */
type Weighed = Candidate & { readonly weight: number };

/**
 * The reasons of customers who are listed together: those that the data bears out, at most three in each direction. What
 * sets a customer apart from the others of the list, or from all if there are no others, comes first.
 */
export function chooseReasons(scores: readonly ScoreToTell[], terms: ReasonTerms): CustomerReasons[] {
  const { observed } = terms;
  if (observed === null) return scores.map(() => ({ reasons: [], reasonsAgainst: [] }));
  const found = scores.map((score) => findCandidates(score, observed, terms.moneyColumn));
  const shareOf = shareOfOthers(found, observed);
  const ordered = found.map((candidates) =>
    candidates
      .map((candidate) => ({
        ...candidate,
        weight: Math.abs(candidate.contribution) * -Math.log(shareOf(candidate)),
      }))
      .sort((a, b) => b.weight - a.weight),
  );
  const pick = (sign: 1 | -1) => {
    const those = ordered.map((candidates) =>
      candidates.filter(({ contribution }) => contribution * sign > 0),
    );
    return spreadFirst(
      those.map((list) => moneyLater(list, terms.moneyColumn)),
      terms.moneyColumn,
    ).map((list) =>
      list.slice(0, MOST_REASONS).map((candidate) => new ToldReason(candidate, observed, terms)),
    );
  };
  const reasonsAgainst = pick(-1);
  return pick(1).map((reasons, i) => ({ reasons, reasonsAgainst: reasonsAgainst[i]! }));
}

/**
 * Where more than 40 % of a list would begin with the same column, those who lose least by it begin with another one of
 * their reasons.
 */
function spreadFirst(lists: readonly Weighed[][], moneyColumn: string | null): readonly Weighed[][] {
  if (lists.length < SMALLEST_LIST) return lists;
  const most = Math.floor(lists.length * MOST_ALIKE);
  const spread = [...lists];
  const settled = new Set([moneyColumn]);
  const nextOf = (list: readonly Weighed[]) => list.findIndex(({ feature }) => !settled.has(feature));
  for (;;) {
    const begun = Map.groupBy(spread.keys(), (i) => spread[i]![0]?.feature ?? moneyColumn);
    const crowded = [...begun].find(([feature, those]) => !settled.has(feature) && those.length > most);
    if (crowded === undefined) return spread;
    const [feature, those] = crowded;
    settled.add(feature);
    const kept = (i: number) => (spread[i]![nextOf(spread[i]!)]?.weight ?? 0) / spread[i]![0]!.weight;
    const movable = those.filter((i) => nextOf(spread[i]!) >= 0).sort((a, b) => kept(b) - kept(a));
    for (const i of movable.slice(0, those.length - most)) {
      const at = nextOf(spread[i]!);
      spread[i] = [spread[i]![at]!, ...spread[i]!.toSpliced(at, 1)];
    }
  }
}

/**
 * The share of others whose value in the same column says at least as much in the same direction: among the customers of
 * the list, and, the more the fewer those are, among all that the model was trained on.
 */
function shareOfOthers(
  list: readonly (readonly Candidate[])[],
  observed: ObservedRates,
): (candidate: Candidate) => number {
  const listed = Map.groupBy(list.flat(), ({ feature }) => feature);
  const tallies = new Map([...listed].map(([feature, those]) => [feature, tally(those)]));
  const comparisons = comparisonsOf(observed);
  // Customers with a value alike share what they are compared by.
  const known = new Map<GroupComparison, number>();
  const share = ({ feature, compared }: Candidate) => {
    const expected = countBeyond(
      compared.difference,
      comparisons.get(feature)!.map(({ group, difference }) => [difference, group.customers]),
    );
    const others = countBeyond(compared.difference, tallies.get(feature)!) - 1;
    const prior = (PRIOR_CUSTOMERS * expected) / observed.customers;
    return (others + prior) / (list.length - 1 + PRIOR_CUSTOMERS);
  };
  return (candidate) => {
    const told = known.get(candidate.compared) ?? share(candidate);
    known.set(candidate.compared, told);
    return told;
  };
}

function tally(candidates: readonly Candidate[]): Map<number, number> {
  const counts = new Map<number, number>();
  for (const { compared } of candidates) {
    counts.set(compared.difference, (counts.get(compared.difference) ?? 0) + 1);
  }
  return counts;
}

/** How many differ from the rest by as much as this or more, in the same direction. */
function countBeyond(difference: number, counts: Iterable<readonly [number, number]>): number {
  let sum = 0;
  for (const [other, count] of counts) {
    if (difference > 0 ? other >= difference : other <= difference) sum += count;
  }
  return sum;
}

/** The family of each column, which every customer of a list needs. */
const familiesOf = new WeakMap<ObservedRates, ReadonlyMap<string, number>>();

function familyByColumn(observed: ObservedRates): ReadonlyMap<string, number> {
  const known =
    familiesOf.get(observed) ?? new Map(observed.columns.map(({ name, family }) => [name, family]));
  familiesOf.set(observed, known);
  return known;
}

/** One candidate per family of columns whose contributions together go where the data goes. */
function findCandidates(
  { features, contributions, attributes }: ScoreToTell,
  observed: ObservedRates,
  moneyColumn: string | null,
): Candidate[] {
  const groups = groupsOf(observed, attributes);
  const familyOf = familyByColumn(observed);
  const families = new Map<number, { columns: string[]; contribution: number }>();
  for (const [i, feature] of features.entries()) {
    const family = families.get(familyOf.get(feature)!) ?? { columns: [], contribution: 0 };
    family.columns.push(feature);
    family.contribution += contributions[i]!;
    families.set(familyOf.get(feature)!, family);
  }
  const candidates = [...families.values()].flatMap(({ columns, contribution }) => {
    const [spoken] = columns
      .flatMap((feature) => {
        const value = valueText(Object.hasOwn(attributes, feature) ? attributes[feature] : null);
        const compared = groups.get(feature);
        return value !== null && compared?.telling && agrees(compared, contribution)
          ? [{ feature, value, compared }]
          : [];
      })
      .sort(
        (a, b) =>
          Number(a.feature === moneyColumn) - Number(b.feature === moneyColumn) ||
          Math.abs(b.compared.difference) - Math.abs(a.compared.difference),
      );
    if (spoken === undefined) return [];
    return [
      {
        ...spoken,
        contribution,
        columns: [spoken.feature, ...columns.filter((name) => name !== spoken.feature)],
      },
    ];
  });
  return mergeSameCustomers(candidates);
}

/** Levels that the same customers have, such as "no internet service" in each of several columns, are one reason. */
function mergeSameCustomers(candidates: readonly Candidate[]): Candidate[] {
  const merged = new Map<string, Candidate>();
  for (const candidate of candidates) {
    const { group } = candidate.compared;
    const key =
      'level' in group
        ? `${group.customers} ${group.left} ${Math.sign(candidate.contribution)}`
        : candidate.feature;
    const earlier = merged.get(key);
    merged.set(
      key,
      earlier === undefined
        ? candidate
        : {
            ...earlier,
            contribution: earlier.contribution + candidate.contribution,
            columns: [...earlier.columns, ...candidate.columns],
          },
    );
  }
  return [...merged.values()];
}

/** A list ordered by money is not explained by money: that column comes after the others, and is not told alone. */
function moneyLater(candidates: readonly Weighed[], moneyColumn: string | null): Weighed[] {
  const others = candidates.filter(({ feature }) => feature !== moneyColumn);
  if (others.length === 0) return [];
  return [...others.slice(0, 1), ...candidates.filter((candidate) => candidate !== others[0])];
}
