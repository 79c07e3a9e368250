import { MAX_COLUMNS } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';

/** Names reserved by the column file, and by HTTP servers, which take no JSON with the second. */
const RESERVED = new Set(['__row', '__proto__']);

/**
 * The columns' names as people read them: trimmed, without doubled blanks, `column_<n>` if empty.
 * @throws AppError DUPLICATE_COLUMN if two differ only in case
 */
export function readHeader(fields: readonly (string | null)[]): string[] {
  const names = fields.map((field, index) => {
    const name = (field ?? '').replace(/[\s\u00a0\ufeff]+/g, ' ').trim();
    return name || `column_${index + 1}`;
  });
  const seen = new Map<string, number>();
  names.forEach((name, index) => {
    const key = name.toLowerCase();
    const other = seen.get(key);
    if (other !== undefined || RESERVED.has(key)) {
      const clash = other === undefined ? 'is reserved' : `is also the name of column ${other + 1}`;
      throw new AppError(
        'DUPLICATE_COLUMN',
        `Column ${index + 1} is called "${name}", which ${clash}; every column needs a name of its own.`,
        {
          field: ['uploadId'],
        },
      );
    }
    seen.set(key, index);
  });
  return names;
}

/** @throws AppError TOO_FEW_COLUMNS or TOO_MANY_COLUMNS */
export function requireColumnCount(count: number): void {
  if (count > MAX_COLUMNS) {
    throw new AppError('TOO_MANY_COLUMNS', `The file has ${count} columns; it may have ${MAX_COLUMNS}.`, {
      field: ['uploadId'],
    });
  }
  if (count < 2) {
    throw new AppError(
      'TOO_FEW_COLUMNS',
      `The file has ${count} column; a customer table has 2 or more. If this one does, set the delimiter.`,
      { field: ['uploadId'] },
    );
  }
}

/** The number of fields in the first line with the delimiter that gives most, ignoring quotes. */
export function widestFirstLine(text: string): number {
  const end = text.search(/[\r\n]/);
  const line = end === -1 ? text : text.slice(0, end);
  return Math.max(...[',', ';', '\t', '|'].map((delimiter) => line.split(delimiter).length));
}
