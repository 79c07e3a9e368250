const THREE_DIGITS = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const DAY = 86_400_000;

/** A number for a sentence: three significant digits, whole from 100 up, with thousands separators. */
export function formatNumber(value: number): string {
  return Math.abs(value) >= 100 ? WHOLE.format(value) : THREE_DIGITS.format(value);
}

/** A share 0..1 as a percentage: one decimal under 10 %, none above. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent < 10 && percent > 0 ? percent.toFixed(1) : percent.toFixed(0)} %`;
}

/** A count with thousands separators. */
export function formatCount(count: number): string {
  return WHOLE.format(count);
}

/** A number of days since 1970-01-01 as an ISO month, which is as precise as a mean of dates deserves. */
export function formatMonth(days: number): string {
  return new Date(days * DAY).toISOString().slice(0, 7);
}

/** A column's mean for a sentence, formatted by the column's type and name as a date, a calendar year or a number. */
export function formatMean(column: { feature: string; type: string }, mean: number): string {
  if (column.type === 'DATE') return formatMonth(mean);
  const isYear = /year|birth|born/i.test(column.feature) && mean > 1800 && mean < 2200;
  return isYear ? mean.toFixed(0) : formatNumber(mean);
}
