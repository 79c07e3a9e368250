import { type ColumnRelation, followChange } from '@holdfast/ml-core';
import type { Attributes } from '../../feature-matrix/index.js';
import { groupName } from '../observed/group-name.js';
import { type ImpliedValue, impliedValues } from '../observed/implied-values.js';
import type { ObservedRates } from '../observed/observed-rates.js';
import { seenCombinations } from '../observed/seen-together.js';
import { valueText } from '../scoring/value-text.js';
import { say } from './messages.js';

/** A column that moved because others did. */
export interface FollowedColumn {
  readonly feature: string;
  readonly value: string;
  readonly text: string;
}

/** A customer with some attributes changed, and what is computed from them as well. */
export interface ChangedAttributes {
  readonly attributes: Attributes;
  readonly followed: readonly FollowedColumn[];
}

/**
 * Changes attributes and what the training data show to follow from them: months change, the total follows; no internet,
 * no streaming; an age, its band. Numbers that moved may imply flags in turn, and these others.
 */
export function changeAttributes(
  observed: Partial<ObservedRates>,
  attributes: Attributes,
  changes: Attributes,
): ChangedAttributes {
  const first = imply(observed, { ...attributes, ...changes }, Object.keys(changes));
  const given = { ...changes, ...first.values };
  const computed = compute(observed, attributes, given);
  const moved = { ...given, ...computed.values };
  const second = imply(observed, { ...attributes, ...moved }, Object.keys(moved));
  return {
    attributes: { ...attributes, ...moved, ...second.values },
    followed: [...first.told, ...computed.told, ...second.told],
  };
}

interface Followed {
  readonly values: Attributes;
  readonly told: readonly FollowedColumn[];
}

/** What is computed from numbers that changed. */
function compute(
  { relations = [] }: Partial<ObservedRates>,
  before: Attributes,
  changes: Attributes,
): Followed {
  const moves = followChange(relations, numbersOf(before), numbersOf(changes));
  const told = moves.map(({ column, to, relation }) => {
    const [now, was] = [valueText(rounded(to))!, valueText(before[column])];
    const text = `${column} follows from ${relationInWords(relation)}: ${now} instead of ${was ?? 'unknown'}`;
    return { feature: column, value: now, text };
  });
  return { values: Object.fromEntries(moves.map(({ column, to }) => [column, rounded(to)])), told };
}

/** The values that customers with those of now all have. */
function imply(
  observed: Partial<ObservedRates>,
  attributes: Attributes,
  settled: readonly string[],
): Followed {
  const seen = isComplete(observed) ? seenCombinations(observed) : null;
  const implied = seen ? impliedValues(seen, attributes, settled) : [];
  return {
    values: Object.fromEntries(implied.map(({ effect, value }) => [effect.column, value])),
    told: implied.map((one) => tellImplied(one, attributes)),
  };
}

function isComplete(observed: Partial<ObservedRates>): observed is ObservedRates {
  return observed.columns !== undefined && observed.customers !== undefined;
}

function tellImplied({ cause, effect }: ImpliedValue, before: Attributes): FollowedColumn {
  const [given, now] = [groupName(cause.group, cause.type), groupName(effect.group, effect.type)];
  const was = valueText(before[effect.column]) ?? say().seen.unknown;
  const text = say().follows(effect.column, `${cause.column} ${given}`, cause.group.customers, now, was);
  return { feature: effect.column, value: now, text };
}

/** "tenure × MonthlyCharges", "Wines + Meat", "30 × months". */
export function relationInWords(relation: ColumnRelation): string {
  if (relation.kind === 'product') {
    const product = relation.parts.join(' × ');
    return Math.abs(relation.factor - 1) < 0.05 ? product : `${valueText(relation.factor)} × ${product}`;
  }
  const parts = relation.parts.map(({ name, weight }, i) => {
    const size = Math.abs(weight) === 1 ? name : `${valueText(Math.abs(weight))} × ${name}`;
    if (i === 0) return weight < 0 ? `−${size}` : size;
    return weight < 0 ? `− ${size}` : `+ ${size}`;
  });
  return relation.intercept === 0 ? parts.join(' ') : `${valueText(relation.intercept)} + ${parts.join(' ')}`;
}

/** What is no number is not known to a relation; null stays null. */
function numbersOf(attributes: Attributes): Record<string, number | null> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [
      name,
      typeof value === 'number' && Number.isFinite(value) ? value : null,
    ]),
  );
}

/** To cents, or to six digits of what is smaller. */
function rounded(value: number): number {
  return Math.abs(value) >= 1 ? Math.round(value * 100) / 100 : Number(value.toPrecision(6));
}
