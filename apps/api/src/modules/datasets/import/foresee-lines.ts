import type { LineCounts } from '../dataset.types.js';
import type { SourceTable } from '../detection/source-table.js';
import { countLines } from '../reading/line-counts.js';
import type { PlannedColumn } from './import-plan.js';

/** What would become of every line that was read for a preview: rows without an id, or with one of an earlier row, are no customers. */
export function foreseeLines({ lines, rows }: SourceTable, columns: readonly PlannedColumn[]): LineCounts {
  const id = columns.find(({ role }) => role === 'CUSTOMER_ID')?.detected.facts;
  const repeats = id === undefined ? 0 : id.present - id.distinct;
  const refused = id === undefined ? 0 : id.rows - id.present;
  return countLines(lines, { customers: rows - repeats - refused, repeats, refused });
}
