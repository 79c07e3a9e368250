import { type EventWords, groupsOf, type ObservedRates, observedText, valueText } from '../churn/index.js';
import type { ColumnLabels } from '../datasets/index.js';
import type { Segment } from '../segmentation/index.js';
import { say } from './messages.js';
import type { ChurnDriver } from './segment-figures.js';

/** Something typical of a segment that goes with the event, as the data has it. */
export interface ToldDriver {
  readonly feature: string;
  /** The column and the typical value, for a list: "contract (Month-to-month)". */
  readonly short: string;
  /** How often customers with such a value left, beside all. */
  readonly text: string;
}

const MOST = 3;
const MILLISECONDS_A_DAY = 86_400_000;

/**
 * Of the columns that raise the scores of a segment's customers, at most three whose typical value (median or most
 * frequent) customers share who clearly left more often than the others. The model says where to look; whether and in
 * which direction a value goes with the event, the observed rates say.
 */
export function tellDrivers(
  drivers: readonly ChurnDriver[],
  profile: Segment['profile'],
  observed: ObservedRates | null,
  { words, labels }: { readonly words: EventWords; readonly labels?: ColumnLabels },
): ToldDriver[] {
  if (observed === null) return [];
  const typical = Object.fromEntries(profile.map((column) => [column.feature, typicalValue(column)]));
  const groups = groupsOf(observed, typical);
  const families = new Map(observed.columns.map(({ name, family }) => [name, family]));
  const told = new Map<number, ToldDriver>();
  for (const { feature } of drivers) {
    const compared = groups.get(feature);
    const family = families.get(feature);
    if (family === undefined || told.has(family) || told.size === MOST) continue;
    if (!compared?.telling || compared.difference <= 0) continue;
    const value = valueText(typical[feature]);
    const label = labels?.get(feature) ?? say().columnName(feature);
    const text = observedText({ feature, value }, compared.group, {
      observed,
      words,
      ...(labels && { labels }),
    });
    told.set(family, { feature, short: say().driver(label, value), text: say().typical(text) });
  }
  return [...told.values()];
}

/** The value as attributes have it. */
function typicalValue({ type, median, topValue }: Segment['profile'][number]): unknown {
  if (type === 'DATE' && median !== null)
    return new Date(median * MILLISECONDS_A_DAY).toISOString().slice(0, 10);
  if (type === 'BOOLEAN') return topValue === null ? (median ?? 0) >= 0.5 : /^(yes|true)$/i.test(topValue);
  return type === 'CATEGORY' ? topValue : median;
}
