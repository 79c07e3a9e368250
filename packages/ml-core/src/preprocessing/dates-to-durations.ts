import { requireLength, requireNumber, requireObject } from '../validation.js';
import { type FeatureTable, type NumericColumn, requireTableShape } from './feature-table.js';
import { presentValues } from './present-values.js';

/** The day from which dates count back. */
export interface ReferenceDay {
  /** The attribute that says on which day a record was true; null where training had none. */
  readonly name: string | null;
  /** Stands in for a row that does not say, in days since 1970-01-01. */
  readonly day: number;
}

/**
 * The day that a table's dates count back from where a row does not say its own: the last one on which a row was
 * observed, or where none says so the last of all dates. Undefined where there are no dates to count.
 * A row of weight 0 counts as absent. O(rows × dates).
 * @throws ShapeError or InvalidParameterError for anything that is not a table, or weights of a different length
 */
export function findReferenceDay(table: FeatureTable, sampleWeight?: Float64Array): ReferenceDay | undefined {
  requireTableShape(table);
  if (sampleWeight !== undefined) requireLength('sampleWeight', sampleWeight, 'table', table.rows);
  const dates = table.columns.filter((column) => column.kind === 'numeric').filter(({ isDate }) => isDate);
  if (dates.length === 0) return undefined;
  const { observedOn } = table;
  const day = observedOn && lastDay([observedOn], sampleWeight);
  return { name: observedOn?.name ?? null, day: day ?? lastDay(dates, sampleWeight) ?? 0 };
}

function lastDay(columns: readonly NumericColumn[], sampleWeight?: Float64Array): number | undefined {
  let last: number | undefined;
  for (const { values } of columns) {
    for (const day of presentValues(values, sampleWeight).values) last = Math.max(last ?? day, day);
  }
  return last;
}

/**
 * Turns dates into the number of days that had passed since then on the day on which the row was true: "since
 * 2019-03-01" means something else for a row seen in 2020 than for one seen in 2024, and a model that learned dates
 * would go stale. A future day is negative. Other columns stay as they are. O(rows × dates).
 * @throws ShapeError or InvalidParameterError for anything that is not a table, or no reference day
 */
export function datesToDurations(table: FeatureTable, reference = findReferenceDay(table)): FeatureTable {
  requireTableShape(table);
  if (reference === undefined) return table;
  requireNumber('reference.day', requireObject('reference', reference).day, -Number.MAX_VALUE);
  const { rows, observedOn } = table;
  const observedDay = (row: number) => {
    const day = observedOn ? observedOn.values[row]! : Number.NaN;
    return Number.isNaN(day) ? reference.day : day;
  };
  const columns = table.columns.map((column) => {
    if (column.kind !== 'numeric' || !column.isDate) return column;
    const durations = column.values.map((day, row) => observedDay(row) - day);
    return { ...column, values: durations, isDate: false };
  });
  return { rows, columns };
}
