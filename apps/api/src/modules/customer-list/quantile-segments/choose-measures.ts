import type { DatasetColumn } from '../../datasets/index.js';
import { conceptOf, labelOf } from '../../segmentation/index.js';

/** What a measure says of a customer. */
export type MeasureKind = 'RECENCY' | 'FREQUENCY' | 'VALUE';

/** A column that customers are ordered by. */
export interface Measure {
  readonly kind: MeasureKind;
  readonly column: string;
  /** Whether less of it is better: days since the last purchase. */
  readonly lowIsBest: boolean;
}

const USED: ReadonlySet<string> = new Set(['FEATURE', 'MONETARY_VALUE']);
const LAST =
  /\b(last|latest|most recent)\b.*\b(purchase|order|transaction|visit|login|seen|activity|payment)\b/;
const TOTAL_VALUE = /^(monetary( value)?|total (spend|spent|amount|revenue|sales))$/;
const HOW_OFTEN = /^(frequency|(total|number of) (purchases|orders|transactions))$/;

/**
 * How recently, how often and for how much customers bought, as far as the names and roles of columns tell. A column is taken
 * only where it is the one: of several columns of orders none is "how often".
 */
export function chooseMeasures(columns: readonly DatasetColumn[]): Measure[] {
  const used = columns.filter(({ role }) => USED.has(role));
  const named = (id: string) =>
    used.filter(({ name, type }) => type === 'NUMBER' && conceptOf(name)?.id === id);
  const called = (pattern: RegExp) =>
    used.filter(({ name, type }) => type === 'NUMBER' && pattern.test(labelOf(name)));
  const recency = theOne(named('recency'));
  const last = theOne(used.filter(({ name, type }) => type === 'DATE' && LAST.test(labelOf(name))));
  const worth = used.filter(({ role, type }) => role === 'MONETARY_VALUE' && type === 'NUMBER');
  const value = theOne(worth) ?? theOne(called(TOTAL_VALUE)) ?? theOne(named('spend'));
  const frequency = theOne(called(HOW_OFTEN)) ?? theOne(named('orders'));
  return [
    ...measureOf('RECENCY', recency ?? last, recency !== null),
    ...measureOf('FREQUENCY', frequency, false),
    ...measureOf('VALUE', value, false),
  ];
}

function theOne(columns: readonly DatasetColumn[]): DatasetColumn | null {
  return columns.length === 1 ? columns[0]! : null;
}

function measureOf(kind: MeasureKind, column: DatasetColumn | null, lowIsBest: boolean): Measure[] {
  return column === null ? [] : [{ kind, column: column.name, lowIsBest }];
}
