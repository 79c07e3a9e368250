import { sumsUpThePast } from '../../datasets/index.js';
import type { Assumptions } from './assumptions.js';

const PERIOD_WORDS = { MONTH: 'per month', YEAR: 'per year', ORDER: 'per order' } as const;

/** What to know before money is counted in a column, in sentences. */
export function valueWarnings(column: string | null, { valuePeriod, currency }: Assumptions): string[] {
  if (column === null) return [];
  const soFar = sumsUpThePast(column);
  return [
    ...(currency === null ? [`No currency is set for "${column}"; amounts are plain figures.`] : []),
    ...(valuePeriod === null
      ? [`It is not said whether "${column}" is per month, year or order; it counts once.`]
      : []),
    ...(valuePeriod === 'LIFETIME' || (valuePeriod === null && soFar)
      ? [
          `"${column}" sums up the past: what a customer has paid so far is not what they would pay from now on.`,
        ]
      : []),
    ...(soFar && valuePeriod !== null && valuePeriod !== 'LIFETIME'
      ? [`"${column}" sounds like a sum over the past, but is said to be ${PERIOD_WORDS[valuePeriod]}.`]
      : []),
  ];
}

/** What to know before money is counted in what purchases let expect, in sentences. */
export function expectedWarnings({ currency }: Assumptions): string[] {
  return [
    ...(currency === null ? ['No currency is set for purchases; amounts are plain figures.'] : []),
    'A customer is worth what their purchases let expect over 365 days, not what they have paid so far.',
  ];
}
