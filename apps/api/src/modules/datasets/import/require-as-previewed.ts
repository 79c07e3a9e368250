import { AppError } from '../../../platform/errors/app-error.js';
import { TOLERATED_SHARE } from '../detection/column-guess.js';
import type { RefusedRow } from './convert-table.js';
import type { PlannedColumn } from './import-plan.js';

/**
 * A long file is decided by its first rows, as its preview was. Where the rest of it does not fit that decision, the import
 * stops, rather than reject what the preview did not show.
 * @throws AppError PREVIEW_DIFFERS for a column whose type the caller did not name
 */
export function requireAsPreviewed(
  columns: readonly PlannedColumn[],
  refused: readonly RefusedRow[],
  { rows, decisive, named }: { rows: number; decisive: number | undefined; named: ReadonlySet<string> },
): void {
  if (decisive === undefined || rows <= decisive) return;
  for (const { name, type, role } of columns) {
    if (named.has(name) || role === 'CUSTOMER_ID') continue;
    const unfit = refused.filter(({ column, missing }) => column === name && !missing);
    if (unfit.length <= TOLERATED_SHARE * rows) continue;
    throw new AppError(
      'PREVIEW_DIFFERS',
      `By its first ${decisive} rows, "${name}" is ${type}; ${unfit.length} of all ${rows} rows do not fit, for example: ${unfit[0]!.cause}. Set its type to CATEGORY or TEXT, or to ${type} to have those rows rejected.`,
      { field: ['columns'] },
    );
  }
}
