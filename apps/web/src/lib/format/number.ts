import { keepTogether } from '#lib/words/direction.ts';
import { perTag } from '#lib/words/locale.svelte.ts';
import { say } from './messages';

const whole = perTag((tag) => new Intl.NumberFormat(tag, { maximumFractionDigits: 0 }));
const three = perTag((tag) => new Intl.NumberFormat(tag, { maximumSignificantDigits: 3 }));
const short = perTag(
  (tag) => new Intl.NumberFormat(tag, { notation: 'compact', maximumSignificantDigits: 3 }),
);
const fixed = perTag((tag) => {
  const made = new Map<number, Intl.NumberFormat>();
  return (digits: number) => {
    const format =
      made.get(digits) ??
      new Intl.NumberFormat(tag, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        useGrouping: false,
      });
    made.set(digits, format);
    return format;
  };
});

const decimal = perTag(
  (tag) => new Intl.NumberFormat(tag).formatToParts(1.5).find(({ type }) => type === 'decimal')?.value,
);

/** The sign before the decimals of a number in a file, as the reader's spreadsheet takes it: a comma, or else a point. */
export function decimalSign(): '.' | ',' {
  return decimal() === ',' ? ',' : '.';
}

/** A count: whole, with thousands separated; "5,000". */
export function formatCount(value: number): string {
  return whole().format(value);
}

/** A number of customers that is expected, not counted: whole from ten up, one decimal below; "212", "7.0". */
export function formatExpected(count: number): string {
  return count >= 9.95 ? whole().format(count) : formatFixed(count, 1);
}

/** A measured value for a sentence or a cell: three significant digits, every digit of the whole part; "1,284", "3.14". */
export function formatNumber(value: number): string {
  return Math.abs(value) >= 1000 ? whole().format(value) : three().format(value);
}

/** A value of a column: as `formatNumber`, but a calendar year is not grouped; "1970". */
export function formatValue(column: string, value: number): string {
  const isYear = /year|birth|born/i.test(column) && value >= 1000 && value < 3000;
  return isYear ? String(Math.round(value)) : formatNumber(value);
}

/** A value for an axis or a narrow place; "1.2K". */
export function formatShort(value: number): string {
  return short().format(value);
}

/** A value with a fixed number of decimals, for columns whose digits must line up; "0.812". */
export function formatFixed(value: number, decimals: number): string {
  return fixed()(decimals).format(value);
}

/** A size in bytes in the largest fitting unit of 1,000; "220 kB". */
export function formatBytes(bytes: number): string {
  const units = [say().bytes, 'kB', 'MB', 'GB'];
  const power = Math.min(units.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return keepTogether(`${three().format(bytes / 1000 ** power)} ${units[power]}`);
}
