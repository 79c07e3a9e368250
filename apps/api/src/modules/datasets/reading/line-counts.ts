import { AppError } from '../../../platform/errors/app-error.js';
import type { LineCounts } from '../dataset.types.js';
import type { ReadLines } from './record-reader.js';

/** Adds up what a reader found and what became of its rows. */
export function countLines(
  lines: ReadLines,
  rows: {
    readonly customers: number;
    readonly purchases?: number;
    readonly leftOut?: number;
    readonly repeats: number;
    readonly refused: number;
  },
): LineCounts {
  return {
    total: lines.total,
    aboveHeader: lines.skipped,
    header: lines.header,
    customers: rows.customers,
    ...(rows.purchases === undefined ? {} : { purchases: rows.purchases, leftOut: rows.leftOut ?? 0 }),
    repeats: rows.repeats,
    blank: lines.blank,
    rejected: lines.rejected - lines.rejectedContinued + rows.refused,
    continued: lines.continued + lines.rejectedContinued,
  };
}

/**
 * Checks that no line is lost: between the file and the reader, the reader and the table, the table and the customers.
 * @throws AppError BOOKS_UNBALANCED with the place and both sides
 */
export function requireBalance(
  counts: LineCounts,
  seen: { readonly fileLines: number; readonly readRows: number; readonly tableRows: number },
): void {
  const { total, customers, repeats } = counts;
  requireEqual('lines of the file', seen.fileLines, 'lines that were read', total);
  requireEqual('rows that were read', seen.readRows, 'rows of the table', seen.tableRows);
  const parts =
    counts.aboveHeader +
    counts.header +
    customers +
    (counts.purchases ?? 0) +
    (counts.leftOut ?? 0) +
    repeats +
    counts.blank +
    counts.rejected +
    counts.continued;
  requireEqual('lines that were read', total, 'lines that are accounted for', parts);
}

function requireEqual(what: string, expected: number, other: string, found: number): void {
  if (expected === found) return;
  throw new AppError(
    'BOOKS_UNBALANCED',
    `There are ${expected} ${what} and ${found} ${other}; both must be the same. Nothing was imported.`,
  );
}
