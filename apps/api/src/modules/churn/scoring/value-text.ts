import { inFigures } from '../../../platform/words/figures.js';

/** An attribute's value as text: dates as days, numbers to four digits, null if missing. Data, the same in every language. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'number') return Number.isFinite(value) ? String(toFourDigits(value)) : null;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return String(value);
}

/** A number to four digits, as the language that is spoken writes it. */
export function numberText(value: number): string {
  return inFigures(toFourDigits(value), { maximumFractionDigits: 20, useGrouping: false });
}

function toFourDigits(value: number): number {
  return Number.isInteger(value) ? value : Number(value.toPrecision(4));
}
