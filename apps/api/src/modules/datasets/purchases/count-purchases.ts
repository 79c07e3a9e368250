import type { LineCounts } from '../dataset.types.js';
import type { SourceTable } from '../detection/source-table.js';
import { countLines } from '../reading/line-counts.js';
import type { ReadPurchases } from './read-purchases.js';

/** What became of every line of a file of purchases. */
export function countPurchases(
  { lines }: SourceTable,
  { converted, rolledUp: { purchases, leftOut } }: ReadPurchases,
): LineCounts {
  const rejected = { repeats: 0, refused: converted.refused.length };
  return countLines(lines, { customers: 0, purchases, leftOut, ...rejected });
}
