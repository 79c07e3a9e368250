import { inFigures, tag, withDecimals } from '../../../platform/words/figures.js';

const DAY = 86_400_000;

/** A number for a sentence: three significant digits, whole from 100 up, with thousands separators. */
export function formatNumber(value: number): string {
  return Math.abs(value) >= 100 ? formatCount(value) : inFigures(value, { maximumSignificantDigits: 3 });
}

/** A share 0..1 as a percentage: one decimal under 10 %, none above. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${withDecimals(percent, percent < 10 && percent > 0 ? 1 : 0)} %`;
}

/** A count with thousands separators. */
export function formatCount(count: number): string {
  return inFigures(count, { maximumFractionDigits: 0 });
}

/** The month of a number of days since 1970-01-01, which is as precise as a mean of dates deserves; ISO in English. */
export function formatMonth(days: number): string {
  const moment = new Date(days * DAY);
  if (tag() === 'en') return moment.toISOString().slice(0, 7);
  return moment.toLocaleDateString(tag(), { month: 'short', year: 'numeric', timeZone: 'UTC' });
}

/** A column's mean for a sentence, formatted by the column's type and name as a date, a calendar year or a number. */
export function formatMean(column: { feature: string; type: string }, mean: number): string {
  if (column.type === 'DATE') return formatMonth(mean);
  const isYear = /year|birth|born/i.test(column.feature) && mean > 1800 && mean < 2200;
  return isYear ? mean.toFixed(0) : formatNumber(mean);
}
