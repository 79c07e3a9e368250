import { MAX_COLUMNS } from '@holdfast/schema';
import { AppError } from '../../../platform/errors/app-error.js';
import { textOf } from './records.js';

/** Names reserved by the column file, and by HTTP servers, which take no JSON with the second. */
const RESERVED = new Set(['__row', '__proto__']);

/** The columns' names, and what was changed about them, in sentences. */
export interface ColumnNames {
  readonly names: readonly string[];
  readonly warnings: readonly string[];
}

/**
 * The columns' names as people read them: trimmed, without doubled blanks or such of no width, `column_<n>` if empty,
 * numbered from `_2` where a name comes again or is reserved. Names that differ only in case are the same.
 */
export function nameColumns(fields: readonly string[]): ColumnNames {
  const written = fields.map((field) => readableName(textOf(field)));
  const given = new Set(written.map((name) => name.toLowerCase()));
  const used = new Set(RESERVED);
  const warnings: string[] = [];
  const names = written.map((name, index) => {
    const wanted = name || `column_${index + 1}`;
    let unique = wanted;
    for (
      let n = 2;
      used.has(unique.toLowerCase()) || (unique !== name && given.has(unique.toLowerCase()));
      n++
    ) {
      unique = `${wanted}_${n}`;
    }
    used.add(unique.toLowerCase());
    if (name !== '' && unique !== name) {
      const why = RESERVED.has(name.toLowerCase()) ? 'which is reserved' : 'as an earlier one is';
      warnings.push(`Column ${index + 1} is called "${name}", ${why}; it is named "${unique}".`);
    }
    return unique;
  });
  return { names, warnings };
}

function readableName(text: string): string {
  return (
    text
      .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
      .replace(/[\s\u00a0]+/g, ' ')
      .trim()
      // A quote that is not closed.
      .replace(/^"(?!.*")/, '')
  );
}

/** @throws AppError TOO_FEW_COLUMNS or TOO_MANY_COLUMNS */
export function requireColumnCount(count: number, isDelimited = true): void {
  if (count > MAX_COLUMNS) {
    throw new AppError('TOO_MANY_COLUMNS', `The file has ${count} columns; it may have ${MAX_COLUMNS}.`, {
      field: ['uploadId'],
    });
  }
  if (count < 2) {
    throw new AppError(
      'TOO_FEW_COLUMNS',
      `The file has ${count} column; a customer table has 2 or more.${isDelimited ? ' If this one does, set the delimiter.' : ''}`,
      { field: ['uploadId'] },
    );
  }
}
