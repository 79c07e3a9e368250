import { inFigures, withDecimals } from '../../platform/words/figures.js';

/** A difference of shares in points, with one decimal unless it is whole. */
export function inPoints(difference: number): string {
  const points = { maximumFractionDigits: 1, useGrouping: false, signDisplay: 'negative' } as const;
  return inFigures(100 * difference, points).replace('-', '−');
}

/** The same of a small one, always with two decimals. */
export function hundredths(difference: number): string {
  return withDecimals(100 * difference, 2).replace('-', '−');
}
