import type { DateOrder } from './date-values.js';

const NAMES: Readonly<Record<DateOrder, string>> = {
  ymd: 'yyyy-mm-dd',
  dmy: 'dd-mm-yyyy',
  mdy: 'mm-dd-yyyy',
  named: 'dd-mmm-yyyy',
  serial: 'days of a spreadsheet',
  seconds: 'seconds since 1970',
  milliseconds: 'milliseconds since 1970',
  microseconds: 'microseconds since 1970',
  nanoseconds: 'nanoseconds since 1970',
};

/** The names of all formats, for a message. */
export const DATE_FORMAT_NAMES = Object.values(NAMES)
  .map((name) => `"${name}"`)
  .join(', ');

/** The name of a format of dates; null for none. */
export function dateFormatName(order: DateOrder | null): string | null {
  return order && NAMES[order];
}

/** The format that a name such as "dd/mm/yyyy" means; undefined if it names none. */
export function dateOrderOf(name: string): DateOrder | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[-/. ]/g, '');
  const orders = Object.keys(NAMES) as DateOrder[];
  return orders.find((order) => plain(NAMES[order]) === plain(name));
}
