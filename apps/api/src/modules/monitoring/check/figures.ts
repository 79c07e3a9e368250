import { inFigures } from '../../../platform/words/figures.js';

/** A number in a few digits. */
export function short(value: number): string {
  const size = Math.abs(value);
  return inFigures(value, { maximumFractionDigits: size >= 100 ? 0 : size >= 10 ? 1 : 2 });
}

/** A share in words that do not round a few to none. */
export function percent(share: number): string {
  const value = 100 * share;
  return `${inFigures(value, { maximumFractionDigits: value >= 10 || value === 0 ? 0 : 1 })} %`;
}
