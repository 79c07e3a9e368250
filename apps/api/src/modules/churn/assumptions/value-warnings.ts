import { sumsUpThePast } from '../../datasets/index.js';
import type { Assumptions } from './assumptions.js';
import { say } from './messages.js';

/** What to know before money is counted in a column, in sentences. */
export function valueWarnings(column: string | null, { valuePeriod, currency }: Assumptions): string[] {
  if (column === null) return [];
  const soFar = sumsUpThePast(column);
  const { noCurrency, noPeriod, past, soundsPast } = say().warnings;
  return [
    ...(currency === null ? [noCurrency(column)] : []),
    ...(valuePeriod === null ? [noPeriod(column)] : []),
    ...(valuePeriod === 'LIFETIME' || (valuePeriod === null && soFar) ? [past(column)] : []),
    ...(soFar && valuePeriod !== null && valuePeriod !== 'LIFETIME' ? [soundsPast(column, valuePeriod)] : []),
  ];
}

/** What to know before money is counted in what purchases let expect, in sentences. */
export function expectedWarnings({ currency }: Assumptions): string[] {
  const { purchasesNoCurrency, expected } = say().warnings;
  return currency === null ? [purchasesNoCurrency, expected] : [expected];
}
