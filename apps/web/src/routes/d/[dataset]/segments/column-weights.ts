import { formatNumber } from '#lib/format/number.ts';
import { say } from './messages';

/** The weights to choose from. */
export const WEIGHTS = [0.5, 1, 2, 3, 5] as const;

/** How often a column counts, in words. */
export function countsTimes(weight: number): string {
  if (weight === 0.5) return say().find.times.half;
  if (weight === 1) return say().find.times.once;
  return weight === 2 ? say().find.times.twice : say().find.times.more(formatNumber(weight));
}

/** The weights of some columns as the API takes them: those that are not 1. */
export function weightsOf(
  columns: readonly string[],
  weights: Readonly<Record<string, number>>,
): { column: string; weight: number }[] {
  return columns.flatMap((column) => {
    const weight = weights[column] ?? 1;
    return weight === 1 ? [] : [{ column, weight }];
  });
}
