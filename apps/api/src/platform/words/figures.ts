import { PSEUDO } from './languages.js';
import { spoken } from './spoken.js';

const formats = new Map<string, Intl.NumberFormat>();

/** A number as the language that is spoken writes it. */
export function inFigures(value: number, options: Intl.NumberFormatOptions = {}): string {
  const key = `${tag()} ${JSON.stringify(options)}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new Intl.NumberFormat(tag(), options);
    formats.set(key, format);
  }
  return format.format(value);
}

/** A number with so many decimals, without separators between thousands. */
export function withDecimals(value: number, digits: number): string {
  const [minimumFractionDigits, maximumFractionDigits] = [digits, digits];
  return inFigures(value, { minimumFractionDigits, maximumFractionDigits, useGrouping: false });
}

/** Words or names in a row: "a, b and c". */
export function inARow(names: readonly string[]): string {
  return new Intl.ListFormat(tag() === 'en' ? 'en-GB' : tag()).format(names);
}

/** A day since 1970-01-01: as an ISO date in English, which no reader of another country mistakes, else as it is written. */
export function asDay(day: number): string {
  return dayOf(new Date(day * 86_400_000));
}

/** The day of a moment in UTC, as `asDay`. */
export function dayOf(moment: Date): string {
  if (tag() === 'en') return moment.toISOString().slice(0, 10);
  return moment.toLocaleDateString(tag(), { dateStyle: 'medium', timeZone: 'UTC' });
}

/** By which Intl writes. */
export function tag(): string {
  const language = spoken();
  return language === PSEUDO ? 'en' : language;
}
