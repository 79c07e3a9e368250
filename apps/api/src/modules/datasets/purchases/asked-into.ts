import { AppError } from '../../../platform/errors/app-error.js';
import type { ImportMode } from '../dataset.enums.js';
import type { TransactionSettings } from '../dataset.types.js';
import { type AskedRows, askedKind } from './read-purchases.js';

/**
 * What a row of a file for an existing dataset is: of one that was made of purchases, purchases as last time, unless the caller says
 * otherwise. The purchases themselves are not kept, so that a later file cannot be added to them.
 * @throws AppError BAD_USER_INPUT, CONFLICT
 */
export function askedInto(
  asked: AskedRows,
  { name, mode, last }: { name: string; mode: ImportMode; last: TransactionSettings | null },
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
  if (mode === 'APPEND') {
    throw new AppError(
      'CONFLICT',
      `mode is APPEND, and "${name}" was rolled up from purchases, which are not kept; it must be REPLACE with a file of all purchases, or kind CUSTOMERS with a row a customer.`,
      { field: ['mode'] },
    );
  }
  if (asked.transactions) return { kind: 'TRANSACTIONS', transactions: asked.transactions };
  const { customerColumn, dateColumn, amountColumn, quantityColumn, orderColumn, categoryColumn } = last;
  const columns = { customerColumn, dateColumn, amountColumn, quantityColumn, orderColumn, categoryColumn };
  return { kind: 'TRANSACTIONS', transactions: { ...columns, churnAfterDays: last.churnAfterDays } };
}
