import type { AttributeConditionInput, CustomerFilter } from '../customer-list.inputs.js';
import { say } from '../messages.js';
import { shortWords } from '../segment-rules/rule-words.js';
import type { MeasureKind } from './choose-measures.js';
import type { CutMeasure } from './quantile-filter.js';

/** What segments by these measures are called. */
export function titleOf(kinds: readonly MeasureKind[]): string {
  return say().thirds.title(kinds);
}

/** Where the thirds of a measure end: "recency: best ≤ 24, then ≤ 49, then above; 3 have none". */
export function measureWords({ column, edges, lowIsBest }: CutMeasure, missing: number): string {
  const [first, second] = edges;
  const above = `> ${second ?? first}`;
  const parts = lowIsBest
    ? [`≤ ${first}`, ...(second === undefined ? [] : [`≤ ${second}`]), above]
    : [above, ...(second === undefined ? [] : [`> ${first}`]), `≤ ${first}`];
  return say().thirds.measure(column, parts, missing);
}

/** A filter of conditions in few words: "recency ≤ 24 and spend > 800 and (visits > 2 or age < 30)". */
export function filterWords({ where, anyOf }: CustomerFilter, numbers: ReadonlySet<string>): string {
  const all = (conditions: readonly AttributeConditionInput[]) =>
    say().and(conditions.map((condition) => shortWords(condition, numbers.has(condition.column))));
  const either = say().or((anyOf ?? []).map((other) => all(other.where ?? [])));
  const alternatives = anyOf && anyOf.length > 1 ? `(${either})` : either;
  return say().and([all(where ?? []), alternatives].filter((words) => words !== ''));
}
