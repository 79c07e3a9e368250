import { relationValue } from '@holdfast/ml-core';
import { type Attributes, toFeatureRecord } from '../../feature-matrix/index.js';
import { groupName, numberName } from '../observed/group-name.js';
import type { ObservedColumn, ObservedRates } from '../observed/observed-rates.js';
import { type SeenValue, seenCombinations } from '../observed/seen-together.js';
import { numberText } from '../scoring/value-text.js';
import { relationInWords } from './change-attributes.js';
import { say } from './messages.js';

/** Most that is said of one customer. */
const MOST_SAID = 5;
/** A computed column may be this far off what it is computed from. */
const OFF = 0.5;

/**
 * What no customer of the training ever had, in sentences that give both sides: numbers beyond all others, two values that
 * nobody has together, a column that is far from what it is computed from. A score of such a customer is a guess.
 */
export function neverSeen(observed: ObservedRates, attributes: Attributes): string[] {
  const record = toFeatureRecord({ columns: observed.columns, preprocessor: {} }, attributes);
  const beyond = observed.columns.flatMap((column) => beyondRange(column, record[column.name]));
  const combinations = seenCombinations(observed);
  const pairs = combinations
    ? combinations
        .neverTogether(combinations.places(attributes))
        .map(({ a, b }) => say().seen.never(inWords(a), a.group.customers, inWords(b), b.group.customers))
    : [];
  const all = [...beyond, ...brokenRelations(observed, record), ...pairs];
  const more = all.length - MOST_SAID;
  return more > 0 ? [...all.slice(0, MOST_SAID), say().seen.more(more)] : all;
}

function beyondRange({ name, type, range }: ObservedColumn, value: unknown): string[] {
  if (!range || typeof value !== 'number' || (value >= range.least && value <= range.most)) return [];
  const show = (number: number) => numberName(number, type);
  return [say().seen.beyond(name, show(value), show(range.least), show(range.most))];
}

function brokenRelations(
  { relations = [] }: ObservedRates,
  record: Readonly<Record<string, unknown>>,
): string[] {
  const numberOf = (name: string) => (typeof record[name] === 'number' ? record[name] : null);
  return relations.flatMap((relation) => {
    const [actual, computed] = [numberOf(relation.column), relationValue(relation, numberOf)];
    if (actual === null || computed === null) return [];
    if (Math.abs(actual - computed) <= OFF * Math.max(Math.abs(actual), Math.abs(computed))) return [];
    const [is, makes] = [numberText(actual), numberText(computed)];
    return [say().seen.computed(relation.column, is, relationInWords(relation), makes)];
  });
}

function inWords({ column, type, group }: SeenValue): string {
  return say().seen.value(column, groupName(group, type));
}
