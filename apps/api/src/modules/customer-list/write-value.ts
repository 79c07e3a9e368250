import { type DatasetColumn, readText, type ValueReading } from '../datasets/index.js';

/** How texts become values of a column. */
export function readingOf({ reading, type }: DatasetColumn): ValueReading {
  return reading ?? { type, decimal: '.', order: 'ymd' };
}

/**
 * A number, or a date as it is stored, as a text that the column reads as the same, for a condition of a filter; null if it
 * would read another value.
 */
export function writeValue(value: number | string, column: DatasetColumn): string | null {
  const reading = readingOf(column);
  if (typeof value === 'number') {
    const text = reading.decimal === ',' ? String(value).replace('.', ',') : String(value);
    return readText(text, reading) === value ? text : null;
  }
  const read = readText(value, reading);
  return typeof read === 'string' && read.startsWith(value) ? value : null;
}
