import type { DatasetColumn } from '../dataset-column.entity.js';
import { RULES } from './derived-rules.js';

/**
 * What imports would compute for one customer from others of its attributes, by name: of each derived column that has a source
 * among those that are `given` and is not given itself. Left out where a source is not among the attributes at all.
 */
export function deriveValues(
  columns: readonly Pick<DatasetColumn, 'name' | 'type' | 'reading'>[],
  attributes: Readonly<Record<string, unknown>>,
  given: object,
  today: Date,
): Record<string, number | null> {
  const derived: Record<string, number | null> = {};
  for (const { name, reading } of columns) {
    const from = reading?.from;
    if (from === undefined || Object.hasOwn(given, name)) continue;
    const { rule, sources, asOf, dayColumn } = from;
    const moves = dayColumn === null ? sources : [...sources, dayColumn];
    if (!moves.some((source) => Object.hasOwn(given, source))) continue;
    if (!sources.every((source) => Object.hasOwn(attributes, source))) continue;
    const observed = dayColumn === null ? null : attributes[dayColumn];
    const day = typeof observed === 'string' ? observed : lastDay(columns, attributes, asOf, today);
    derived[name] = RULES[rule].value(
      sources.map((source) => attributes[source]),
      day,
    );
  }
  return derived;
}

/** The last day that is known of, as an import takes it: of its file, and of the customer; never one to come. */
function lastDay(
  columns: readonly Pick<DatasetColumn, 'name' | 'type'>[],
  attributes: Readonly<Record<string, unknown>>,
  asOf: string,
  today: Date,
): string {
  const days = columns.flatMap(({ name, type }) => {
    const value = type === 'DATE' && Object.hasOwn(attributes, name) ? attributes[name] : null;
    return typeof value === 'string' ? [value.slice(0, 10)] : [];
  });
  const now = today.toISOString().slice(0, 10);
  const latest = [asOf, ...days].sort().at(-1)!;
  return [latest, now].sort()[0]!;
}
