import { asDay, inFigures } from '../../../platform/words/figures.js';
import type { ColumnLabels } from '../../datasets/index.js';
import type { EventWords } from '../definition/event-words.types.js';
import {
  type GroupComparison,
  groupsOf,
  type ObservedGroup,
  type ObservedRates,
} from '../observed/observed-rates.js';
import { say } from '../report/messages.js';
import { numberText, valueText } from './value-text.js';

/** What contributions are described by. */
export interface Told {
  /** Null of models that an earlier release trained. */
  readonly observed: ObservedRates | null;
  readonly words: Pick<EventWords, 'past'>;
  /** What people call the columns, where they say so. */
  readonly labels?: ColumnLabels;
}

/** One score's parts: the model's columns, what each adds, and the customer's values. */
export interface ScoreToTell {
  readonly features: readonly string[];
  readonly contributions: ArrayLike<number>;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** One column's part in a score, in numbers and words; these are written when they are read, as lists rarely ask for them. */
export class DescribedContribution {
  constructor(
    readonly feature: string,
    readonly value: string | null,
    readonly contribution: number,
    private readonly compared: GroupComparison | undefined,
    private readonly told: Told,
  ) {}

  /** Whether customers with such a value differ from the others in the direction of the contribution. */
  get agrees(): boolean {
    const { value, compared, contribution } = this;
    return value !== null && compared !== undefined && agrees(compared, contribution);
  }

  get text(): string {
    return asSentence(observedText(this, this.compared?.group, this.told));
  }
}

/** A score's largest contributions with the customer's own values and what is observed, largest absolute value first. */
export function describeContributions(
  score: ScoreToTell,
  told: Told,
  count = score.features.length,
): DescribedContribution[] {
  const { features, contributions, attributes } = score;
  const groups = told.observed ? groupsOf(told.observed, attributes) : new Map<string, GroupComparison>();
  const largest = [...features.keys()]
    .sort((a, b) => Math.abs(contributions[b]!) - Math.abs(contributions[a]!))
    .slice(0, count);
  return largest.map((i) => {
    const feature = features[i]!;
    const value = valueText(Object.hasOwn(attributes, feature) ? attributes[feature] : null);
    return new DescribedContribution(feature, value, contributions[i]!, groups.get(feature), told);
  });
}

/** Whether a group clearly differs from the others in the direction of a contribution. */
export function agrees({ difference, clear }: GroupComparison, contribution: number): boolean {
  return clear && contribution !== 0 && difference > 0 === contribution > 0;
}

/**
 * A value and what became of customers like that: `on a month-to-month contract: of 100 such customers 43 left, of all 27`.
 * An association, and true of the data whatever the model makes of it.
 */
export function observedText(
  { feature, value }: { readonly feature: string; readonly value: string | null },
  group: ObservedGroup | undefined,
  { observed, words, labels }: Told,
): string {
  const called = labels?.get(feature) ?? feature;
  // What is not known goes with nothing.
  if (value === null) return say().unknown(called);
  const type = observed?.columns.find(({ name }) => name === feature)?.type;
  const fact = say().trait(called, value, type);
  if (observed === null) return fact;
  if (group === undefined) return say().tooFew(fact);
  const shares = [group.left / group.customers, observed.left / observed.customers];
  const [here, all] = shares.map(ofHundred) as [string, string];
  return say().observed(fact, { range: rangeOf(group, type), here, all, words });
}

/** As it stands by itself. */
export function asSentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The ends of a group that is more than one value. */
function rangeOf(group: ObservedGroup, type: string | undefined): [string, string] | null {
  if ('level' in group || group.from === group.to) return null;
  const show = (value: number) => (type === 'DATE' ? asDay(value) : numberText(value));
  return [show(group.from), show(group.to)];
}

/** Whole numbers from 10 on; what is rarer has one decimal. */
function ofHundred(share: number): string {
  const rate = 100 * share;
  return rate < 9.95 ? inFigures(Number(rate.toFixed(1))) : String(Math.round(rate));
}
