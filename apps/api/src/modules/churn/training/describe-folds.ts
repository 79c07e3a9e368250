import type { FeatureTable } from '@holdfast/ml-core';
import type { JudgedRows } from './judged-rows.js';
import type { DateReach, FoldsUsed } from './training.types.js';

/** Rows and answers by fold. */
export function countByFold({
  y,
  folds,
}: Pick<JudgedRows, 'y' | 'folds'>): Pick<FoldsUsed, 'rows' | 'positives'> {
  const count = folds.reduce((most, fold) => Math.max(most, fold + 1), 0);
  const rows = new Array<number>(count).fill(0);
  const positives = new Array<number>(count).fill(0);
  for (let i = 0; i < folds.length; i++) {
    rows[folds[i]!]!++;
    positives[folds[i]!]! += y[i]!;
  }
  return { rows, positives };
}

/** How far the dates of a table reach; a column without one is absent. */
export function reachOfDates({ columns }: FeatureTable): DateReach[] {
  return columns.flatMap((column) => {
    if (column.kind !== 'numeric' || !column.isDate) return [];
    const days = column.values.filter((day) => !Number.isNaN(day));
    if (days.length === 0) return [];
    const first = days.reduce((least, day) => Math.min(least, day));
    return [{ column: column.name, first, last: days.reduce((most, day) => Math.max(most, day)) }];
  });
}
