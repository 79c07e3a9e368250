import { formatValue } from '#lib/format/number.ts';
import { formatPercent } from '#lib/format/percent.ts';

const DAY_MS = 86_400_000;

/** A column of two segments, as the API compares it. */
export interface Difference {
  readonly feature: string;
  readonly meanA: number | null;
  readonly meanB: number | null;
  readonly value: string | null;
  readonly shareA: number | null;
  readonly shareB: number | null;
}

/** One side of a comparison in the units of the data: a mean (of dates in days since 1970), or the share that has the value. */
export function describeSide(
  { feature, value, meanA, meanB, shareA, shareB }: Difference,
  side: 'A' | 'B',
  isDate = false,
): string {
  const share = side === 'A' ? shareA : shareB;
  if (value !== null && share !== null) return formatPercent(share);
  const mean = side === 'A' ? meanA : meanB;
  if (mean === null) return '–';
  return isDate ? new Date(mean * DAY_MS).toISOString().slice(0, 10) : formatValue(feature, mean);
}
