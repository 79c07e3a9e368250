import { PlainNumber } from './table-text.js';

/** Days from the first of a spreadsheet to 1970, and of one that counts from 1904. */
const EPOCH_1900 = 25_569;
const EPOCH_1904 = 24_107;
const LAST_DAY = 2_958_465;
const DAY_SECONDS = 86_400;
/** Formats of dates and times that every workbook has, by number. */
const BUILT_IN_DATES = [14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58];
const BUILT_IN_TIMES = [18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47];

/** How the number of a cell is shown: as itself, as a day, as a time, or with zeros in front to so many digits. */
export type NumberFormat = 'number' | 'date' | 'time' | { readonly digits: number };

/** What a format of a workbook means, by its number and, if it is the workbook's own, its code. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code === undefined) {
    if (BUILT_IN_DATES.includes(id)) return 'date';
    return BUILT_IN_TIMES.includes(id) ? 'time' : 'number';
  }
  const zeros = /^0{2,}$/.exec(code);
  if (zeros) return { digits: code.length };
  const [first = ''] = code.split(';');
  const isElapsed = /\[(h+|m+|s+)\]/i.test(first);
  const letters = first.replace(/"[^"]*"|\\.|[_*].|\[[^\]]*\]/g, '').replace(/general|am\/pm|a\/p/gi, '');
  if (/[yd]/i.test(letters) || (/m/i.test(letters) && !/[hs]/i.test(letters) && !isElapsed)) return 'date';
  return isElapsed || /[hs]/i.test(letters) ? 'time' : 'number';
}

/** The text of a number of a workbook: a date in ISO, a time, a number in plain notation. */
export function numberText(written: string, format: NumberFormat, from1904: boolean): string | PlainNumber {
  const value = Number(written);
  if (written === '' || !Number.isFinite(value)) return written;
  if (format === 'date') return dateText(value, from1904) ?? plainNumber(written, value);
  if (format === 'time' && value >= 0 && value < LAST_DAY) return timeText(value);
  if (typeof format === 'object' && Number.isInteger(value) && value >= 0) {
    return String(value).padStart(format.digits, '0');
  }
  return plainNumber(written, value);
}

/** A number as it is written, or as short as it can be where it is in powers of ten or longer than it was entered. */
export function plainNumber(written: string, value: number): PlainNumber {
  const isPlain = /^-?\d+(\.\d+)?$/.test(written) && written.length <= 15;
  return new PlainNumber(isPlain ? written : String(value));
}

function dateText(serial: number, from1904: boolean): string | null {
  // A spreadsheet has a 29 February 1900.
  const days = from1904 ? serial - EPOCH_1904 : serial - EPOCH_1900 + (serial >= 1 && serial < 60 ? 1 : 0);
  if (serial < 0 || serial > LAST_DAY) return null;
  const seconds = Math.round(days * DAY_SECONDS);
  const text = new Date(seconds * 1000).toISOString();
  return seconds % DAY_SECONDS === 0 ? text.slice(0, 10) : text.slice(0, 19);
}

/** Hours may be more than 24: it is then a duration. */
function timeText(days: number): string {
  const seconds = Math.round(days * DAY_SECONDS);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}
