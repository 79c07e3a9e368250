import { AppError } from '../../../platform/errors/app-error.js';
import type { ImportMode } from '../dataset.enums.js';
import type { TransactionSettings } from '../dataset.types.js';
import type { ReadEarlier } from './kept-purchases.js';
import { type AskedRows, askedKind } from './read-purchases.js';

/**
 * What a row of a file for an existing dataset is: of one that was made of purchases, purchases as last time, unless the caller says
 * otherwise. They can be added to those of before where these are kept; an earlier release did not.
 * @throws AppError BAD_USER_INPUT, CONFLICT
 */
export function askedInto(
  asked: AskedRows,
  {
    name,
    mode,
    last,
    earlier,
  }: {
    name: string;
    mode: ImportMode;
    last: TransactionSettings | null;
    /** Null where they are not kept. */
    earlier: ReadEarlier | null;
  },
): AskedRows {
  const kind = askedKind(asked);
  if (kind === 'CUSTOMERS' || (kind === null && last === null)) return { kind: 'CUSTOMERS' };
  if (last === null) {
    throw new AppError(
      'CONFLICT',
      `kind is TRANSACTIONS, and "${name}" was made of a row a customer; it must be CUSTOMERS, or the purchases a new dataset.`,
      { field: ['kind'] },
    );
  }
  if (mode === 'APPEND' && earlier === null) {
    throw new AppError(
      'CONFLICT',
      `mode is APPEND, and "${name}" was rolled up from purchases by an earlier release, which did not keep them; it must be REPLACE with a file of all purchases, or kind CUSTOMERS with a row a customer.`,
      { field: ['mode'] },
    );
  }
  const more = mode === 'APPEND' && earlier !== null ? { earlier } : {};
  if (asked.transactions) return { kind: 'TRANSACTIONS', transactions: asked.transactions, ...more };
  const { customerColumn, dateColumn, amountColumn, quantityColumn, orderColumn, categoryColumn } = last;
  const columns = { customerColumn, dateColumn, amountColumn, quantityColumn, orderColumn, categoryColumn };
  // With more purchases than before, other days may be suggested.
  const churnAfterDays = mode === 'APPEND' ? (last.askedDays ?? null) : last.churnAfterDays;
  return { kind: 'TRANSACTIONS', transactions: { ...columns, churnAfterDays }, ...more };
}
