import { DATE_RANGE, NUMBER_RANGE } from '../../platform/value-bounds.js';
import { dateFormatName, deriveValues, type ReadColumn, readText } from '../datasets/index.js';
import type { Attributes } from '../feature-matrix/index.js';

/** What a record says in the terms of its dataset, and what could not be read, by name. */
export interface RecordReading {
  readonly attributes: Attributes;
  readonly warnings: readonly string[];
}

/**
 * Reads the texts of a record as the import of its dataset read them: its decimal sign, its order of day and month, its
 * spellings of yes, no and nothing. What cannot be read is not known, with a warning. What imports compute from what is said
 * is computed, unless the record says it itself.
 */
export function readRecord(record: Attributes, columns: readonly ReadColumn[], today: Date): RecordReading {
  const attributes = new Map(Object.entries(record));
  const warnings: string[] = [];
  for (const column of columns) {
    const { name } = column;
    if (column.role === 'CUSTOMER_ID' || !attributes.has(name)) continue;
    const value = readAs(attributes.get(name), column);
    if (value === undefined) {
      const given = shown(attributes.get(name));
      warnings.push(`"${name}" is ${given}; it must be ${expected(column)}, and counts as not known`);
      attributes.delete(name);
    } else {
      attributes.set(name, value);
    }
  }
  const said = Object.fromEntries(attributes);
  return { attributes: { ...said, ...deriveValues(columns, said, record, today) }, warnings };
}

function readAs(value: unknown, { type, reading }: ReadColumn): unknown {
  const plain = reading ?? { type, decimal: '.', order: null };
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return readText(value, plain);
  if (type === 'NUMBER') return typeof value === 'number' ? value : undefined;
  // A number or a boolean is what its text says: 1 is yes, 44528 a day of a spreadsheet in a column of those.
  return typeof value === 'number' || typeof value === 'boolean' ? readText(String(value), plain) : value;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}

function expected({ type, reading }: ReadColumn): string {
  if (type === 'NUMBER') return `a number like 1234${reading?.decimal ?? '.'}5 ${NUMBER_RANGE}`;
  if (type === 'BOOLEAN') return 'yes or no';
  return `a date like ${dateFormatName(reading?.order ?? null) ?? 'yyyy-mm-dd'} ${DATE_RANGE}`;
}
