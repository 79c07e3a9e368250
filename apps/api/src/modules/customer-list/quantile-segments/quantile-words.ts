import { formatCount, labelOf } from '../../segmentation/index.js';
import type { AttributeConditionInput, CustomerFilter } from '../customer-list.inputs.js';
import { shortWords } from '../segment-rules/rule-words.js';
import type { MeasureKind } from './choose-measures.js';
import type { CutMeasure } from './quantile-filter.js';

/** What segments by these measures are called. */
export function titleOf(kinds: readonly MeasureKind[]): string {
  if (kinds.length === 3) return 'RFM segments';
  return `Segments by ${kinds.map((kind) => kind.toLowerCase()).join(' and ')}`;
}

/** Where the thirds of a measure end: "recency: best ≤ 24, then ≤ 49, then above; 3 have none". */
export function measureWords({ column, edges, lowIsBest }: CutMeasure, missing: number): string {
  const [first, second] = edges;
  const above = `> ${second ?? first}`;
  const parts = [`≤ ${first}`, ...(second === undefined ? [] : [`≤ ${second}`]), above];
  const [best, ...others] = lowIsBest
    ? parts
    : [above, ...(second === undefined ? [] : [`> ${first}`]), `≤ ${first}`];
  const blank = missing > 0 ? `; ${formatCount(missing)} without a value` : '';
  return `${labelOf(column)}: best ${best}, then ${others.join(', then ')}${blank}`;
}

/** A filter of conditions in few words: "recency ≤ 24 and spend > 800 and (visits > 2 or age < 30)". */
export function filterWords({ where, anyOf }: CustomerFilter, numbers: ReadonlySet<string>): string {
  const all = (conditions: readonly AttributeConditionInput[]) =>
    conditions.map((condition) => shortWords(condition, numbers.has(condition.column))).join(' and ');
  const either = (anyOf ?? []).map((other) => all(other.where ?? [])).join(' or ');
  const alternatives = anyOf && anyOf.length > 1 ? `(${either})` : either;
  return [all(where ?? []), alternatives].filter((words) => words !== '').join(' and ');
}
