import { formatNumber } from '#lib/format/number.ts';

/** The weights to choose from. */
export const WEIGHTS = [0.5, 1, 2, 3, 5] as const;

/** How often a column counts, in words. */
export function countsTimes(weight: number): string {
  if (weight === 0.5) return 'half';
  if (weight === 1) return 'once';
  return weight === 2 ? 'twice' : `${formatNumber(weight)} times`;
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
